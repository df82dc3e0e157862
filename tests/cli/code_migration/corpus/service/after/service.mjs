import { getWorkflowStorage } from "./workflow.js";

export async function load(storage) {
  return [storage, await getWorkflowStorage().getItem("load")];
}
