import { computed, effect, signal } from "@preact/signals";

import { choose, indexOf, NO_JOBS, wishOf } from "./choosing.js";
import { jobsOf } from "./jobs.js";
import { metricsOf } from "./metrics.js";
import { keepSketch, readSketch, sketchOf } from "./sketch.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Router } from "../../state/router.js"
 * @import { Sort, Wish } from "./choosing.js"
 * @import { Row } from "./jobs.js"
 * @import { Sketch } from "./sketch.js"
 */

const TYPING = 300;
const SETTLED = 800;

/** The jobs of one project as they are looked at: searched, filtered, sorted, some of them chosen, one of them open. */
export class JobList {
  /** Keys of the jobs that somebody chose; those that are not shown do not count. @type {import("@preact/signals").Signal<ReadonlySet<string>>} */
  picked = signal(new Set());
  /** What stands in the search field and not yet in the address. @type {import("@preact/signals").Signal<string | null>} */
  #typed = signal(null);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settled;
  #last = NO_JOBS;
  /** Address of a job's detail, without the key. @type {import("@preact/signals").ReadonlySignal<string>} */
  #links;
  #anchor = "";
  #isOpenedHere = false;

  /**
   * @param {OpenProject} project
   * @param {Router} router
   * @param {Storage | null} storage
   */
  constructor(project, router, storage) {
    this.project = project;
    this.router = router;
    this.storage = storage;
    /** @type {Sketch | null} */
    this.sketch = readSketch(storage, project.id);
    this.q = computed(() => this.#typed.value ?? this.#wish.q);
    this.status = computed(() => this.#wish.status);
    this.sort = computed(() => this.#wish.sort);
    /** Null until the document is there. */
    this.index = computed(() => {
      const { document } = this.project;
      return document === undefined ? null : (this.#last = indexOf(jobsOf(document), this.#last));
    });
    this.metrics = computed(() => (this.index.value ? metricsOf(this.index.value.rows) : (this.sketch?.metrics ?? null)));
    this.found = computed(() => (this.index.value ? choose(this.index.value, this.wish) : null));
    /** The rows that are shown; a sketch has only the first ones of them. @type {import("@preact/signals").ReadonlySignal<Row[]>} */
    this.rows = computed(() => this.found.value?.rows ?? (this.#isSketched ? (this.sketch?.rows ?? []) : []));
    this.count = computed(() => this.found.value?.rows.length ?? (this.#isSketched ? (this.sketch?.count ?? 0) : 0));
    this.total = computed(() => this.found.value?.total ?? this.sketch?.total ?? 0);
    this.counts = computed(() => this.found.value?.counts ?? new Map(this.sketch?.counts));
    this.chosen = computed(() => this.rows.value.filter(({ key }) => this.picked.value.has(key)));
    this.#links = computed(() => {
      const query = new URLSearchParams(this.router.route.value.query);
      query.delete("job");
      return `#/p/${project.id}?${query.size > 0 ? `${query}&` : ""}job=`;
    });
    this.opened = computed(() => this.index.value?.byKey.get(this.openKey) ?? null);
  }

  /** What of the jobs is shown. @returns {Wish} */
  get wish() {
    return { q: this.q.value, status: this.status.value, sort: this.sort.value };
  }

  get openKey() {
    return this.router.route.value.query.get("job") ?? "";
  }

  /** Follow what is shown, to sketch it for the next time; returns what ends that. */
  start() {
    const stop = effect(() => {
      const [{ metrics, found }, wish] = [this, this.wish];
      const shown = { metrics: metrics.value, found: found.value };
      clearTimeout(this.#settled);
      if (shown.metrics && shown.found) this.#settled = setTimeout(() => this.#keep(wish, shown), SETTLED);
    });
    return () => {
      stop();
      clearTimeout(this.#settled);
      clearTimeout(this.#typing);
    };
  }

  /**
   * Search as somebody types; the address follows when they pause.
   * @param {string} text
   */
  search(text) {
    this.#typed.value = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#refine({}), TYPING);
  }

  /**
   * Filter by a state, or show all.
   * @param {string} status
   */
  filter(status) {
    this.#refine({ status });
  }

  /** @param {Sort} sort */
  order(sort) {
    this.#refine({ sort: sort === "newest" ? null : sort });
  }

  /** Show all jobs again. */
  showAll() {
    this.#refine({ q: null, status: null });
  }

  /**
   * Choose a job, or let it go; with `range` also all from the one before.
   * @param {string} key
   * @param {{range?: boolean}} [how]
   */
  pick(key, { range = false } = {}) {
    const next = new Set(this.chosen.value.map((row) => row.key));
    const isChosen = !next.has(key);
    for (const each of range ? this.#between(this.#anchor, key) : [key]) {
      if (isChosen) next.add(each);
      else next.delete(each);
    }
    this.#anchor = key;
    this.picked.value = next;
  }

  /** Choose all that are shown. */
  pickAll() {
    this.picked.value = new Set(this.rows.value.map(({ key }) => key));
  }

  pickNone() {
    this.picked.value = new Set();
  }

  /**
   * Open the detail of a job; going back in the browser closes it.
   * @param {string} key
   */
  open(key) {
    this.#isOpenedHere ||= this.openKey === "";
    this.#refine({ job: key }, this.openKey !== "");
  }

  close() {
    if (this.openKey === "") return;
    if (this.#isOpenedHere) this.router.place.history.back();
    else this.#refine({ job: null });
    this.#isOpenedHere = false;
  }

  /**
   * Return the job that stands before or after the open one.
   * @param {1 | -1} step
   */
  beside(step) {
    const { value: rows } = this.rows;
    const at = this.opened.value ? rows.indexOf(this.opened.value) : -1;
    return rows[at < 0 ? 0 : at + step] ?? null;
  }

  /**
   * Name the address of a job's detail.
   * @param {string} key
   */
  linkTo(key) {
    return this.#links.value + encodeURIComponent(key);
  }

  /**
   * Change the address, together with what was typed last.
   * @param {Record<string, string | null>} changes
   * @param {boolean} [replace]
   */
  #refine(changes, replace = true) {
    clearTimeout(this.#typing);
    const { value: typed } = this.#typed;
    this.router.refine({ ...(typed !== null && { q: typed.trim() }), ...changes }, { replace });
    this.#typed.value = null;
  }

  get #wish() {
    return wishOf(this.router.route.value.query);
  }

  get #isSketched() {
    const { sketch, wish } = this;
    return sketch !== null && JSON.stringify(sketch.wish) === JSON.stringify(wish);
  }

  /**
   * @param {Wish} wish
   * @param {{metrics: any, found: any}} shown
   */
  #keep(wish, { metrics, found }) {
    const sketch = sketchOf(wish, metrics, found);
    keepSketch(this.storage, this.project.id, sketch, Date.now());
  }

  /**
   * @param {string} one
   * @param {string} other
   */
  #between(one, other) {
    const keys = this.rows.value.map(({ key }) => key);
    const [first, last] = [keys.indexOf(one), keys.indexOf(other)].toSorted((a, b) => a - b);
    return first === undefined || first < 0 ? [other] : keys.slice(first, Number(last) + 1);
  }
}
