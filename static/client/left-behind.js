import { HoldfastError } from "./errors.js";

/**
 * @import { Cache, Found } from "./cache.js"
 * @import { Sending } from "./sending.js"
 */

/** The edits of tabs that are gone: a page takes one of them over, and saves the others. */
export class LeftBehind {
  /** Lets other tabs know that this one is gone. @type {(value?: any) => void} */
  leave = () => undefined;

  /**
   * @param {Cache} cache
   * @param {Sending} sending
   */
  constructor(cache, sending) {
    this.cache = cache;
    this.sending = sending;
  }

  /**
   * Return those edits whose tabs are gone, the latest first, and let other tabs know that this one is there.
   *
   * Where the browser cannot say who is gone all are returned: to save an edit twice changes nothing.
   * @param {Found[]} edits
   */
  async of(edits) {
    const found = edits.toSorted((one, other) => other.entry.editedAt - one.entry.editedAt);
    const locks = globalThis.navigator?.locks;
    if (!locks) return found;
    void locks.request(this.cache.own, () => new Promise((release) => (this.leave = release)));
    const alive = new Set(((await locks.query()).held ?? []).map((lock) => lock.name));
    return found.filter(({ key }) => !alive.has(key));
  }

  /**
   * Save edits: each is merged, and forgotten when the server has it.
   * @param {Found[]} edits
   * @param {number} now
   * @returns {Promise<Found[]>} those that could not be saved
   */
  async send(edits, now) {
    const left = [];
    for (const { key, entry } of edits) {
      const about = { base: entry.baseEtag, baseText: null, editedAt: entry.editedAt, now, policy: /** @type {const} */ ("newest") };
      try {
        await this.sending.send(JSON.stringify(entry.document), about);
        this.cache.forget(key);
      } catch (error) {
        if (error instanceof HoldfastError && error.problem["kept"]) this.cache.forget(key);
        else left.push({ key, entry });
      }
    }
    return left;
  }
}
