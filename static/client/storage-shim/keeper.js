/** @import { Cache } from "./cache.js" */

/**
 * The keys and texts that a page sees, written through to the cache, with the keys that the file does not have yet.
 */
export class Keeper {
  /**
   * @param {Map<string, string>} held
   * @param {Cache} cache
   * @param {Iterable<string>} [unsaved] keys
   */
  constructor(held, cache, unsaved = []) {
    this.held = held;
    this.cache = cache;
    this.unsaved = new Set(unsaved);
    /** What is called after the page has changed something. */
    this.onEdit = () => {};
    /** @type {string[] | null} */
    this.order = null;
  }

  get size() {
    return this.held.size;
  }

  /** @param {string} key */
  get(key) {
    return this.held.get(key);
  }

  keys() {
    this.order ??= [...this.held.keys()];
    return this.order;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  set(key, text) {
    if (this.held.get(key) === text) return;
    this.#put(key, text);
    this.#edited([key]);
  }

  /** @param {string} key */
  remove(key) {
    if (!this.held.has(key)) return;
    this.#put(key, null);
    this.#edited([key]);
  }

  clear() {
    if (this.held.size === 0) return;
    const keys = [...this.held.keys()];
    this.cache.tellCleared();
    for (const key of keys) this.#put(key, null);
    this.#edited(keys);
  }

  /**
   * Take a text, or that there is none, from somewhere else; return what was there, or undefined if that is no change.
   * @param {string} key
   * @param {string | null} text
   * @param {boolean} cached whether the cache has it already
   */
  take(key, text, cached) {
    const before = this.held.get(key) ?? null;
    if (before === text) return undefined;
    if (cached) this.#hold(key, text);
    else this.#put(key, text);
    return before;
  }

  /** Return what the page has changed since this was last asked: texts by key, null for those that it removed. */
  takeEdits() {
    const edits = new Map([...this.unsaved].map((key) => [key, this.held.get(key) ?? null]));
    this.unsaved.clear();
    return edits;
  }

  /** @param {string[]} keys */
  #edited(keys) {
    for (const key of keys) this.unsaved.add(key);
    this.onEdit();
  }

  /**
   * @param {string} key
   * @param {string | null} text
   */
  #put(key, text) {
    this.#hold(key, text);
    this.cache.keep(key, text);
  }

  /**
   * @param {string} key
   * @param {string | null} text
   */
  #hold(key, text) {
    if (text === null || !this.held.has(key)) this.order = null;
    if (text === null) this.held.delete(key);
    else this.held.set(key, text);
  }
}
