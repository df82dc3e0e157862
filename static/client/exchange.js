import { Due } from "./due.js";
import { codeOf, HoldfastError } from "./errors.js";
import { GONE, isConflict } from "./sending.js";
import { NOWHERE } from "./standing.js";
import { isVersion } from "./working-copy.js";

/**
 * @import { Policy, Project } from "./project.js"
 * @import { About } from "./sending.js"
 * @import { SaveAnswer } from "./server.js"
 * @import { WorkingCopy } from "./working-copy.js"
 */

const NOT_KEPT = { code: "not_cached", detail: "the edit is not cached" };

/** Brings what a page holds and what is on the server together, and lets its project say how that stands. */
export class Exchange {
  #project;
  #copy;
  /** Whether the browser's cache has what it was given last. @type {true | Promise<boolean>} */
  #kept = true;
  #isLost = false;

  due = new Due(() => void this.reconcile());
  /** What the page has asked of the next save that comes through. @type {{policy?: Policy, revives?: true}} */
  asked = {};
  /** What was sent without an answer: sent again as it was, it is no conflict with itself. @type {{edits: number, text: string} | null} */
  #unsure = null;
  /** @type {Promise<void> | null} */
  #saving = null;
  /** @type {Promise<void>} */
  #pulling = Promise.resolve();
  /** @type {string | null} */
  #heard = null;

  /**
   * @param {Project} project
   * @param {WorkingCopy} copy
   */
  constructor(project, copy) {
    this.#project = project;
    this.#copy = copy;
  }

  /**
   * Show a version.
   * @param {{document: any, text: string, savedAt?: string}} version
   * @param {string | null} etag
   * @param {string} source
   */
  show({ document, text, savedAt }, etag, source) {
    this.#copy.take(document, etag, text);
    this.#project.onDisk = { savedAt: savedAt ?? null, etag, isExact: null };
    if (source !== "cache") void this.keep();
    this.#project.tell("change", { source });
  }

  /**
   * Put what the page shows into the browser's cache.
   * @returns {Promise<boolean>} whether it is there
   */
  async keep() {
    const project = this.#project;
    const { text, base, editedAt, isDirty } = this.#copy;
    const kept = (this.#kept = project.cache.write(text, { baseEtag: base, editedAt, dirty: isDirty }));
    const told = (/** @type {boolean} */ isKept) => project.say(project.status, project.error, { isKept });
    told(kept === true);
    const isKept = await kept;
    if (kept === this.#kept) {
      this.#isLost = !isKept;
      if (isKept || !isDirty) told(isKept);
      else project.say("error", new HoldfastError(NOT_KEPT), { isKept });
    }
    return isKept;
  }

  /** Save what is not saved, after the save that is under way. */
  async once() {
    this.due.cancel();
    await this.rest();
    if (!this.#copy.isDirty) return;
    this.#heard = null;
    await (this.#saving = this.#attempt().finally(() => (this.#saving = null)));
    this.#follow();
  }

  /** Save until nothing is left to save. */
  async all() {
    do await this.once();
    while (this.#copy.isDirty);
    this.asked = {};
  }

  /** Send what is not saved while the page is being left, unless a save is under way that this could overtake. */
  leave() {
    const { sending, status } = this.#project;
    if (this.#copy.isDirty && !this.#saving && status !== "conflict") sending.leave(this.#copy.text, this.#about());
  }

  /** Wait until no save is under way. */
  async rest() {
    while (this.#saving) await this.#saving.catch(() => undefined);
  }

  /** Come together with the server, and save what tabs that are gone have left, again and again until it is there. */
  async reconcile() {
    const { leftBehind, options } = this.#project;
    try {
      await (this.#copy.isDirty ? this.once() : this.pull("server").catch((error) => this.#failed(error)));
      if (this.#copy.isDirty) this.due.in(options.autosaveDelay);
    } catch {
      // its status says so, and the next attempt is arranged for
    }
    if (await leftBehind.send(options.now())) await this.reconcile();
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
    if (this.#project.status !== "conflict") void this.reconcile();
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

  /** @returns {About} */
  #about() {
    const { base, baseText, editedAt } = this.#copy;
    const { now, onConflict } = this.#project.options;
    return { base, baseText, editedAt, now: now(), policy: onConflict, ...this.asked };
  }

  #follow() {
    const { status, isGone, error } = this.#project;
    if (!this.#heard || this.#saving || status === "conflict" || this.#heard === error?.problem["etag"]) return;
    if (this.#heard === this.#copy.base && status !== "error" && !isGone) return;
    void this.reconcile();
  }

  /** Hear that there is no such project, which is no news of one that has never been there. */
  #gone() {
    const project = this.#project;
    project.onDisk = NOWHERE;
    if (!this.#copy.isDirty) project.say("idle");
    project.say(project.status, project.error, { isGone: this.#copy.base !== null });
  }

  /** @param {string} source */
  async #load(source) {
    const [project, copy] = [this.#project, this.#copy];
    const { edits } = copy;
    const version = await project.server.load(project.sending.path, project.isGone ? null : copy.base).catch((error) => {
      if (codeOf(error) !== GONE) throw error;
      this.#gone();
    });
    if (version === undefined || copy.isDirty || copy.edits !== edits) return;
    this.due.cancel();
    this.due.failures = 0;
    if (version) this.show(version, version.etag, source);
    project.say(project.status === "saved" ? "saved" : "idle", null, { isGone: false });
  }

  async #attempt() {
    const { edits, text } = this.#unsure ?? this.#copy;
    this.#project.say("saving");
    try {
      const answer = await this.#project.sending.send(text, this.#about());
      this.#unsure = null;
      await this.#saved(answer, text, edits);
    } catch (error) {
      if (codeOf(error) === "offline") this.#unsure = { edits, text };
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
    const [project, copy] = [this.#project, this.#copy];
    const decided = { conflict: null, isGone: false };
    const isWhole = copy.confirm(answer, text, edits);
    this.asked = {};
    this.due.failures = 0;
    void this.keep();
    if (!isWhole) return project.say("idle", null, decided);
    if (answer.document !== undefined) project.tell("change", { source: "merge" });
    project.onDisk = { savedAt: answer.savedAt, etag: answer.etag, isExact: await isVersion(answer.etag, copy) };
    project.say(copy.isDirty ? "idle" : "saved", null, decided);
  }

  /** @param {unknown} found */
  #failed(found) {
    const project = this.#project;
    const error = found instanceof HoldfastError ? found : new HoldfastError({ code: "internal", detail: String(found) });
    const isUndecided = isConflict(error.code);
    if (!error.passes) {
      this.asked = {};
      this.#unsure = null;
    }
    // What is only shown is asked for again and again: not every fault of a file is announced when it is mended.
    if (error.passes || !this.#copy.isDirty) this.due.again();
    if (isUndecided) project.say("conflict", error, { conflict: /** @type {any} */ (error.problem) });
    else project.say(error.code === "offline" && !this.#isLost ? "offline" : "error", error);
    if (isUndecided) project.tell("conflict", error.problem);
    if (error.code === GONE) this.#gone();
  }
}
