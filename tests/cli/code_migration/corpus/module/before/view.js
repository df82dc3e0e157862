import * as list from "./todo.js";
import { count as howMany } from "./todo.js";

export function render(todos) {
  document.querySelector("#list").textContent = todos.map((todo) => todo.text).join(", ");
}

export function summary() {
  const size = howMany();
  return `${size} of ${list.count()} in ${list.load().length}`;
}
