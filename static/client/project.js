import { Cache } from "./cache.js";
import { HoldfastError } from "./errors.js";
import { LeftBehind } from "./left-behind.js";
import { Live } from "./live.js";
import { registry } from "./registry.js";
import { Sending, toServer } from "./sending.js";
import { isVersion, WorkingCopy } from "./working-copy.js";

/**
 * @import { Found } from "./cache.js"
 * @import { News } from "./live.js"
 * @import { SaveAnswer, Server, Version } from "./server.js"
 */

/**
 * @typedef {"idle" | "saving" | "saved" | "error" | "offline" | "conflict"} Status
 * @typedef {"ask" | "newest" | "mine" | "theirs" | "both"} Policy what happens where both sides changed one value
 * @typedef {{
 *   url: string, token?: string | null, autosaveDelay: number, onConflict: Policy, document: any,
 *   storage: Storage | undefined, indexedDB: IDBFactory | undefined, now: () => number,
 * }} Options
 * @typedef {{savedAt: string | null, etag: string | null, isExact: boolean | null}} OnDisk
 *   The version on the server that this document is, or was made from; `isExact` says whether its hash is that of the
 *   document here, null where that was not compared.
 */

const NOT_KEPT = { code: "not_cached", detail: "this browser keeps nothing: the edit is on this page only" };
const WAITS = [1, 2, 4, 8, 15, 30];

/**
 * A project as one page has it: what it shows, what of that is on disk, and how the two come together.
 *
 * Events: `change` (the document came from elsewhere; `detail.source`), `status`, `conflict` (`detail` has the places),
 * and `seen` after anything that a page may want to show anew, also an edit of its own.
 */
export class Project extends EventTarget {
  /** @type {Status} */
  status = "idle";
  /** What went wrong last, as long as it matters. @type {HoldfastError | null} */
  error = null;
  /** @type {OnDisk} */
  onDisk = { savedAt: null, etag: null, isExact: null };
  /** Counts what a page may want to show anew. */
  seen = 0;

  #copy;
  #failures = 0;
  /** Whether the browser holds what the page shows. */
  #isKept = true;
  /** @type {Found[]} */
  #others = [];
  /** @type {Promise<void>} */
  #pulling = Promise.resolve();
  /** What was sent without an answer: sent again as it was, it is no conflict with itself. @type {{edits: number, text: string} | null} */
  #unsure = null;
  /** @type {Promise<void> | null} */
  #saving = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {string | null} */
  #heard = null;
  #isClosed = false;
  /** @type {Policy | null} */
  #chosen = null;

  /**
   * @param {string} id
   * @param {Server} server
   * @param {Options} options
   */
  constructor(id, server, options) {
    super();
    this.id = id;
    this.server = server;
    this.options = options;
    this.#copy = new WorkingCopy(options.document);
    this.cache = new Cache(cacheName(id, server.url), server.client, options.storage, options.indexedDB);
    this.cache.lost = () => this.#say("error", new HoldfastError(NOT_KEPT));
    this.sending = new Sending(id, server);
    this.leftBehind = new LeftBehind(this.cache, this.sending);
  }

  /** What the page shows. Change it by `update`. @returns {any} */
  get document() {
    return this.#copy.document;
  }

  /** Whether there are edits that the server has not confirmed. They are in the browser's cache. */
  get isDirty() {
    return this.#copy.isDirty;
  }

