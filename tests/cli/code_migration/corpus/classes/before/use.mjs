import { Store } from "./store.mjs";

const store = new Store("main");

export function rename(name) {
  store.set("name", name);
  return store.get("name").toUpperCase();
}

export function forget() {
  Store.wipe();
  new Store("other").load();
}

export const kept = {
  count: 0,
  bump() {
    this.count += 1;
    localStorage.setItem("bumps", String(this.count));
  },
  read: () => localStorage.getItem("bumps"),
};

export const bumped = () => (kept.bump(), kept.read());
