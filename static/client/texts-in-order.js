import { TextDatabase, TextsInMemory } from "./texts.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { Texts } from "./texts.js"
 */

const DATABASE = "holdfast-storage";

/** Texts of the browser's database, read and written one after the other; in memory once the browser refuses. */
export class TextsInOrder {
  #tail = Promise.resolve();

  /** @param {Environment} env */
  constructor(env) {
    this.env = env;
    /** @type {Texts} */
    this.lastResort = new TextsInMemory();
    /** @type {Texts} */
    this.texts = env.indexedDB ? new TextDatabase(env.indexedDB, DATABASE) : this.lastResort;
  }

  /** @param {string} name */
  get(name) {
    return this.run((texts) => texts.get(name));
  }

  /**
   * @param {string} name
   * @param {string | null} text null removes it
   */
  set(name, text) {
    return this.run((texts) => (text === null ? texts.delete(name) : texts.set(name, text)));
  }

  /**
   * List the names that begin in some way.
   * @param {string} prefix
   */
  async names(prefix) {
    const found = await this.run((texts) => texts.keys());
    return found.filter((name) => name.startsWith(prefix));
  }

  /**
   * Do something when everything before it is done, in the order in which it was asked for.
   * @template Result
   * @param {(texts: Texts) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  run(work) {
    const done = this.#tail.then(() => work(this.texts)).catch((error) => {
      if (this.texts !== this.lastResort) {
        this.env.console.warn("[StorageService] The browser's database cannot be used; do not close the page:", error);
        this.texts = this.lastResort;
      }
      return work(this.lastResort);
    });
    this.#tail = done.then(() => undefined);
    return done;
  }
}
