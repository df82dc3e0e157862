import { storage } from "/client/workflow-storage.js";

export class Store {
  #cache = null;
  static version = 2;

  constructor(name) {
    this.name = name;
  }

  async load() {
    this.#cache ??= await storage.getItem("store") ?? {};
    return this.#cache;
  }

  async get(key) {
    return (await this.load())[key];
  }

  set = async (key, value) => {
    (await this.load())[key] = value;
    await this.#flush();
  };

  async #flush() {
    await storage.setItem("store", this.#cache);
  }

  static async wipe() {
    await storage.removeItem("store");
  }
}
