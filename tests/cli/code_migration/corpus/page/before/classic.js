"use strict";

var todos = [];
var KEYS = { todos: "todo.items", theme: "look" };

const load = () => JSON.parse(localStorage.getItem(KEYS.todos) || "[]");

function save() {
  localStorage.setItem(KEYS.todos, JSON.stringify(todos));
  localStorage.saves = Number(localStorage.saves || 0) + 1;
}

function theme() {
  return window.localStorage.getItem(KEYS.theme) || "light";
}

function toggleTheme() {
  localStorage.setItem(KEYS.theme, theme() === "light" ? "dark" : "light");
  show();
}

function add(text) {
  todos.push({ text: text, done: false });
  save();
}

function toggle(index) {
  todos[index].done = !todos[index].done;
  save();
  show();
}

function empty() {
  todos = [];
  localStorage.removeItem(KEYS.todos);
  delete localStorage["saves"];
  show();
}

function show() {
  document.getElementById("list").innerHTML = todos
    .map((todo, index) => `<li onclick="toggle(${index})">${todo.done ? "[x]" : "[ ]"} ${todo.text}</li>`)
    .join("");
  const saves = localStorage.saves === undefined ? "none" : localStorage.saves;
  document.getElementById("status").textContent = `${todos.length} in ${theme()}, saves: ${saves}`;
}

document.getElementById("form").addEventListener("submit", function (event) {
  event.preventDefault();
  const field = document.getElementById("text");
  add(field.value);
  field.value = "";
  show();
});

function start() {
  todos = load();
  show();
}

start();
