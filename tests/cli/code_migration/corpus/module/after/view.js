import * as list from "./todo.js";
import { count as howMany } from "./todo.js";

export function render(todos) {
  document.querySelector("#list").textContent = todos.map((todo) => todo.text).join(", ");
}

export async function summary() {
  const size = await howMany();
  return `${size} of ${await list.count()} in ${(await list.load()).length}`;
}