  /** Show what the browser holds, and begin to reconcile it with the server. */
  async open() {
    const { shared, edits } = await this.cache.read();
    const [newest, ...others] = await this.leftBehind.of(edits);
    if (newest) this.#takeOver(newest);
    else if (shared) this.#show(shared.document, shared.baseEtag, { source: "cache" });
    this.live = new Live(this.server, (news) => this.#hear(news));
    globalThis.addEventListener?.("pagehide", this.#leave);
    globalThis.addEventListener?.("online", this.#wake);
    const first = this.#reconcile();
    this.#others = others;
    void first.then(() => this.#sendOthers());
    if (!newest && !shared) await first;
  }

  /**
   * Change the document. It is in the browser's cache when this returns, and on its way to the disk after the autosave
   * delay, together with what else was changed until then.
   * @param {(document: any) => void} change changes the document; what it returns does not matter
   */
  update(change) {
    if (this.#isClosed) throw new HoldfastError({ code: "closed", detail: `the project ${this.id} was closed` });
    if (!this.#copy.edit(change, this.options.now())) return;
    this.#keep();
    this.#tell("seen");
    if (this.status === "saved") this.#say("idle");
    if (this.status !== "conflict" && this.#timer === undefined) this.#schedule(this.options.autosaveDelay);
  }

  /** Save what is not saved yet, now. Resolves when it is on disk, and rejects if it could not be brought there. */
  async save() {
    do await this.#once();
    while (this.isDirty);
  }

  async #once() {
    this.#unschedule();
    while (this.#saving) await this.#saving.catch(() => undefined);
    if (this.isDirty) await (this.#saving = this.#attempt().finally(() => (this.#saving = null)));
  }

  /** @returns {Promise<{name: string, savedAt: string, etag: string, size: number, why: string, pinned: boolean, label?: string}[]>} */
  async history() {
    return (await this.server.json(`${this.sending.path}/backups`)).backups;
  }

  /**
   * Bring a kept version back; the one that it replaces is kept too.
   * @param {string} backup
   */
  async restore(backup) {
    if (this.isDirty) await this.save();
    await this.server.json(`${this.sending.path}/restore`, toServer("POST", { backup }));
    await this.#pull("restore");
  }

  /**
   * Keep the version that is on disk as a save point.
   * @param {string} label
   */
  async pin(label) {
    if (this.isDirty) await this.save();
    return this.server.json(`${this.sending.path}/backups`, toServer("POST", { label }));
  }

  /**
   * Decide a conflict.
   * @param {"mine" | "theirs" | "newest" | "both"} choice
   */
  async resolve(choice) {
    if (this.status === "conflict") {
      this.#chosen = choice;
      this.#say("idle");
    }
    await this.save();
  }

  /** Save what is left, and stop. What cannot be saved stays in the cache for the next time. */
  async close() {
    this.#isClosed = true;
    this.#unschedule();
    globalThis.removeEventListener?.("pagehide", this.#leave);
    globalThis.removeEventListener?.("online", this.#wake);
    this.live?.close();
    registry.remove(this);
    if (this.isDirty && this.status !== "conflict") await this.save().catch(() => undefined);
    await this.cache.written;
    this.leftBehind.leave();
  }

  #leave = () => {
    if (this.isDirty && !this.#saving && this.status !== "conflict") this.sending.leave(this.#copy.text, this.#about());
  };

  #wake = () => {
    if (this.status === "conflict") return;
    if (this.isDirty) this.#schedule(0);
    else void this.#reconcile();
    void this.#sendOthers();
  };

  /** Save the further edits of tabs that are gone, again and again until the server has them. */
  async #sendOthers() {
    const before = this.#others;
    if (before.length === 0) return;
    this.#others = [];
    this.#others = await this.leftBehind.send(before, this.options.now());
    if (this.#others.length < before.length) await this.#reconcile();
  }

  /** @param {News} news */
  #hear(news) {
    if (this.#isClosed) return;
    if (news.type === "up") return this.#wake();
    if (news.event.id !== this.id || news.event.etag === null) return;
    this.#heard = news.event.etag;
    if (this.isDirty && this.status === "error") this.#schedule(0);
    this.#follow();
  }

  /** Come to the version that was heard of last. */
  #follow() {
    if (this.status === "conflict" || this.#heard === null || this.#heard === this.#copy.base || this.#saving) return;
    if (this.isDirty) this.#schedule(0);
    else void this.#reconcile();
  }

  async #reconcile() {
    if (!this.isDirty) return this.#pull("server").catch((error) => this.#failed(error));
    try {
      await this.#once();
      if (this.isDirty) this.#schedule(this.options.autosaveDelay);
      void this.#sendOthers();
    } catch {
      // its status says so, and the next attempt is arranged for
    }
  }

  /**
   * Load the version on disk; one load after the other, so that an older answer never comes last.
   * @param {string} source
   */
  #pull(source) {
    this.#pulling = this.#pulling.catch(() => undefined).then(() => this.#load(source));
    return this.#pulling;
  }

  /** @param {string} source */
  async #load(source) {
    const { edits } = this.#copy;
    /** @type {Version | null} */
    let version = null;
    try {
      version = await this.server.load(this.sending.path, this.#copy.base);
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.code !== "no_such_project") throw error;
      return this.#say("idle");
    }
    if (this.isDirty || this.#copy.edits !== edits) return;
    if (version) this.#show(version.document, version.etag, { source, savedAt: version.savedAt });
    this.#failures = 0;
    this.#say(this.status === "saved" ? "saved" : "idle");
  }

  async #attempt() {
    const { edits, text } = this.#unsure ?? this.#copy;
    this.#say("saving");
    try {
      const answer = await this.sending.send(text, this.#about());
      this.#unsure = null;
      await this.#saved(answer, text, edits);
    } catch (error) {
      if (error instanceof HoldfastError && error.code === "offline") this.#unsure = { edits, text };
      this.#failed(error);
      throw error;
    }
  }

  #about() {
    const { base, baseText, editedAt } = this.#copy;
    return { base, baseText, editedAt, now: this.options.now(), policy: this.#chosen ?? this.options.onConflict };
  }

  /**
   * @param {SaveAnswer} answer
   * @param {string} text
   * @param {number} edits
   */
  async #saved(answer, text, edits) {
    this.#chosen = null;
    this.#failures = 0;
    const isWhole = this.#copy.confirm(answer, text, edits);
    this.#keep();
    if (!isWhole) return this.#say("idle");
    if (answer.document !== undefined) this.#tell("change", { source: "merge" });
    this.onDisk = { savedAt: answer.savedAt, etag: answer.etag, isExact: await isVersion(answer.etag, this.document) };
    this.#say(this.isDirty ? "idle" : "saved");
    this.#follow();
  }

  /** @param {unknown} found */
  #failed(found) {
    const error = found instanceof HoldfastError ? found : new HoldfastError({ code: "internal", detail: String(found) });
    this.error = error;
    if (!error.passes) this.#chosen = null;
    if (error.passes) {
      if (error.code !== "offline") this.#say("error", error);
      else if (this.#isKept) this.#say("offline", error);
      else this.#say("error", new HoldfastError(NOT_KEPT));
      const wait = WAITS[Math.min(this.#failures, WAITS.length - 1)] ?? 30;
      this.#failures += 1;
      this.#schedule(wait * 1000);
    } else if (["stale_base", "base_unknown", "project_exists"].includes(error.code)) {
      this.#say("conflict", error);
      this.#tell("conflict", error.problem);
    } else this.#say("error", error);
  }

  /** @param {number} milliseconds */
  #schedule(milliseconds) {
    this.#unschedule();
    if (!this.#isClosed) this.#timer = setTimeout(() => (this.#unschedule(), void this.#reconcile()), milliseconds);
  }

  #unschedule() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * @param {any} document
   * @param {string | null} etag
   * @param {{source: string, savedAt?: string}} how
   */
  #show(document, etag, { source, savedAt }) {
    this.#copy.take(document, etag);
    this.onDisk = { savedAt: savedAt ?? null, etag, isExact: null };
    if (source !== "cache") this.#keep();
    this.#tell("change", { source });
  }

  /** @param {Found} found */
  #takeOver({ key, entry }) {
    this.#copy.takeEdit(entry.document, entry.baseEtag, entry.editedAt);
    void this.#keep().then((isKept) => isKept && this.cache.forget(key));
    this.#tell("change", { source: "cache" });
  }

  #keep() {
    const { text, base, editedAt, isDirty } = this.#copy;
    const kept = this.cache.write(text, { baseEtag: base, editedAt, dirty: isDirty });
    void kept.then((isKept) => (this.#isKept = isKept));
    return kept;
  }

  /**
   * @param {Status} status
   * @param {HoldfastError | null} error
   */
  #say(status, error = null) {
    const isNew = status !== this.status || error !== this.error;
    this.status = status;
    this.error = error;
    if (isNew) this.#tell("status", { status, error });
  }

  /**
   * @param {"change" | "status" | "conflict" | "seen"} type
   * @param {any} [detail]
   */
  #tell(type, detail) {
    this.seen += 1;
    this.dispatchEvent(new CustomEvent(type, { detail }));
    if (type !== "seen") this.dispatchEvent(new CustomEvent("seen"));
  }
}

/**
 * @param {string} id
 * @param {string} url
 */
function cacheName(id, url) {
  return url === globalThis.location?.origin ? id : `${url.replace(/^\w+:\/\//u, "")}/${id}`;
}
