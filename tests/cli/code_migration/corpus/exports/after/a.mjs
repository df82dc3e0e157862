import { storage } from "/client/workflow-storage.js";

export default async function () {
  return await storage.getItem("a");
}
export { b as c } from "./b.mjs";
export * from "./b.mjs";
