export function each(items) {
  items.forEach((item) => localStorage.setItem("each", item));
  items.map((item) => localStorage.getItem(`map-${item}`));
  items.sort(() => (localStorage.getItem("order") === "up" ? 1 : -1));
  items.filter(function (item) { return item !== localStorage.getItem("hidden"); });
  items.reduce((sum, item) => sum + localStorage.getItem("sum").length, 0);
}

function pick(item) {
  return localStorage.getItem("picked") === item;
}

export const picked = (items) => items.find(pick);

export function later(element, library) {
  element.addEventListener("click", () => localStorage.setItem("clicked", "1"));
  element.onclick = () => { localStorage.setItem("onclick", "1"); };
  element.onsubmit = () => { localStorage.setItem("onsubmit", "1"); return false; };
  setTimeout(() => localStorage.setItem("timer", "1"), 100);
  requestAnimationFrame(function frame() { localStorage.setItem("frame", "1"); requestAnimationFrame(frame); });
  fetch("/x").then((answer) => localStorage.setItem("fetched", answer.status));
  new MutationObserver(() => localStorage.setItem("changed", "1")).observe(element);
  library.on("save", () => localStorage.setItem("library", "1"));
  new Promise((resolve) => resolve(localStorage.getItem("promise")));
  addEventListener("beforeunload", () => localStorage.setItem("leaving", "1"));
  element.addEventListener("keydown", (event) => {
    localStorage.setItem("keydown", event.key);
    event.preventDefault();
  });
  element.addEventListener("keyup", async (event) => {
    event.stopPropagation();
    localStorage.setItem("keyup", event.key);
  });
}

function remembered() {
  return fetch("/y").then(() => localStorage.getItem("remembered"));
}

export const chain = () => remembered().then((text) => text.length);

function sometimes(flag) {
  if (flag) return fetch("/z");
  return localStorage.getItem("sometimes");
}

export const some = () => sometimes(true);

function chained() {
  return Promise.resolve(localStorage.getItem("chained"));
}

export const all = () => Promise.all([chained(), chained()]);

export function withDefault(theme = localStorage.getItem("default")) {
  return theme;
}

export function again(depth) {
  localStorage.setItem("depth", depth);
  if (depth > 0) again(depth - 1);
}

export const made = (function () {
  return localStorage.getItem("iife");
})();
