import { computed, effect, signal, untracked } from "@preact/signals";

import { queryOf } from "./connection.js";
import { chosenRows, remembered } from "./row-choice.js";

/**
 * @import { Connection } from "./connection.js"
 * @import { KindInfo, OtherFile, ProjectRow } from "../server-types.js"
 * @import { Preferences } from "./preferences.js"
 */

/**
 * @typedef {{q: string, kind: string, state: string, sort: string, order: "asc" | "desc"}} Wish what of the list is shown
 * @typedef {{rows: ProjectRow[], total: number, otherFiles: OtherFile[], at: string}} Remembered what this browser knows
 * @typedef {{rows: [number, ProjectRow][], total: number, otherFiles: OtherFile[]}} Page
 */

const PAGE = 100;
const MOST_FILES = 20;
/** @type {Wish} */
export const PLAIN = { q: "", kind: "", state: "", sort: "savedAt", order: "desc" };
/** @type {Remembered} */
const NOTHING = { rows: [], total: 0, otherFiles: [], at: "" };

/** The list of projects: from the browser at once, then from the server page by page, as far as somebody looks. */
export class Listing {
  /** Rows by their place; a place that nobody looked at yet has none. @type {import("@preact/signals").Signal<Map<number, ProjectRow>>} */
  rows = signal(new Map());
  total = signal(0);
  /** @type {import("@preact/signals").Signal<OtherFile[]>} */
  otherFiles = signal([]);
  /** Whether what is shown is what the server says. */
  isFresh = signal(false);
  /** @type {import("@preact/signals").Signal<unknown>} */
  error = signal(null);
  /** @type {import("@preact/signals").Signal<Wish>} */
  wish = signal(PLAIN);
  isPlain = computed(() => this.wish.value.q === "" && this.wish.value.kind === "" && this.wish.value.state === "");
  #seen = { first: 0, last: 0 };
  /** @type {Set<number>} pages that were asked for since the list last changed */
  #asked = new Set();
  /** @type {Promise<void> | null} */
  #running = null;
  #isWanted = false;
  #isReaching = false;
  #hasAnswered = false;

  /**
   * @param {Connection} connection
   * @param {Preferences} preferences
   */
  constructor(connection, preferences) {
    this.connection = connection;
    /** How the list is sorted unless the address says it. */
    this.order = preferences.of("order", { sort: PLAIN.sort, order: PLAIN.order });
    /** What the browser remembers of the whole list. @type {import("@preact/signals").Signal<Remembered>} */
    this.cached = preferences.of("rows", NOTHING);
    /** @type {import("@preact/signals").Signal<KindInfo[]>} */
    this.kinds = preferences.of("kinds", /** @type {KindInfo[]} */ ([]));
    this.wish.value = { ...PLAIN, ...this.order.value };
    this.otherFiles.value = this.cached.value.otherFiles ?? [];
    this.#showKnown();
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
    effect(() => {
      if (this.connection.standing.value === "up" && this.error.peek() !== null) untracked(() => void this.refresh());
    });
  }

  /**
   * Show another part of the list.
   * @param {Partial<Wish>} changes
   */
  want(changes) {
    const next = { ...this.wish.value, ...changes };
    if (queryOf(next) === queryOf(this.wish.value)) return this.#running ?? Promise.resolve();
    this.wish.value = next;
    this.isFresh.value = false;
    this.#seen = { first: 0, last: 0 };
    this.#showKnown();
    return this.refresh();
  }

  /** Ask again for what is looked at; resolves when the list is as the server last said. */
  refresh() {
    this.#isWanted = true;
    this.#running ??= this.#askUntilSettled();
    return this.#running;
  }

  /**
   * Load what is missing between two places of the list.
   * @param {number} first
   * @param {number} last
   */
  async reach(first, last) {
    this.#seen = { first, last };
    if (this.#isReaching || !this.isFresh.value) return;
    this.#isReaching = true;
    for (let page = this.#missing(); page !== undefined; page = this.#missing()) {
      const { wish } = this;
      const asked = wish.value;
      this.#asked.add(page);
      const loaded = await this.#load(page);
      if (!loaded) break;
      if (wish.value === asked) this.rows.value = new Map([...this.rows.value, ...loaded.rows]);
    }
    this.#isReaching = false;
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

  async #askUntilSettled() {
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#ask();
    }
    this.#running = null;
    void this.reach(this.#seen.first, this.#seen.last);
  }

  async #ask() {
    const wish = this.wish.value;
    const wasFresh = this.isFresh.value;
    const pages = wasFresh ? this.#pagesSeen() : [0];
    const loaded = await Promise.all(pages.map((page) => this.#load(page)));
    if (wish !== this.wish.value || loaded.includes(null)) return;
    const [newest = { rows: [], total: 0, otherFiles: [] }] = /** @type {Page[]} */ (loaded);
    const rows = /** @type {Page[]} */ (loaded).flatMap((page) => page.rows);
    const before = wasFresh ? [...this.rows.value].filter(([place]) => place < newest.total) : [];
    this.#asked = new Set(pages);
    this.rows.value = new Map([...before, ...rows]);
    this.total.value = newest.total;
    this.otherFiles.value = newest.otherFiles;
    this.isFresh.value = true;
    this.#hasAnswered = true;
    if (pages.includes(0)) this.#remember(rows, newest);
  }

  /**
   * @param {number} page
   * @returns {Promise<Page | null>} null: it could not be loaded
   */
  async #load(page) {
    try {
      const query = queryOf({ ...this.wish.value, offset: page * PAGE, limit: PAGE });
      const { projects, total, otherFiles } = await this.connection.json(`/api/projects${query}`);
      this.error.value = null;
      return { rows: projects.map((/** @type {ProjectRow} */ row, /** @type {number} */ place) => [page * PAGE + place, row]), total, otherFiles };
    } catch (error) {
      this.error.value = error;
      return null;
    }
  }

  #pagesSeen() {
    const first = Math.floor(this.#seen.first / PAGE);
    const last = Math.floor(Math.min(this.#seen.last, Math.max(0, this.total.value - 1)) / PAGE);
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, offset) => first + offset);
  }

  #missing() {
    return this.#pagesSeen().find((page) => !this.#asked.has(page) && page * PAGE < this.total.value);
  }

  /** Show what the browser knows of the list that is wished for. */
  #showKnown() {
    const { rows, total, at } = this.cached.value;
    const isWhole = at !== "" && rows.length === total;
    if (!isWhole && this.#hasAnswered) return; // what was shown stays until the answer comes
    const chosen = isWhole ? chosenRows(rows, this.wish.value) : this.#isAsRemembered ? rows : [];
    this.rows.value = new Map(chosen.map((row, place) => [place, row]));
    this.total.value = isWhole || chosen.length === 0 ? chosen.length : total;
  }

  /**
   * @param {[number, ProjectRow][]} rows
   * @param {Page} newest
   */
  #remember(rows, { total, otherFiles }) {
    const isWhole = this.isPlain.value && total <= PAGE;
    if (!isWhole && !this.#isAsRemembered) return;
    const first = rows.filter(([place]) => place < PAGE).map(([, row]) => remembered(row));
    const ordered = isWhole ? chosenRows(first, { ...PLAIN, ...this.order.value }) : first;
    this.cached.value = { rows: ordered, total, otherFiles: otherFiles.slice(0, MOST_FILES), at: new Date().toISOString() };
  }

  get #isAsRemembered() {
    const { sort, order } = this.wish.value;
    return this.isPlain.value && sort === this.order.value.sort && order === this.order.value.order;
  }
}
