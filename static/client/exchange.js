import { Due } from "./due.js";
import { HoldfastError } from "./errors.js";
import { CONFLICTS } from "./sending.js";
import { isVersion } from "./working-copy.js";

/**
 * @import { Found } from "./cache.js"
 * @import { Held } from "./held.js"
 * @import { LeftBehind } from "./left-behind.js"
 * @import { Options, Policy } from "./project.js"
 * @import { About, Sending } from "./sending.js"
 * @import { SaveAnswer } from "./server.js"
 * @import { Standing } from "./standing.js"
 */

export const NOT_KEPT = { code: "not_cached", detail: "this browser keeps nothing: the edit is on this page only" };

/** Brings what a page holds and what is on the server together, and lets its project say how that stands. */
export class Exchange {
  due = new Due(() => void this.reconcile());
  /** Edits of tabs that are gone, which the server does not have yet. @type {Found[]} */
  others = [];
  /** How the page has decided the conflict. @type {Policy | null} */
  chosen = null;
  /** Whether the page has asked for a project that is gone. */
  revives = false;
  /** What was sent without an answer: sent again as it was, it is no conflict with itself. @type {{edits: number, text: string} | null} */
  #unsure = null;
  /** @type {Promise<void> | null} */
  #saving = null;
  /** @type {Promise<void>} */
  #pulling = Promise.resolve();
  /** @type {string | null} */
  #heard = null;

  /**
   * @param {Standing} project
   * @param {Held} held
   * @param {Sending} sending
   * @param {LeftBehind} leftBehind
   * @param {Options} options
   */
  constructor(project, held, sending, leftBehind, options) {
    this.project = project;
    this.held = held;
    this.sending = sending;
    this.leftBehind = leftBehind;
    this.options = options;
  }

  /**
   * Show a version.
   * @param {any} document
   * @param {string | null} etag
   * @param {{source: string, savedAt?: string}} how
   */
  show(document, etag, { source, savedAt }) {
    this.held.take(document, etag);
    this.project.onDisk = { savedAt: savedAt ?? null, etag, isExact: null };
    if (source !== "cache") void this.held.keep();
    this.project.tell("change", { source });
  }

