import { storage } from "/client/workflow-storage.js";

const PREFIX = "todo.";

export class Store {
  constructor(name) {
    this.name = name;
  }

  async read() {
    return await storage.getItem(PREFIX + this.name) ?? [];
  }

  write = async (items) => {
    await storage.setItem(`${PREFIX}${this.name}`, items);
  };

  async forget() {
    await storage.removeItem(PREFIX + this.name);
  }
}

export const count = {
  get: async () => await storage.getItem("saves"),
  async up() {
    await storage.setItem("saves", String(Number(await this.get()) + 1));
  },
  async clear() {
    await storage.removeItem("saves");
  },
};
