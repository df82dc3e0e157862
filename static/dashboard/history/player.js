import { signal } from "@preact/signals";

/** @import { Version } from "./timeline.js" */

/** @typedef {{place: number, of: number, isPaused: boolean}} Playing */

const STEP = 2400;

/** Steps through versions by itself, oldest first, as long as nobody stops it. */
export class Player {
  /** What is played, or null. @type {import("@preact/signals").Signal<Playing | null>} */
  state = signal(null);
  /** @type {Version[]} */
  #versions = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #turn = 0;

  /**
   * @param {(version: Version) => Promise<void>} show shows what a version changed, and resolves when it is there
   */
  constructor(show) {
    this.show = show;
  }

  /**
   * Begin.
   * @param {Version[]} versions oldest first
   * @param {Version | null} from
   */
  start(versions, from) {
    const found = from ? versions.indexOf(from) : -1;
    const place = found === -1 || found === versions.length - 1 ? 0 : found;
    this.#versions = versions;
    if (versions.length > 0) void this.#step(place, false);
  }

  /** Go on, or wait. */
  toggle() {
    const { value } = this.state;
    if (!value) return;
    if (value.isPaused) void this.#step(Math.min(value.place + 1, value.of - 1), false);
    else this.#wait(value.place);
  }

  /**
   * Step by hand; it waits from then on.
   * @param {number} by
   */
  step(by) {
    const { value } = this.state;
    if (value) void this.#step(Math.max(0, Math.min(value.place + by, value.of - 1)), true);
  }

  /** Stop; what is shown stays. */
  stop() {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.state.value = null;
  }

  /** @param {number} place */
  #wait(place) {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.state.value = { place, of: this.#versions.length, isPaused: true };
  }

  /**
   * @param {number} place
   * @param {boolean} isPaused
   */
  async #step(place, isPaused) {
    clearTimeout(this.#timer);
    const turn = (this.#turn += 1);
    const version = this.#versions[place];
    if (!version) return this.stop();
    this.state.value = { place, of: this.#versions.length, isPaused };
    await this.show(version);
    if (turn !== this.#turn || isPaused) return undefined;
    const isLast = place === this.#versions.length - 1;
    this.#timer = setTimeout(() => (isLast ? this.#wait(place) : void this.#step(place + 1, false)), isLast ? 0 : STEP);
    return undefined;
  }
}
