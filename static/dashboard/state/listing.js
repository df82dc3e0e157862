import { computed, signal } from "@preact/signals";

import { queryOf } from "./connection.js";

/**
 * @import { Connection } from "./connection.js"
 * @import { KindInfo, OtherFile, ProjectRow } from "../server-types.js"
 * @import { Preferences } from "./preferences.js"
 */

/** @typedef {{q: string, kind: string, state: string, sort: string, order: "asc" | "desc"}} Wish what of the list is shown */

const PAGE = 100;
const CACHED = 60;
/** @type {Wish} */
export const PLAIN = { q: "", kind: "", state: "", sort: "savedAt", order: "desc" };

/** The list of projects: from the browser at once, then from the server page by page, as far as somebody looks. */
export class Listing {
  /** Rows by their place; a place that nobody looked at yet has none. @type {import("@preact/signals").Signal<Map<number, ProjectRow>>} */
  rows = signal(new Map());
  total = signal(0);
  /** @type {import("@preact/signals").Signal<OtherFile[]>} */
  otherFiles = signal([]);
  /** @type {import("@preact/signals").Signal<KindInfo[]>} */
  kinds = signal([]);
  /** Whether the server has answered since the page was opened. */
  isFresh = signal(false);
  /** @type {import("@preact/signals").Signal<unknown>} */
  error = signal(null);
  /** @type {import("@preact/signals").Signal<Wish>} */
  wish = signal(PLAIN);
  isPlain = computed(() => this.wish.value.q === "" && this.wish.value.kind === "" && this.wish.value.state === "");
  #asked = new Set();
  #turn = 0;

  /**
   * @param {Connection} connection
   * @param {Preferences} preferences
   */
  constructor(connection, preferences) {
    this.connection = connection;
    this.cached = preferences.of("rows", /** @type {{rows: ProjectRow[], total: number}} */ ({ rows: [], total: 0 }));
    this.order = preferences.of("order", { sort: PLAIN.sort, order: PLAIN.order });
    this.wish.value = { ...PLAIN, ...this.order.value };
    this.rows.value = new Map(this.cached.value.rows.map((row, place) => [place, row]));
    this.total.value = this.cached.value.total;
  }

  /** Follow what happens on the server. */
  start() {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let soon;
    this.connection.listen(() => {
      clearTimeout(soon);
      soon = setTimeout(() => void this.refresh(), 250);
    });
    void this.refresh();
    void this.learnKinds();
  }

  /**
   * Show another part of the list.
   * @param {Partial<Wish>} changes
   */
  want(changes) {
    this.wish.value = { ...this.wish.value, ...changes };
    const { sort, order } = this.wish.value;
    this.order.value = { sort, order };
    return this.refresh();
  }

  /** Ask again for the pages that were looked at. */
  async refresh() {
    const turn = (this.#turn += 1);
    const pages = new Set([0, ...this.#asked]);
    this.#asked = new Set([0]);
    const isSame = pages.size <= 3;
    const loaded = await Promise.all((isSame ? [...pages] : [0]).map((page) => this.#load(page, turn)));
    if (turn !== this.#turn || loaded.some((rows) => rows === null)) return;
    this.rows.value = new Map(loaded.flatMap((rows) => rows ?? []));
    this.#asked = isSame ? pages : new Set([0]);
    this.isFresh.value = true;
    this.#cache();
  }

  /**
   * Load what is missing between two places of the list.
   * @param {number} first
   * @param {number} last
   */
  async reach(first, last) {
    const turn = this.#turn;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      if (this.#asked.has(page) || page * PAGE >= this.total.value) continue;
      this.#asked.add(page);
      const rows = await this.#load(page, turn);
      if (rows && turn === this.#turn) this.rows.value = new Map([...this.rows.value, ...rows]);
      else this.#asked.delete(page);
    }
  }

  /**
   * Find projects by name or id, whatever the list shows.
   * @param {string} q
   * @returns {Promise<ProjectRow[]>}
   */
  async find(q) {
    return (await this.connection.json(`/api/projects${queryOf({ q, limit: 12, sort: "savedAt", order: "desc" })}`)).projects;
  }

  async learnKinds() {
    try {
      this.kinds.value = (await this.connection.json("/api/kinds")).kinds;
    } catch {
      // the connection says what is wrong
    }
  }

  /**
   * @param {number} page
   * @param {number} turn
   * @returns {Promise<[number, ProjectRow][] | null>} null: it could not be loaded, or nobody wants it any more
   */
  async #load(page, turn) {
    try {
      const query = queryOf({ ...this.wish.value, offset: page * PAGE, limit: PAGE });
      const { projects, total, otherFiles } = await this.connection.json(`/api/projects${query}`);
      if (turn !== this.#turn) return null;
      this.total.value = total;
      this.otherFiles.value = otherFiles;
      this.error.value = null;
      return projects.map((/** @type {ProjectRow} */ row, /** @type {number} */ place) => [page * PAGE + place, row]);
    } catch (error) {
      this.error.value = error;
      return null;
    }
  }

  #cache() {
    if (!this.isPlain.value) return;
    const rows = [...this.rows.value].filter(([place]) => place < CACHED).map(([, row]) => row);
    this.cached.value = { rows, total: this.total.value };
  }
}
