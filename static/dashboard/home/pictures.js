import { signal } from "@preact/signals";

import { pathOf } from "../state/connection.js";

/** @import { Connection } from "../state/connection.js" */

/**
 * @typedef {{
 *   address: import("@preact/signals").Signal<string>, loaded: string, wanted: string, held: number,
 * }} Entry `loaded` and `wanted` are etags of the project
 */

const AT_ONCE = 4;
const KEPT = 300;

/** The pictures of projects: loaded when they are seen, the latest seen first, and kept as long as the version holds. */
export class Pictures {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {string[]} */
  #waiting = [];
  #loading = 0;

  /** @param {Connection} connection */
  constructor(connection) {
    this.connection = connection;
  }

  /**
   * Name the address under which a project's picture is in this page; empty until it is loaded.
   * @param {string} id
   */
  addressOf(id) {
    return this.#entry(id).address;
  }

  /**
   * Want the picture of a version as long as it is seen.
   * @param {string} id
   * @param {string} etag
   * @returns {() => void} ends the wish
   */
  hold(id, etag) {
    const entry = this.#entry(id);
    entry.held += 1;
    entry.wanted = etag;
    if (entry.loaded !== etag) this.#waiting.push(id);
    this.#loadNext();
    return () => {
      entry.held -= 1;
      this.#tidy();
    };
  }

  /** @param {string} id */
  #entry(id) {
    const known = this.#entries.get(id);
    if (known) return known;
    /** @type {Entry} */
    const made = { address: signal(""), loaded: "", wanted: "", held: 0 };
    this.#entries.set(id, made);
    return made;
  }

  #loadNext() {
    while (this.#loading < AT_ONCE) {
      const id = this.#waiting.pop();
      if (id === undefined) return;
      const entry = this.#entries.get(id);
      if (entry && entry.held > 0 && entry.loaded !== entry.wanted) void this.#load(id, entry);
    }
  }

  /**
   * @param {string} id
   * @param {Entry} entry
   */
  async #load(id, entry) {
    const { wanted } = entry;
    this.#loading += 1;
    entry.loaded = wanted;
    try {
      const answer = await this.connection.ask(`${pathOf(id)}/picture`);
      const before = entry.address.value;
      entry.address.value = URL.createObjectURL(await answer.blob());
      URL.revokeObjectURL(before);
    } catch {
      // without a picture the drawing of its kind stays
    }
    this.#loading -= 1;
    this.#loadNext();
  }

  #tidy() {
    for (const [id, { held, address }] of this.#entries) {
      if (this.#entries.size <= KEPT) return;
      if (held > 0) continue;
      URL.revokeObjectURL(address.value);
      this.#entries.delete(id);
    }
  }
}
