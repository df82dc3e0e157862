import { storage } from "/client/workflow-storage.js";

export async function forget() {
  await storage.clear();
}
export async function remember(name, value) {
  await storage.setItem(name, value);
  return await storage.getItem("last");
}
