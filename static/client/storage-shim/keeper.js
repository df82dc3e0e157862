import { fingerprint } from "./texts.js";

/** @import { Cache, Mark } from "./cache.js" */

const MOST_SENT = 20;

/**
 * The keys and texts that a page sees, written through to the cache, with those that the file does not have yet.
 */
export class Keeper {
  /**
   * @param {Map<string, string>} held
   * @param {Cache} cache
   * @param {string | null} base the version that the page shows
   * @param {Map<string, Mark>} orphans edits of pages that may be gone
   */
  constructor(held, cache, base, orphans) {
    this.held = held;
    this.cache = cache;
    this.base = base;
    this.orphans = orphans;
    /** Keys that this page has changed, and nobody has been told of. @type {Set<string>} */
    this.unsaved = new Set();
    /** What the first of these changes has replaced, by key, where that is known. @type {Map<string, string | null>} */
    this.replaced = new Map();
    /** Keys that this page has changed, until the file has them; true for a text that the cache cannot hold. */
    this.marked = /** @type {Map<string, boolean>} */ (new Map());
    /** Fingerprints of the texts that were told of since the file last had the key's. @type {Map<string, string[]>} */
    this.sent = new Map();
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
    this.#replace(key, text);
    this.onEdit();
  }

  /** @param {string} key */
  remove(key) {
    if (!this.held.has(key)) return;
    this.#replace(key, null);
    this.onEdit();
  }

  clear() {
    if (this.held.size === 0) return;
    this.cache.tellCleared();
    for (const key of this.keys()) this.#replace(key, null);
    this.onEdit();
  }

  /**
   * Take a text, or that there is none, from the file; return what was there, or undefined if that is no change.
   * @param {string} key
   * @param {string | null} text
   */
  take(key, text) {
    const before = this.held.get(key) ?? null;
    if (before === text || this.unsaved.has(key) || this.orphans.has(key)) return undefined;
    this.#hold(key, text);
    this.cache.keep(key, text);
    return before;
  }

  /**
   * Take what another tab has written; return what was there, or undefined if that is no change.
   * @param {string} key
   * @param {string | null} text
   */
  hear(key, text) {
    const before = this.held.get(key) ?? null;
    if (before === text) return undefined;
    this.#hold(key, text);
    this.orphans.delete(key);
    // Of what this page is about to save the last writer's text goes, whoever it is.
    if (this.marked.has(key)) {
      this.unsaved.add(key);
      this.onEdit();
    }
    return before;
  }

  /**
   * Make the texts of these keys edits of this page.
   * @param {Iterable<string>} keys
   */
  adopt(keys) {
    for (const key of keys) this.#edit(key, this.held.get(key) ?? null);
    this.onEdit();
  }

  /** Return what the page has changed since this was last asked: texts by key, null for those that it removed. */
  takeEdits() {
    const edits = new Map([...this.unsaved].map((key) => [key, this.held.get(key) ?? null]));
    for (const [key, text] of edits) this.sent.set(key, [...(this.sent.get(key) ?? []).slice(-MOST_SENT), markOf(text)]);
    this.unsaved.clear();
    this.replaced = new Map();
    return edits;
  }

  /** Note that the file has all that was told of; return its keys, with true for texts that the cache could not hold. */
  saved() {
    const done = [...this.marked].filter(([key]) => !this.unsaved.has(key));
    for (const [key] of done) {
      this.marked.delete(key);
      this.sent.delete(key);
      this.cache.unmark(key, this.cache.tab);
    }
    return done;
  }

  /**
   * @param {string} key
   * @param {string | null} text
   */
  #replace(key, text) {
    if (!this.unsaved.has(key)) this.replaced.set(key, this.held.get(key) ?? null);
    this.#edit(key, text);
  }

  /**
   * @param {string} key
   * @param {string | null} text
   */
  #edit(key, text) {
    this.#hold(key, text);
    const fits = this.cache.keep(key, text);
    this.cache.mark(key, this.base, fits, this.sent.get(key) ?? []);
    this.marked.set(key, !fits);
    this.unsaved.add(key);
    this.orphans.delete(key);
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

/**
 * Return a fingerprint of a text, or what stands for none.
 * @param {string | null} text
 */
export function markOf(text) {
  return text === null ? "none" : fingerprint(text);
}
