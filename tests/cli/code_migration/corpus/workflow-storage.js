// Stands in for the client's storage service: same names, values instead of texts, every answer a moment later.
const held = new Map(Object.entries(JSON.parse(globalThis.sessionStorage?.getItem("stand-in") ?? "{}")));

const copied = (value) => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
let asked = 0;
const moment = () => new Promise((resolve) => setTimeout(resolve, 1, (asked += 1)));
const keep = () => globalThis.sessionStorage?.setItem("stand-in", JSON.stringify(Object.fromEntries(held)));

export class WorkflowStorageService {
  async getItem(key) {
    await moment();
    return held.has(key) ? copied(held.get(key)) : null;
  }

  async setItem(key, value) {
    const kept = copied(value);
    await moment();
    held.set(key, kept);
    keep();
  }

  async removeItem(key) {
    await moment();
    held.delete(key);
    keep();
  }

  async clear() {
    await moment();
    held.clear();
    keep();
  }
}

export const storage = new WorkflowStorageService();
export const getWorkflowStorage = () => storage;
export const askedSoFar = () => asked;
export const contents = () => Object.fromEntries(held);
