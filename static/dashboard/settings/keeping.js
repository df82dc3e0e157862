import { signal } from "@preact/signals";

import { wordsOf } from "../state/connection.js";

/**
 * @import { Connection } from "../state/connection.js"
 * @import { Toasts } from "../state/toasts.js"
 * @import { Undo } from "../state/undo.js"
 */

/** @typedef {{keepAll: boolean, last: number, specialDays: number}} Retention */

/** Which versions of one project are kept, and for how long. */
export class Keeping {
  /** @type {import("@preact/signals").Signal<Retention | null>} */
  retention = signal(null);
  error = signal("");

  /**
   * @param {string} path of the project
   * @param {{connection: Connection, toasts: Toasts, undo: Undo}} tools
   */
  constructor(path, { connection, toasts, undo }) {
    this.path = `${path}/settings`;
    this.connection = connection;
    this.toasts = toasts;
    this.undo = undo;
  }

  async load() {
    try {
      this.retention.value = (await this.connection.json(this.path)).retention;
    } catch (error) {
      this.error.value = wordsOf(error);
    }
  }

  /**
   * Change what is kept; Undo changes it back.
   * @param {Partial<Retention>} changes
   */
  async change(changes) {
    const before = this.retention.value;
    if (!before) return;
    try {
      await this.#send(changes);
      this.undo.offer("Changed which versions are kept", () => this.#send(before));
    } catch (error) {
      this.toasts.say(`Not changed. ${wordsOf(error)}`, { tone: "bad" });
      this.retention.value = { ...before };
    }
  }

  /** @param {Partial<Retention>} retention */
  async #send(retention) {
    const answer = await this.connection.json(this.path, { method: "PATCH", body: JSON.stringify(retention) });
    this.retention.value = answer.retention;
  }
}
