// A to-do list as a module.
import { render } from "./view.js";
import { storage } from "/client/workflow-storage.js";

const KEY = "todos";
let todos = [];

export async function load() {
  todos = await storage.getItem(KEY) ?? [];
  return todos;
}

export async function save() {
  await storage.setItem(KEY, todos);
}

async function add(text) {
  await load();
  todos.push({ text, done: false });
  await save();
  render(todos);
}

export const toggle = async (index) => {
  todos[index].done = !todos[index].done;
  await save();
};

export const count = async () => (await load()).length;

export async function reset() {
  await storage.removeItem(KEY);
}

document.querySelector("#add").addEventListener("click", async () => await add("milk"));
document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await save();
});
await load();
render(todos);
