import { storage } from "/client/workflow-storage.js";

export { default as a } from "./a.mjs";
const b = async () => await storage.getItem("b");
export { b };
