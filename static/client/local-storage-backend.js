import { environment } from "./environment.js";
import { KEY_PREFIX, idOfKey } from "./storage-backend.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { StorageBackend } from "./storage-backend.js"
 */

/**
 * Projects in the browser's localStorage: about 5 MB for all of them, and gone when the browser's data is cleared.
 * @implements {StorageBackend}
 */
export class LocalStorageBackend {
  /** @param {Partial<Environment>} [options] */
  constructor(options = {}) {
    this.env = environment(options);
  }

  /**
   * @param {string} key
   * @param {string} data
   */
  async save(key, data) {
    try {
      this.#storage().setItem(key, data);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "QuotaExceededError") throw error;
      const hint = "Please free up space, or use IndexedDBBackend or APIBackend.";
      throw new Error(`Storage quota exceeded. ${hint}`, { cause: error });
    }
  }

  /** @param {string} key */
  async load(key) {
    return this.#storage().getItem(key);
  }

  /** @param {string} key */
  async exists(key) {
    return this.#storage().getItem(key) !== null;
  }

  /** @param {string} key */
  async delete(key) {
    this.#storage().removeItem(key);
  }

  async list() {
    const storage = this.#storage();
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
    return keys.filter((key) => key.startsWith(KEY_PREFIX)).map(idOfKey);
  }

  #storage() {
    if (!this.env.localStorage) throw new Error("This browser has no localStorage. Use APIBackend.");
    return this.env.localStorage;
  }
}
