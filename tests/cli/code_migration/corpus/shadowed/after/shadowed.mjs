import { storage } from "/client/workflow-storage.js";

export function shadowed(localStorage) {
  localStorage.setItem("inner", "1");
  return typeof localStorage;
}

export async function real() {
  if (typeof localStorage === "undefined" || !window.localStorage) return null;
  return localStorage && await storage.getItem("inner");
}

export function taken(storage) {
  return storage.read(localStorage.getItem("taken"));
}

export function frame(other) {
  const storage = other;
  return storage;
}
