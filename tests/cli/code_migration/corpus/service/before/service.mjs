import { getWorkflowStorage } from "./workflow.js";

export function load(storage) {
  return [storage, JSON.parse(localStorage.getItem("load"))];
}
