import { environment } from "./environment.js";
import { KEY_PREFIX, idOfKey } from "./storage-backend.js";
import { TextDatabase } from "./texts.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { StorageBackend } from "./storage-backend.js"
 */

const DATABASE = "storycore";

/**
 * Projects in the browser's IndexedDB: room for large ones, and gone when the browser's data is cleared.
 * @implements {StorageBackend}
 */
export class IndexedDBBackend {
  /** @type {TextDatabase | null} */
  #texts;

  /** @param {Partial<Environment>} [options] */
  constructor(options = {}) {
    const { indexedDB } = environment(options);
    this.#texts = indexedDB ? new TextDatabase(indexedDB, DATABASE) : null;
  }

  /**
   * @param {string} key
   * @param {string} data
   */
  async save(key, data) {
    await this.#database().set(key, data);
  }

  /** @param {string} key */
  async load(key) {
    return this.#database().get(key);
  }

  /** @param {string} key */
  async exists(key) {
    return (await this.#database().get(key)) !== null;
  }

  /** @param {string} key */
  async delete(key) {
    await this.#database().delete(key);
  }

  async list() {
    const keys = await this.#database().keys();
    return keys.filter((key) => key.startsWith(KEY_PREFIX)).map(idOfKey);
  }

  #database() {
    if (!this.#texts) throw new Error("This browser has no IndexedDB. Use APIBackend.");
    return this.#texts;
  }
}
