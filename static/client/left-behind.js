import { HoldfastError } from "./errors.js";
import { locks } from "./live.js";

/**
 * @import { Cache, Found } from "./cache.js"
 * @import { Sending } from "./sending.js"
 */

/** The edits of tabs that are gone: a page takes one of them over, and saves the others. */
export class LeftBehind {
  #cache;
  #sending;
  /** Lets other tabs know that this one is gone. @type {(value?: any) => void} */
  leave = () => undefined;
  /** @type {Found[]} */
  #others = [];

  /**
   * @param {Cache} cache
   * @param {Sending} sending
   */
  constructor(cache, sending) {
    this.#cache = cache;
    this.#sending = sending;
  }

  /**
   * Return the latest of those edits whose tabs are gone, keep the others to be sent, and let other tabs know that this one
   * is there.
   *
   * Where the browser cannot say who is gone all of them count: to save an edit twice changes nothing.
   * @param {Found[]} edits
   * @returns {Promise<Found | undefined>}
   */
  async newest(edits) {
    void locks?.request(this.#cache.own, () => new Promise((release) => (this.leave = release)));
    const alive = (await locks?.query())?.held?.map((lock) => lock.name);
    const gone = edits.filter(({ key }) => !alive?.includes(key));
    this.#others = gone.toSorted((one, other) => other.entry.editedAt - one.entry.editedAt);
    return this.#others.shift();
  }

  /**
   * Save the others: each is merged, and forgotten when the server has it.
   * @param {number} now
   * @returns {Promise<boolean>} whether the server has got any
   */
  async send(now) {
    const before = this.#others;
    this.#others = [];
    for (const found of before) {
      const { text, baseEtag, editedAt } = found.entry;
      const about = { base: baseEtag, baseText: null, editedAt, now, policy: /** @type {const} */ ("newest") };
      try {
        await this.#sending.send(text, about);
      } catch (error) {
        if (!(error instanceof HoldfastError && error.problem["kept"])) {
          this.#others.push(found);
          continue;
        }
      }
      this.#cache.forget(found.key);
    }
    return this.#others.length < before.length;
  }
}
