import { computed, effect, signal, untracked } from "@preact/signals";

import { chosenOf, comparedOf, lookAt, pairOf, queryOf } from "./chosen.js";
import { Comparing } from "./comparing.js";
import { Counting } from "./counting.js";
import { Picking } from "./picking.js";
import { Player } from "./player.js";
import { Reading } from "./reading.js";
import { rowsOf, SHOWS, versionBy, versionsOf, wanted } from "./timeline.js";

/**
 * @import { App } from "../app.js"
 * @import { OpenProject } from "../state/open-project.js"
 * @import { Against, Chosen } from "./chosen.js"
 * @import { Show, Version } from "./timeline.js"
 */

const LARGE = 5_000_000;

/** What of a project's history is shown and looked at; the address says it, so that it can be linked. */
export class History {
  /** The version that keys act on. @type {import("@preact/signals").Signal<string | null>} */
  cursor = signal(null);
  /** The version that another one is to be compared with. @type {import("@preact/signals").Signal<string | null>} */
  marked = signal(null);
  /** The save point whose label is being written. @type {import("@preact/signals").Signal<string | null>} */
  labelled = signal(null);

  /**
   * @param {OpenProject} project
   * @param {App} app
   */
  constructor(project, app) {
    this.project = project;
    this.app = app;
    const { router, preferences } = app;
    const query = computed(() => router.route.value.query);
    this.against = preferences.of("history-against", /** @type {"now" | "before"} */ ("now"));
    this.hidesSaves = preferences.of("history-hides-saves", false);
    this.counting = new Counting(project.versions);
    this.comparing = new Comparing(project.versions);
    this.reading = new Reading(project.versions);
    this.picking = new Picking(project);
    this.player = new Player((version) => this.#play(version));

    const onDisk = computed(() => `${project.onDisk.etag ?? ""} ${project.onDisk.savedAt ?? ""}`);
    this.isKnown = computed(() => project.versions.all.value !== null);
    this.versions = computed(() => {
      const [etag = "", savedAt = ""] = onDisk.value.split(" ");
      return versionsOf(project.versions.all.value ?? [], { etag: etag || null, savedAt: savedAt || null });
    });
    this.current = computed(() => this.versions.value.find(({ isCurrent }) => isCurrent) ?? null);
    this.show = computed(() => SHOWS.find(({ name }) => name === query.value.get("show"))?.name ?? "all");
    this.q = computed(() => query.value.get("q") ?? "");
    this.shown = computed(() => wanted(this.versions.value, { show: this.show.value, hidesSaves: this.hidesSaves.value, q: this.q.value }));
    this.rows = computed(() => rowsOf(this.shown.value));
    this.found = computed(() => chosenOf(query.value, this.versions.value));
    this.chosen = computed(() => (this.found.value === "unknown" ? null : this.found.value));
  }

  /**
   * Follow what is chosen.
   * @returns {() => void} stops it
   */
  start() {
    const stopLooking = effect(() => {
      const chosen = this.chosen.value;
      const pair = chosen ? comparedOf(chosen, this.current.value) : null;
      untracked(() => this.#look(chosen, pair));
    });
    const stopNaming = effect(() => {
      const versions = this.versions.value;
      untracked(() => [this.cursor, this.marked, this.labelled].forEach((name) => (name.value = renamed(name.value, versions))));
    });
    return () => (stopLooking(), stopNaming(), this.player.stop());
  }

  /**
   * Look at a version, or compare the one that is marked with it.
   * @param {Version} version
   */
  open(version) {
    this.player.stop();
    const marked = this.versions.peek().find(({ name }) => name === this.marked.peek());
    this.marked.value = null;
    if (marked && marked !== version) this.#choose(pairOf(marked, version, this.versions.peek()));
    else this.#choose(lookAt(version, this.chosen.peek()?.against === "text" ? "text" : this.against.peek()));
  }

  /**
   * Compare a version with the one that is looked at.
   * @param {Version} version
   */
  compare(version) {
    const chosen = this.chosen.peek();
    if (chosen && chosen.version !== version) this.#choose(pairOf(chosen.version, version, this.versions.peek()));
    else this.open(version);
  }

  /**
   * Mark a version to be compared with the next one; marking it again takes that back.
   * @param {Version} version
   */
  mark(version) {
    const before = this.marked.peek();
    if (before !== null && before !== version.name) this.open(version);
    else this.marked.value = before === null ? version.name : null;
  }

  /**
   * Look at the chosen version in another way, and at the next ones too.
   * @param {Against} against
   */
  turn(against) {
    const chosen = this.chosen.peek();
    if (!chosen) return;
    if (against === "now" || against === "before") this.against.value = against;
    this.#choose({ version: chosen.version, against, other: null });
  }

  /** Look at no version; the list stays where it is. */
  close() {
    this.player.stop();
    this.#choose(null);
  }

  /**
   * Move in the list; what is looked at goes along.
   * @param {number} by
   * @returns {Version | null} where one is then
   */
  move(by) {
    const shown = this.shown.peek();
    const place = shown.findIndex(({ name }) => name === this.cursor.peek());
    const next = shown[place === -1 ? 0 : Math.max(0, Math.min(shown.length - 1, place + by))];
    if (!next) return null;
    this.cursor.value = next.name;
    if (this.chosen.peek() && this.marked.peek() === null) this.open(next);
    return next;
  }

  /** The version that keys act on. */
  get pointed() {
    return this.shown.peek().find(({ name }) => name === this.cursor.peek()) ?? this.chosen.peek()?.version ?? null;
  }

  /** Begin to play, wait, or go on. */
  play() {
    if (this.player.state.peek()) this.player.toggle();
    else this.player.start(this.shown.peek().filter(({ why }) => why !== "broken").toReversed(), this.chosen.peek()?.version ?? null);
  }

  /**
   * Narrow the list.
   * @param {{show?: Show, q?: string}} wish
   */
  want({ show, q }) {
    this.app.router.refine({ ...(show !== undefined && { show: show === "all" ? null : show }), ...(q !== undefined && { q }) });
  }

  /**
   * Count what the versions of the rows that are seen have changed.
   * @param {number} first
   * @param {number} last
   */
  reach(first, last) {
    const seen = this.rows.peek().slice(first, last + 1);
    this.counting.reach(seen.flatMap((row) => (row.kind === "version" ? [row.version] : [])));
  }

  /** @param {Chosen | null} chosen */
  #choose(chosen) {
    if (chosen) this.cursor.value = chosen.version.name;
    this.app.router.refine({ ...queryOf(chosen) });
  }

  /**
   * @param {Chosen | null} chosen
   * @param {import("./comparing.js").Pair | null} pair
   */
  #look(chosen, pair) {
    if (chosen && this.cursor.peek() === null) this.cursor.value = chosen.version.name;
    this.picking.keepIf(pair);
    this.comparing.want(pair, { isLarge: (chosen?.version.size ?? 0) > LARGE });
    this.reading.want(chosen?.against === "text" ? chosen.version : null);
  }

  /** @param {Version} version */
  async #play(version) {
    this.marked.value = null;
    this.#choose({ version, against: "before", other: null });
    await this.comparing.settled();
  }
}

/**
 * Return the name that a version has now: being kept and being pinned change it.
 * @param {string | null} name
 * @param {Version[]} versions
 */
function renamed(name, versions) {
  return versionBy(versions, name)?.name ?? name;
}
