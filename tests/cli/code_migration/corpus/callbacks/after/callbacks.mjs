import { storage } from "/client/workflow-storage.js";

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
  element.addEventListener("click", async () => await storage.setItem("clicked", "1"));
  element.onclick = async () => { await storage.setItem("onclick", "1"); };
  element.onsubmit = () => { localStorage.setItem("onsubmit", "1"); return false; };
  setTimeout(async () => await storage.setItem("timer", "1"), 100);
  requestAnimationFrame(async function frame() { await storage.setItem("frame", "1"); requestAnimationFrame(frame); });
  fetch("/x").then(async (answer) => await storage.setItem("fetched", String(answer.status)));
  new MutationObserver(async () => await storage.setItem("changed", "1")).observe(element);
  library.on("save", () => localStorage.setItem("library", "1"));
  new Promise((resolve) => resolve(localStorage.getItem("promise")));
  addEventListener("beforeunload", () => localStorage.setItem("leaving", "1"));
  element.addEventListener("keydown", (event) => {
    localStorage.setItem("keydown", event.key);
    event.preventDefault();
  });
  element.addEventListener("keyup", async (event) => {
    event.stopPropagation();
    await storage.setItem("keyup", String(event.key));
  });
}

function remembered() {
  return fetch("/y").then(async () => await storage.getItem("remembered"));
}

export const chain = () => remembered().then((text) => text.length);

function sometimes(flag) {
  if (flag) return fetch("/z");
  return localStorage.getItem("sometimes");
}

export const some = () => sometimes(true);

async function chained() {
  return Promise.resolve(await storage.getItem("chained"));
}

export const all = () => Promise.all([chained(), chained()]);

export function withDefault(theme = localStorage.getItem("default")) {
  return theme;
}

export async function again(depth) {
  await storage.setItem("depth", String(depth));
  if (depth > 0) await again(depth - 1);
}

export const made = await (async function () {
  return await storage.getItem("iife");
})();
