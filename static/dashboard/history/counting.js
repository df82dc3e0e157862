import { signal } from "@preact/signals";

import { HoldfastError } from "../../client/errors.js";

/**
 * @import { Signal } from "@preact/signals"
 * @import { Counts } from "../server-types.js"
 * @import { Versions } from "../state/versions.js"
 * @import { Version } from "./timeline.js"
 */

/**
 * @typedef {Counts | "unknown" | "waiting"} Counted `unknown` if the server does not say, or should not be asked
 * @typedef {{etag: string, size: number | null}} Compared
 * @typedef {{from: Compared | null, to: Compared}} Wish
 */

/** Larger documents are not compared only to show a number. */
const LARGEST = 5_000_000;
const AT_ONCE = 2;
/** Somebody who scrolls through years of versions does not want each of them counted. */
const REST = 120;

/** Counts in how much versions differ, as far as somebody looks; an answer is remembered by what was compared. */
export class Counting {
  /** @type {Map<string, Signal<Counted>>} */
  #known = new Map();
  /** What is seen and not asked for yet, the most urgent last. @type {Wish[]} */
  #waiting = [];
  #running = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** @param {Versions} versions */
  constructor(versions) {
    this.versions = versions;
  }

  /**
   * Return in how much a version differs from the one before, as a signal.
   * @param {Version} version
   */
  of(version) {
    return this.#of(changedBy(version));
  }

  /**
   * Return in how much a version differs from the current one, and ask if that is not known.
   * @param {Version} version
   * @param {Version} current
   */
  against(version, current) {
    const wish = { from: current, to: version };
    const known = this.#of(wish);
    if (known.peek() === "waiting" && !this.#waiting.some(({ from, to }) => from === current && to === version)) {
      this.#waiting.push(wish);
      this.#run();
    }
    return known;
  }

  /**
   * Count for the versions that are seen now; those that were seen before have to wait until they are seen again.
   * @param {Version[]} seen
   */
  reach(seen) {
    this.#waiting = seen.map(changedBy).filter((wish) => this.#of(wish).peek() === "waiting").toReversed();
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#run(), REST);
  }

  /** @param {Wish} wish */
  #of(wish) {
    const key = `${wish.from?.etag ?? ""} ${wish.to.etag}`;
    const known = this.#known.get(key) ?? signal(/** @type {Counted} */ (canBeCounted(wish) ? "waiting" : "unknown"));
    this.#known.set(key, known);
    return known;
  }

  #run() {
    while (this.#running < AT_ONCE && this.#waiting.length > 0) void this.#countAll();
  }

  async #countAll() {
    this.#running += 1;
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) await this.#count(next);
    this.#running -= 1;
  }

  /** @param {Wish} wish */
  async #count(wish) {
    const known = this.#of(wish);
    if (known.peek() !== "waiting" || !wish.from) return;
    try {
      known.value = await this.versions.count(wish.from.etag, wish.to.etag);
    } catch (error) {
      const isAway = error instanceof HoldfastError && error.passes;
      known.value = isAway ? "waiting" : "unknown";
    }
  }
}

/**
 * @param {Version} version
 * @returns {Wish}
 */
function changedBy(version) {
  return { from: version.why === "broken" ? null : version.before, to: version };
}

/** @param {Wish} wish */
function canBeCounted({ from, to }) {
  return from !== null && Math.max(from.size ?? 0, to.size ?? 0) < LARGEST;
}
