import { computed, signal } from "@preact/signals";

import { pathOf, queryOf } from "./connection.js";

/**
 * @import { Connection } from "./connection.js"
 * @import { Backup, Counts, Difference, SaveAnswer } from "../server-types.js"
 * @import { Plan } from "../history/restore-plan.js"
 */

/** The kept versions of one project, and what can be done with them. */
export class Versions {
  /** Newest first; null until they are known. @type {import("@preact/signals").Signal<Backup[] | null>} */
  all = signal(null);
  /** Etags of everything that is kept. */
  etags = computed(() => new Set((this.all.value ?? []).map(({ etag }) => etag)));
  #turn = 0;
  #shown = 0;

  /**
   * @param {string} id
   * @param {Connection} connection
   */
  constructor(id, connection) {
    this.id = id;
    this.connection = connection;
    this.path = pathOf(id);
  }

  /** Ask what is kept; an older answer never takes the place of a newer one. */
  async refresh() {
    const turn = (this.#turn += 1);
    try {
      const { backups } = await this.connection.json(`${this.path}/backups`);
      if (turn < this.#shown) return;
      this.#shown = turn;
      this.all.value = backups;
    } catch {
      // what was known stays
    }
  }

  /**
   * Compare two versions: names of backups, etags, or `current`.
   * @param {string} from
   * @param {string} to
   * @returns {Promise<Difference>}
   */
  compare(from, to) {
    return this.connection.json(`${this.path}/diff${queryOf({ from, to })}`);
  }

  /**
   * Count what two versions differ in.
   * @param {string} from
   * @param {string} to
   * @returns {Promise<Counts>}
   */
  async count(from, to) {
    return (await this.connection.json(`${this.path}/diff${queryOf({ from, to, counts: 1 })}`)).counts;
  }

  /**
   * Load the text of a version.
   * @param {string} name
   */
  async text(name) {
    return (await this.connection.ask(`${this.path}/backups/${encodeURIComponent(name)}`)).text();
  }

  /**
   * Bring a version back, whole or at some paths.
   * @param {string} backup
   * @param {string[]} [paths]
   * @returns {Promise<SaveAnswer>} `replaced` names the version that undoes it
   */
  async restore(backup, paths) {
    const answer = await this.#send("POST", `${this.path}/restore`, paths ? { backup, paths } : { backup });
    await this.refresh();
    return answer;
  }

  /**
   * Bring back some of what is different in a kept version.
   * @param {string} backup
   * @param {Plan} plan
   * @param {string} base the hash of the version that the plan was made for
   */
  async restoreSome(backup, { patch, paths }, base) {
    if (patch.length > 0) {
      const headers = { "Content-Type": "application/json-patch+json", "If-Match": `"${base}"` };
      await this.connection.json(this.path, { method: "PATCH", headers, body: JSON.stringify(patch) });
    }
    if (paths.length > 0) await this.#send("POST", `${this.path}/restore`, { backup, paths });
    await this.refresh();
  }

  /**
   * Keep the version on disk as a save point.
   * @param {string} label
   * @returns {Promise<Backup>}
   */
  async pin(label) {
    const made = await this.#send("POST", `${this.path}/backups`, { label });
    await this.refresh();
    return made;
  }

  /**
   * Pin a kept version, let go of a pin, or change its label.
   * @param {string} name
   * @param {{pinned: boolean, label?: string}} change
   * @returns {Promise<Backup>}
   */
  async mark(name, change) {
    const made = await this.#send("PATCH", `${this.path}/backups/${encodeURIComponent(name)}`, change);
    await this.refresh();
    return made;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} body
   */
  #send(method, path, body) {
    return this.connection.json(path, { method, body: JSON.stringify(body) });
  }
}
