import { Store } from "./store.mjs";
import { storage } from "/client/workflow-storage.js";

const store = new Store("main");

export async function rename(name) {
  await store.set("name", name);
  return (await store.get("name")).toUpperCase();
}

export async function forget() {
  await Store.wipe();
  await new Store("other").load();
}

export const kept = {
  count: 0,
  async bump() {
    this.count += 1;
    await storage.setItem("bumps", String(this.count));
  },
  read: async () => await storage.getItem("bumps"),
};

export const bumped = async () => (await kept.bump(), await kept.read());
