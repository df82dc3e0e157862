import { WorkingCopy } from "./working-copy.js";

/** @import { Cache } from "./cache.js" */

/** A working copy that the browser's cache holds too. */
export class Held extends WorkingCopy {
  /** Whether the browser could not keep what it was given last. */
  isLost = false;
  /** Hears whether the cache holds what the page shows. @type {(isKept: boolean) => void} */
  told = () => undefined;
  /** @type {true | Promise<boolean>} */
  #last = true;

  /**
   * @param {any} document
   * @param {Cache} cache
   */
  constructor(document, cache) {
    super(document);
    this.cache = cache;
  }

  /**
   * Put it into the cache as it is now.
   * @returns {Promise<boolean>} whether it is kept
   */
  async keep() {
    const { text, base, editedAt, isDirty } = this;
    const kept = (this.#last = this.cache.write(text, { baseEtag: base, editedAt, dirty: isDirty }));
    this.told(kept === true);
    const isKept = await kept;
    if (kept === this.#last) {
      this.isLost = !isKept;
      this.told(isKept);
    }
    return isKept;
  }
}
