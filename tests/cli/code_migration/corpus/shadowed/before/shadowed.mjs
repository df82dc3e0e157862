export function shadowed(localStorage) {
  localStorage.setItem("inner", "1");
  return typeof localStorage;
}

export function real() {
  if (typeof localStorage === "undefined" || !window.localStorage) return null;
  return localStorage && localStorage.getItem("inner");
}

export function taken(storage) {
  return storage.read(localStorage.getItem("taken"));
}

export function frame(other) {
  const storage = other;
  return storage;
}
