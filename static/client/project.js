import { Cache } from "./cache.js";
import { HoldfastError } from "./errors.js";
import { Live } from "./live.js";
import { registry } from "./registry.js";
import { Sending, toServer } from "./sending.js";

/**
 * @import { Entry, Found } from "./cache.js"
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

const WAITS = [1, 2, 4, 8, 15, 30];

/**
 * A project as one page has it: what it shows, what of that is on disk, and how the two come together.
 *
 * Events: `change` (the document came from elsewhere; `detail.source`), `status`, `conflict` (`detail` has the places),
 * and `seen` after anything that a page may want to show anew, also an edit of its own.
 */
export class Project extends EventTarget {
  /** What the page shows. Change it by `update`. @type {any} */
  document;
  /** @type {Status} */
  status = "idle";
  /** What went wrong last, as long as it matters. @type {HoldfastError | null} */
  error = null;
  /** @type {OnDisk} */
  onDisk = { savedAt: null, etag: null, isExact: null };
  /** Counts what a page may want to show anew. */
  seen = 0;

  #text;
  #base = /** @type {string | null} */ (null);
  /** Text of the version on the server that `#text` was made from, if this page has seen it. @type {string | null} */
  #baseText = null;
  #edits = 0;
  #savedEdits = 0;
  #editedAt = 0;
  #failures = 0;
  /** @type {Promise<void> | null} */
  #saving = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {string | null} */
  #heard = null;
  #isClosed = false;
  /** Lets other tabs know that this one is gone. @type {(value?: any) => void} */
  #release = () => undefined;
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
    this.document = options.document;
    this.#text = JSON.stringify(options.document);
    this.cache = new Cache(cacheName(id, server.url), server.client, options.storage, options.indexedDB);
    this.sending = new Sending(id, server);
  }

  /** Whether there are edits that the server has not confirmed. They are in the browser's cache. */
  get isDirty() {
    return this.#edits !== this.#savedEdits;
  }

  /** Show what the browser holds, and begin to reconcile it with the server. */
  async open() {
    const { shared, edits } = await this.cache.read();
    const mine = await this.#orphans(edits);
    const [newest, ...others] = mine.toSorted((one, other) => other.entry.editedAt - one.entry.editedAt);
    if (newest) this.#takeOver(newest);
    else if (shared) this.#show(shared.document, shared.baseEtag, { source: "cache" });
    this.live = new Live(this.server, (news) => this.#hear(news));
    globalThis.addEventListener?.("pagehide", this.#leave);
    globalThis.addEventListener?.("online", this.#wake);
    const first = this.#reconcile().then(() => this.#sendLeftBehind(others));
    if (!newest && !shared) await first;
  }

  /**
   * Change the document. It is in the browser's cache when this returns, and on its way to the disk after the autosave
   * delay, together with what else was changed until then.
   * @param {(document: any) => any} change changes the document, or returns another one
   */
  update(change) {
    let made;
    try {
      made = change(this.document);
    } catch (error) {
      this.document = JSON.parse(this.#text);
      throw error;
    }
    if (made !== null && typeof made === "object" && !(made instanceof Promise)) this.document = made;
    const text = JSON.stringify(this.document);
    if (text === this.#text) return;
    this.#text = text;
    this.#edits += 1;
    this.#editedAt = this.options.now();
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
    this.#chosen = choice;
    this.#say("idle");
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
    this.#release();
  }

  #leave = () => {
    if (this.isDirty && !this.#saving && this.status !== "conflict") this.sending.leave(this.#text, this.#about());
  };

  #wake = () => {
    if (this.isDirty) this.#schedule(0);
    else void this.#reconcile();
  };

  /** @param {News} news */
  #hear(news) {
    if (this.#isClosed) return;
    if (news.type === "up") return this.#wake();
    if (news.event.id !== this.id || news.event.etag === null) return;
    this.#heard = news.event.etag;
    this.#follow();
  }

  /** Come to the version that was heard of last. */
  #follow() {
    if (this.#heard === null || this.#heard === this.#base || this.#saving) return;
    if (this.isDirty) this.#schedule(0);
    else void this.#pull("server").catch(() => undefined);
  }

  async #reconcile() {
    if (!this.isDirty) return this.#pull("server").catch((error) => this.#failed(error));
    try {
      await this.#once();
      if (this.isDirty) this.#schedule(this.options.autosaveDelay);
    } catch {
      // its status says so, and the next attempt is arranged for
    }
  }

  /** @param {string} source */
  async #pull(source) {
    const edits = this.#edits;
    /** @type {Version | null} */
    let version = null;
    try {
      version = await this.server.load(this.sending.path, this.#base);
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.code !== "no_such_project") throw error;
      return this.#say("idle");
    }
    if (this.#edits !== edits) return;
    if (version) this.#show(version.document, version.etag, { source, savedAt: version.savedAt });
    this.#failures = 0;
    this.#say(this.status === "saved" ? "saved" : "idle");
  }

  async #attempt() {
    const [edits, text] = [this.#edits, this.#text];
    this.#say("saving");
    try {
      const answer = await this.sending.send(text, this.#about());
      await this.#saved(answer, edits, text);
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  #about() {
    return {
      base: this.#base,
      baseText: this.#baseText,
      editedAt: this.#editedAt,
      now: this.options.now(),
      policy: this.#chosen ?? this.options.onConflict,
    };
  }

  /**
   * @param {SaveAnswer & {document?: any}} answer
   * @param {number} edits
   * @param {string} text
   */
  async #saved(answer, edits, text) {
    this.#chosen = null;
    this.#failures = 0;
    if (this.#edits !== edits) {
      [this.#base, this.#baseText] = [answer.sent, text];
      this.#keep();
      return this.#say("idle");
    }
    this.#savedEdits = edits;
    if (answer.document !== undefined) this.#show(answer.document, answer.etag, { source: "merge", savedAt: answer.savedAt });
    else [this.#base, this.#baseText] = [answer.etag, text];
    this.onDisk = { savedAt: answer.savedAt, etag: answer.etag, isExact: await isHashOf(answer.etag, this.document) };
    this.#keep();
    this.#say("saved");
    this.#follow();
  }

  /** @param {unknown} found */
  #failed(found) {
    const error = found instanceof HoldfastError ? found : new HoldfastError({ code: "internal", detail: String(found) });
    this.error = error;
    if (error.passes) {
      this.#say(error.code === "offline" ? "offline" : "error", error);
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
    this.document = document;
    this.#text = JSON.stringify(document);
    [this.#base, this.#baseText] = [etag, this.#text];
    this.onDisk = { savedAt: savedAt ?? null, etag, isExact: null };
    if (source !== "cache") this.#keep();
    this.#tell("change", { source });
  }

  #keep() {
    this.cache.write(this.#text, { baseEtag: this.#base, editedAt: this.#editedAt, dirty: this.isDirty });
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

  /**
   * Return the edits whose tabs are gone.
   * @param {Found[]} edits
   */
  async #orphans(edits) {
    const locks = globalThis.navigator?.locks;
    if (!locks) return edits;
    void locks.request(this.cache.own, () => new Promise((release) => (this.#release = release)));
    const alive = new Set(((await locks.query()).held ?? []).map((lock) => lock.name));
    return edits.filter(({ key }) => !alive.has(key));
  }

  /** @param {Found} found */
  #takeOver({ key, entry }) {
    this.#show(entry.document, entry.baseEtag, { source: "cache" });
    this.#baseText = null;
    this.#edits += 1;
    this.#editedAt = entry.editedAt;
    this.#keep();
    this.cache.forget(key);
  }

  /**
   * Save the edits of other tabs that are gone: each is merged, and forgotten when the server has it.
   * @param {Found[]} others
   */
  async #sendLeftBehind(others) {
    for (const { key, entry } of others) {
      const about = { base: entry.baseEtag, baseText: null, editedAt: entry.editedAt, now: this.options.now() };
      try {
        await this.sending.send(JSON.stringify(entry.document), { ...about, policy: "newest" });
        this.cache.forget(key);
      } catch (error) {
        if (error instanceof HoldfastError && error.problem["kept"]) this.cache.forget(key);
      }
    }
    if (others.length > 0) await this.#reconcile();
  }
}

/**
 * @param {string} id
 * @param {string} url
 */
function cacheName(id, url) {
  return url === globalThis.location?.origin ? id : `${url.replace(/^\w+:\/\//u, "")}/${id}`;
}

/**
 * Say whether a version is exactly this document, laid out as the server lays files out; null where that is too much work.
 * @param {string} etag
 * @param {any} document
 */
async function isHashOf(etag, document) {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!globalThis.crypto?.subtle || text.length > 1_000_000) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return etag === `sha256-${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
