import { environment } from "./environment.js";
import { KeyedStorage } from "./keyed-storage.js";
import { LocalCopies } from "./local-copies.js";
import { ProjectKeys } from "./project-keys.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { StorageCallbacks } from "./write-queue.js"
 */

/**
 * Any values of a page, in a project: what takes the place of localStorage in code that `migrate-code` has rewritten.
 *
 * What the browser's localStorage held under a key before is taken over when the key is first read.
 */
export class PageStorage {
  #keyed;
  #copies;
  #env;

  /**
   * @param {string} id of the project
   * @param {Partial<Environment> & StorageCallbacks} [options]
   */
  constructor(id, options = {}) {
    this.#env = environment(options);
    const remote = new ProjectKeys(this.#env, id);
    // Not in localStorage: the drop-in, where a page has it, would write these copies into the same file.
    this.#copies = new LocalCopies(this.#env, remote.name);
    this.#keyed = new KeyedStorage(remote, this.#copies, this.#env, options);
  }

  /** How values are kept; its settings may be changed. */
  get keyed() {
    return this.#keyed;
  }

  /**
   * Return a value; null if there is none.
   * @param {string} key
   * @returns {Promise<any>}
   */
  async getItem(key) {
    const name = String(key);
    const value = await this.#keyed.getItem(name);
    if (value !== null || (await this.#isTaken(name))) return value;
    const text = this.#env.localStorage?.getItem(name) ?? null;
    if (text === null) return null;
    await this.setItem(name, parsed(text));
    return this.#keyed.getItem(name);
  }

  /**
   * Keep a value as it is now.
   * @param {string} key
   * @param {unknown} value
   */
  async setItem(key, value) {
    const name = String(key);
    await Promise.all([this.#keyed.setItem(name, value), this.#copies.mark(`taken:${name}`)]);
  }

  /** @param {string} key */
  async removeItem(key) {
    const name = String(key);
    await Promise.all([this.#keyed.removeItem(name), this.#copies.mark(`taken:${name}`)]);
  }

  /** Remove all values. */
  async clear() {
    await Promise.all([this.#keyed.clear(), this.#copies.mark("taken")]);
  }

  /** Send what was not sent, and say whether the server has everything now. */
  flush() {
    return this.#keyed.flush();
  }

  /** Keys of what the server has not confirmed; null: that everything was cleared. */
  get unsent() {
    return this.#keyed.queue.keys;
  }

  /** End its timers. */
  close() {
    this.#keyed.close();
  }

  /** @param {string} key */
  async #isTaken(key) {
    return (await this.#copies.isMarked(`taken:${key}`)) || this.#copies.isMarked("taken");
  }
}

/**
 * Return the project for a page: the one that its import names, that of the tool as which it is served, or one for all.
 *
 * @param {string} module address of the module, which may end in `?project=my-tool`
 * @param {string} [page] path of the page
 */
export function projectOfPage(module, page = globalThis.location?.pathname ?? "") {
  const named = new URL(module).searchParams.get("project");
  return named || /^\/apps\/([^/]+)\//u.exec(page)?.[1] || "local-storage";
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
