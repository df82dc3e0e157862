"use strict";
var storage = new Proxy({}, { get: (kept, method) => async (...given) => { const copy = JSON.parse(JSON.stringify(given)); return (await (kept.module ??= import("/client/workflow-storage.js"))).storage[method](...copy); } });

var todos = [];
var KEYS = { todos: "todo.items", theme: "look" };

const load = async () => await storage.getItem(KEYS.todos) ?? [];

async function save() {
  await storage.setItem(KEYS.todos, todos);
  await storage.setItem("saves", String(Number(await storage.getItem("saves") || 0) + 1));
}

async function theme() {
  return await storage.getItem(KEYS.theme) || "light";
}

async function toggleTheme() {
  await storage.setItem(KEYS.theme, await theme() === "light" ? "dark" : "light");
  await show();
}

async function add(text) {
  todos.push({ text: text, done: false });
  await save();
}

async function toggle(index) {
  todos[index].done = !todos[index].done;
  await save();
  await show();
}

async function empty() {
  todos = [];
  await storage.removeItem(KEYS.todos);
  await storage.removeItem("saves");
  await show();
}

async function show() {
  document.getElementById("list").innerHTML = todos
    .map((todo, index) => `<li onclick="toggle(${index})">${todo.done ? "[x]" : "[ ]"} ${todo.text}</li>`)
    .join("");
  const saves = (await storage.getItem("saves") ?? undefined) === undefined ? "none" : (await storage.getItem("saves") ?? undefined);
  document.getElementById("status").textContent = `${todos.length} in ${await theme()}, saves: ${saves}`;
}

document.getElementById("form").addEventListener("submit", async function (event) {
  event.preventDefault();
  const field = document.getElementById("text");
  await add(field.value);
  field.value = "";
  await show();
});

async function start() {
  todos = await load();
  await show();
}

start();