  /**
   * Save what is not saved, after the save that is under way.
   * @param {boolean} [revives] whether a project that is gone is made again
   */
  async once(revives = this.revives) {
    this.due.cancel();
    await this.rest();
    if (this.held.isDirty) await (this.#saving = this.#attempt(revives).finally(() => (this.#saving = null)));
  }

  /**
   * Save until nothing is left to save.
   * @param {boolean} [revives]
   */
  async all(revives) {
    do await this.once(revives);
    while (this.held.isDirty);
  }

  /** Send what is not saved while the page is being left. */
  leave() {
    this.sending.leave(this.held.text, this.#about(false));
  }

  /** Wait until no save is under way. */
  async rest() {
    while (this.#saving) await this.#saving.catch(() => undefined);
  }

  async reconcile() {
    if (!this.held.isDirty) return this.pull("server").catch((error) => this.#failed(error));
    try {
      await this.once();
      if (this.held.isDirty) this.due.in(this.options.autosaveDelay);
      void this.sendOthers();
    } catch {
      // its status says so, and the next attempt is arranged for
    }
  }

  /**
   * Load the version on disk; one load after the other, so that an older answer never comes last.
   * @param {string} source
   */
  pull(source) {
    this.#pulling = this.#pulling.catch(() => undefined).then(() => this.#load(source));
    return this.#pulling;
  }

  /** Try at once: the server may be there again. */
  wake() {
    if (this.project.status === "conflict") return;
    if (this.held.isDirty) this.due.in(0);
    else void this.reconcile();
    void this.sendOthers();
  }

  /**
   * Hear which version is on disk now, and come to it.
   * @param {string | null} etag null: the project was deleted
   */
  hear(etag) {
    this.#heard = etag;
    if (etag === null) this.#gone();
    else this.#follow();
  }

  /** Save the further edits of tabs that are gone, again and again until the server has them. */
  async sendOthers() {
    const before = this.others;
    if (before.length === 0) return;
    this.others = [];
    this.others = await this.leftBehind.send(before, this.options.now());
    if (this.others.length < before.length) await this.reconcile();
  }

  /**
   * Take what a person made of a conflict, in place of the version that is on disk.
   * @param {any} document
   * @param {{current: string, theirs: any}} conflict
   */
  decide(document, { current, theirs }) {
    this.held.replace(document, theirs, current, this.options.now());
    this.#unsure = null;
    void this.held.keep();
  }

  /**
   * @param {boolean} revives
   * @returns {About}
   */
  #about(revives) {
    const { base, baseText, editedAt } = this.held;
    const policy = this.chosen ?? this.options.onConflict;
    return { base, baseText, editedAt, now: this.options.now(), policy, revives };
  }

  #follow() {
    const { status, isGone } = this.project;
    if (this.#heard === null || this.#saving || status === "conflict") return;
    if (this.#heard === this.held.base && status !== "error" && !isGone) return;
    if (this.held.isDirty) this.due.in(0);
    else void this.reconcile();
  }

  /** Hear that there is no such project, which is no news of one that has never been there. */
  #gone() {
    const { status, error } = this.project;
    this.project.onDisk = { savedAt: null, etag: null, isExact: null };
    const said = this.held.isDirty ? /** @type {const} */ ([status, error]) : /** @type {const} */ (["idle", null]);
    this.project.say(...said, { isGone: this.held.base !== null });
  }

  /** @param {string} source */
  async #load(source) {
    const { project, held } = this;
    const { edits } = held;
    let version = null;
    try {
      version = await this.sending.server.load(this.sending.path, project.isGone ? null : held.base);
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.code !== "no_such_project") throw error;
      return this.#gone();
    }
    if (held.isDirty || held.edits !== edits) return;
    if (version) this.show(version.document, version.etag, { source, savedAt: version.savedAt });
    this.due.succeeded();
    project.say(project.status === "saved" ? "saved" : "idle", null, { isGone: false });
  }

  /** @param {boolean} revives */
  async #attempt(revives) {
    const { edits, text } = this.#unsure ?? this.held;
    this.project.say("saving");
    try {
      const answer = await this.sending.send(text, this.#about(revives));
      this.#unsure = null;
      await this.#saved(answer, text, edits);
    } catch (error) {
      if (error instanceof HoldfastError && error.code === "offline") this.#unsure = { edits, text };
      this.#failed(error);
      throw error;
    }
  }

  /**
   * @param {SaveAnswer} answer
   * @param {string} text
   * @param {number} edits
   */
  async #saved(answer, text, edits) {
    const { project, held } = this;
    const decided = { conflict: null, isGone: false };
    this.#settled();
    this.due.succeeded();
    const isWhole = held.confirm(answer, text, edits);
    void held.keep();
    if (!isWhole) return project.say("idle", null, decided);
    if (answer.document !== undefined) project.tell("change", { source: "merge" });
    project.onDisk = { savedAt: answer.savedAt, etag: answer.etag, isExact: await isVersion(answer.etag, held.document) };
    project.say(held.isDirty ? "idle" : "saved", null, decided);
    this.#follow();
  }

  /** Let what the page has asked for hold for nothing later. */
  #settled() {
    this.chosen = null;
    this.revives = false;
  }

  /** @param {unknown} found */
  #failed(found) {
    const { project } = this;
    const error = found instanceof HoldfastError ? found : new HoldfastError({ code: "internal", detail: String(found) });
    if (error.passes) {
      if (error.code !== "offline") project.say("error", error);
      else if (this.held.isLost) project.say("error", new HoldfastError(NOT_KEPT));
      else project.say("offline", error);
      return this.due.again();
    }
    this.#settled();
    if (CONFLICTS.has(error.code)) {
      project.say("conflict", error, { conflict: /** @type {any} */ (error.problem) });
      return project.tell("conflict", error.problem);
    }
    project.say("error", error);
    if (error.code === "no_such_project") this.#gone();
  }
}
