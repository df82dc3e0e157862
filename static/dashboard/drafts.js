const PREFIX = "holdfast:draft:";

/** @typedef {{text: string, base: string}} Draft an edit that is not on disk, and the version it was made from */

/** Unsaved edits of this tab: kept in memory for going about the page, and in sessionStorage for a reload. */
export class Drafts {
  /** @type {Map<string, Draft>} */
  #drafts = new Map();
  /** @type {Set<string>} */
  #tooLarge = new Set();

  /** @param {Storage} storage */
  constructor(storage) {
    this.storage = storage;
    for (let index = 0; index < storage.length; index += 1) this.#readBack(storage.key(index) ?? "");
  }

  /** @param {string} id */
  get(id) {
    return this.#drafts.get(id);
  }

  get any() {
    return this.#drafts.size > 0;
  }

  /**
   * Say whether a reload of the page would lose this edit.
   * @param {string} id
   */
  isOnlyInMemory(id) {
    return this.#tooLarge.has(id);
  }

  /**
   * @param {string} id
   * @param {Draft} draft
   */
  keep(id, draft) {
    this.#drafts.set(id, draft);
    try {
      this.storage.setItem(PREFIX + id, JSON.stringify(draft));
      this.#tooLarge.delete(id);
    } catch {
      this.storage.removeItem(PREFIX + id);
      this.#tooLarge.add(id);
    }
  }

  /** @param {string} id */
  drop(id) {
    this.#drafts.delete(id);
    this.#tooLarge.delete(id);
    this.storage.removeItem(PREFIX + id);
  }

  /** @param {string} key */
  #readBack(key) {
    if (!key.startsWith(PREFIX)) return;
    const draft = JSON.parse(this.storage.getItem(key) ?? "null");
    if (draft) this.#drafts.set(key.slice(PREFIX.length), draft);
  }
}
