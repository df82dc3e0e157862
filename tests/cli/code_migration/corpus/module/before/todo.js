// A to-do list as a module.
import { render } from "./view.js";

const KEY = "todos";
let todos = [];

export function load() {
  todos = JSON.parse(localStorage.getItem(KEY) || "[]");
  return todos;
}

export function save() {
  localStorage.setItem(KEY, JSON.stringify(todos));
}

function add(text) {
  load();
  todos.push({ text, done: false });
  save();
  render(todos);
}

export const toggle = (index) => {
  todos[index].done = !todos[index].done;
  save();
};

export const count = () => load().length;

export function reset() {
  localStorage.removeItem(KEY);
}

document.querySelector("#add").addEventListener("click", () => add("milk"));
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});
load();
render(todos);
