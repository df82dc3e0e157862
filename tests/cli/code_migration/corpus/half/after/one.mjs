import { storage } from "/client/workflow-storage.js";

// `shared` is safe here and unsafe in two.mjs, so it stays; `mine` goes.
export async function both() {
  localStorage.setItem("shared", "1");
  await storage.setItem("mine", "1");
}
