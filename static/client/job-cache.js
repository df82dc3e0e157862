import { TextsInOrder } from "./texts-in-order.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { Job, Marks } from "./job-merge.js"
 */

/** @typedef {{jobs: Job[], lastJobId: number, base?: Marks}} Held `base`: the jobs as page and server last agreed on them */

/** The jobs as the browser holds them: in localStorage, or in IndexedDB once their pictures need more room. */
export class JobCache {
  #overflow;

  /**
   * @param {Environment} env
   * @param {string} key
   */
  constructor(env, key) {
    this.env = env;
    this.key = key;
    this.#overflow = new TextsInOrder(env);
  }

  /** Return what localStorage holds; null if that is nothing. */
  near() {
    return this.#parsed(this.env.localStorage?.getItem(this.key) ?? null);
  }

  /** Return what localStorage had no room for; null if there is nothing. */
  async far() {
    return this.#parsed(await this.#overflow.get(this.key));
  }

  /** @param {Held} held */
  keep(held) {
    const text = JSON.stringify({ ...held, savedAt: new Date(this.env.now()).toISOString() });
    const isNear = this.#fits(text);
    if (!isNear) this.env.localStorage?.removeItem(this.key);
    void this.#overflow.set(this.key, isNear ? null : text);
  }

  /**
   * Return what another tab has put into localStorage; null if an event is about something else.
   * @param {StorageEvent} event
   */
  heard({ key, newValue, storageArea }) {
    return key === this.key && storageArea === this.env.localStorage ? this.#parsed(newValue) : null;
  }

  /** @param {string} text */
  #fits(text) {
    try {
      this.env.localStorage?.setItem(this.key, text);
      return this.env.localStorage !== null;
    } catch {
      return false;
    }
  }

  /**
   * @param {string | null} text
   * @returns {Held | null}
   */
  #parsed(text) {
    try {
      const held = JSON.parse(text ?? "null");
      return Array.isArray(held?.jobs) ? held : null;
    } catch (error) {
      this.env.console.error("Failed to load jobs from localStorage", error);
      return null;
    }
  }
}
