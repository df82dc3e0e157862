import { computed, effect, signal } from "@preact/signals";

import { HoldfastError } from "../../../client/errors.js";
import { queryOf } from "../../state/connection.js";
import { requestOf } from "./acts.js";

/**
 * @import { Connection } from "../../state/connection.js"
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Keys } from "./acts.js"
 * @import { Form, Label, Line, Order, Outcome, Rules, Target, TempRoll } from "./film-types.js"
 */

/** @typedef {"labels"} Extra what is loaded only while somebody looks at it */

const LEDGER = "film-ledger";
/** What the register calls itself when it saves an order; this view shows it, so it is no news. */
const WRITER = "film register";
/** Events come in pairs, of the ledger and of the order. */
const SOON = 120;

/** The film register as this order sees it. Nothing else in the view asks the server. */
export class Register {
  /** Where the order and its rolls stand; null until the register has said it. @type {import("@preact/signals").Signal<Order | null>} */
  order = signal(null);
  /** Why the register does not say how the order stands. @type {import("@preact/signals").Signal<unknown>} */
  problem = signal(null);
  /** @type {import("@preact/signals").Signal<TempRoll[]>} */
  tempRolls = signal([]);
  /** The lines of the ledger about this order, the oldest first. @type {import("@preact/signals").Signal<Line[]>} */
  lines = signal([]);
  /** The number that each location gives next. @type {import("@preact/signals").Signal<Record<string, string | null>>} */
  next = signal({});
  /** @type {import("@preact/signals").Signal<Label[] | null>} */
  labels = signal(null);
  /** What the last check has found. @type {import("@preact/signals").Signal<Rules | null>} */
  rules = signal(null);
  isChecking = signal(false);
  /** Whether an act is on its way. */
  isActing = signal(false);
  /** Grows when rows may be others than before. */
  turn = signal(0);
  /** Whether the register has answered, well or badly. */
  isKnown = computed(() => this.order.value !== null || this.problem.value !== null);
  /** @type {Map<Extra, number>} */
  #wanted = new Map();
  #turn = 0;

  /**
   * @param {OpenProject} project
   * @param {Connection} connection
   */
  constructor(project, connection) {
    this.project = project;
    this.connection = connection;
    this.path = `/api/film/${encodeURIComponent(project.id)}`;
  }

  /**
   * Look, and look again whenever the order or the ledger changes.
   * @returns {() => void} stops it
   */
  start() {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let soon;
    const stop = this.connection.listen((news) => {
      if (news.type === "event" && news.event.id !== this.project.id && news.event.id !== LEDGER) return;
      clearTimeout(soon);
      soon = setTimeout(() => void this.refresh(), SOON);
    });
    const { arrival } = this.project;
    const ignore = effect(() => void (arrival.value?.source === WRITER && (arrival.value = null)));
    void this.refresh();
    return () => (clearTimeout(soon), ignore(), stop());
  }

  /** Ask for everything that is shown. */
  async refresh() {
    const turn = (this.#turn += 1);
    try {
      const order = await this.connection.json(`${this.path}/rolls`);
      const [temp, ledger, labels] = await Promise.all([
        this.connection.json("/api/film/temp-rolls"), this.connection.json(`/api/film/ledger${queryOf({ project: this.project.id })}`),
        this.#wanted.has("labels") ? this.connection.json(`${this.path}/labels`) : null,
      ]);
      if (turn !== this.#turn) return;
      this.#take(order, temp.temp_rolls, ledger);
      if (labels) this.labels.value = labels.labels;
    } catch (error) {
      if (turn === this.#turn) this.#failed(error);
    }
    this.turn.value += 1;
  }

  /**
   * Load something as long as it is looked at.
   * @param {Extra} extra
   * @returns {() => void} lets it go
   */
  want(extra) {
    this.#wanted.set(extra, (this.#wanted.get(extra) ?? 0) + 1);
    void this.refresh();
    return () => {
      const left = (this.#wanted.get(extra) ?? 1) - 1;
      if (left > 0) this.#wanted.set(extra, left);
      else this.#wanted.delete(extra);
    };
  }

  /**
   * Do something with the order or a roll. What is edited here is saved first, since the register goes by the file.
   * @param {Target} target
   * @param {Form} form
   * @param {Keys} keys those of the dialog: what is sent again under them is done once
   * @returns {Promise<Outcome | null>} null: another act is on its way
   * @throws {HoldfastError}
   */
  async act(target, form, keys) {
    if (this.isActing.value) return null;
    this.isActing.value = true;
    const request = requestOf(this.project.id, target, form);
    const who = form.who.trim();
    try {
      if (this.project.isDirty) await this.project.save();
      const headers = { "Idempotency-Key": keys.of(request), ...(who ? { "X-User": who } : {}) };
      const outcome = await this.connection.json(request.path, { method: "POST", body: JSON.stringify(request.body), headers });
      if (outcome.rolls) this.order.value = outcome;
      return outcome;
    } finally {
      this.isActing.value = false;
      void this.refresh();
    }
  }

  /** Hold the whole register against its seven rules. */
  async check() {
    if (this.isChecking.value) return;
    this.isChecking.value = true;
    try {
      this.rules.value = await this.connection.json("/api/film/check");
      this.problem.value = null;
    } catch (error) {
      this.#failed(error);
    }
    this.isChecking.value = false;
  }

  /**
   * Ask which temp rolls could hold a roll.
   * @param {string} filmType
   * @param {number} pages
   * @returns {Promise<{temp_rolls: TempRoll[], best: string | null}>}
   */
  offered(filmType, pages) {
    return this.connection.json(`/api/film/temp-rolls${queryOf({ film_type: filmType, pages })}`);
  }

  /**
   * Load rows of a collection of the order.
   * @param {string} collection
   * @param {Record<string, string | number>} query
   * @returns {Promise<{items: Record<string, unknown>[], total: number}>}
   */
  async rows(collection, query) {
    try {
      return await this.connection.json(`${this.project.path}/items/${collection}${queryOf(query)}`);
    } catch (error) {
      // a collection without rows has no fields that could be looked through
      if (error instanceof HoldfastError && error.code === "bad_request") return { items: [], total: 0 };
      throw error;
    }
  }

  /**
   * @param {Order} order
   * @param {TempRoll[]} tempRolls
   * @param {{entries: Line[], next: Record<string, string | null>}} ledger
   */
  #take(order, tempRolls, ledger) {
    this.order.value = order;
    this.tempRolls.value = tempRolls;
    this.lines.value = ledger.entries;
    this.next.value = ledger.next;
    this.problem.value = null;
  }

  /** @param {unknown} error */
  #failed(error) {
    this.problem.value = error;
    if (!(error instanceof HoldfastError) || error.code !== "offline") this.order.value = null;
  }
}
