import { signal } from "@preact/signals";

/**
 * @import { Versions } from "../state/versions.js"
 * @import { Version } from "./timeline.js"
 */

/** @typedef {{name: string | null, text: string | null, isTooLong: boolean, error: unknown}} Read */

/** Longer texts are not shown on the page. */
const LONGEST = 1_000_000;
/** @type {Read} */
const NOTHING = { name: null, text: null, isTooLong: false, error: null };

/** Loads the whole text of the version that is read. */
export class Reading {
  /** @type {import("@preact/signals").Signal<Read>} */
  state = signal(NOTHING);

  /** @param {Versions} versions */
  constructor(versions) {
    this.versions = versions;
  }

  /**
   * Read a version, or none.
   * @param {Version | null} version
   */
  want(version) {
    if ((version?.name ?? null) === this.state.peek().name) return;
    const name = version?.name ?? null;
    const isTooLong = (version?.size ?? 0) > LONGEST;
    this.state.value = { ...NOTHING, name, isTooLong };
    if (name !== null && !isTooLong) void this.load();
  }

  /** Load what is wanted, again if it failed. */
  async load() {
    const { name } = this.state.peek();
    if (name === null) return;
    this.state.value = { ...NOTHING, name };
    try {
      this.#arrived(name, { text: await this.versions.text(name) });
    } catch (error) {
      this.#arrived(name, { error });
      void this.versions.refresh();
    }
  }

  /**
   * @param {string} name
   * @param {Partial<Read>} found
   */
  #arrived(name, found) {
    const now = this.state.peek();
    if (now.name === name) this.state.value = { ...now, ...found };
  }
}
