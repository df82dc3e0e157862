import { signal } from "@preact/signals";

/**
 * @import { Difference } from "../server-types.js"
 * @import { Versions } from "../state/versions.js"
 */

/**
 * @typedef {{from: string, to: string}} Pair two versions by their hashes
 * @typedef {{
 *   pair: Pair | null, isLoading: boolean, difference: Difference | null, shown: Pair | null, error: unknown,
 * }} Comparison `difference` is that of `shown`, which while another one is being loaded is the one before
 */

/** Somebody who steps through versions with a key held down does not want each of them compared. */
const PAUSE = 180;
/** Comparing large documents takes the server seconds. */
const LONG_PAUSE = 700;
const QUICK = 400;

/** Loads the difference that is looked at: the last one that was asked for, whatever comes in between. */
export class Comparing {
  /** @type {import("@preact/signals").Signal<Comparison>} */
  state = signal({ pair: null, isLoading: false, difference: null, shown: null, error: null });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #askedAt = 0;

  /** @param {Versions} versions */
  constructor(versions) {
    this.versions = versions;
  }

  /**
   * Look at a difference, or at none.
   * @param {Pair | null} pair
   * @param {{isLarge?: boolean}} [how]
   */
  want(pair, { isLarge = false } = {}) {
    if (isSame(this.state.peek().pair, pair)) return;
    clearTimeout(this.#timer);
    if (!pair) {
      this.state.value = { pair: null, isLoading: false, difference: null, shown: null, error: null };
      return;
    }
    const isQuick = Date.now() - this.#askedAt < QUICK;
    this.#askedAt = Date.now();
    this.state.value = { ...this.state.peek(), pair, isLoading: true, error: null };
    if (isQuick) this.#timer = setTimeout(() => void this.load(), isLarge ? LONG_PAUSE : PAUSE);
    else void this.load();
  }

  /** Load what is wanted, again if it failed. */
  async load() {
    const { pair } = this.state.peek();
    if (!pair) return;
    this.state.value = { ...this.state.peek(), isLoading: true, error: null };
    try {
      const difference = await this.versions.compare(pair.from, pair.to);
      this.#arrived(pair, { difference, shown: pair });
    } catch (error) {
      this.#arrived(pair, { difference: null, shown: null, error });
      void this.versions.refresh();
    }
  }

  /**
   * Resolve when nothing is being loaded.
   * @returns {Promise<void>}
   */
  settled() {
    return new Promise((resolve) => {
      const stop = this.state.subscribe(({ isLoading }) => {
        if (!isLoading) queueMicrotask(() => (stop(), resolve()));
      });
    });
  }

  /**
   * @param {Pair} pair
   * @param {Partial<Comparison>} found
   */
  #arrived(pair, found) {
    const now = this.state.peek();
    if (isSame(now.pair, pair)) this.state.value = { ...now, ...found, isLoading: false };
  }
}

/**
 * @param {Pair | null} one
 * @param {Pair | null} other
 */
export function isSame(one, other) {
  return one === other || (one !== null && other !== null && one.from === other.from && one.to === other.to);
}
