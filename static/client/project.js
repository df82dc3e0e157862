import { Cache } from "./cache.js";
import { HoldfastError } from "./errors.js";
import { Exchange } from "./exchange.js";
import { LeftBehind } from "./left-behind.js";
import { Live } from "./live.js";
import { registry } from "./registry.js";
import { Sending, toServer } from "./sending.js";
import { Standing } from "./standing.js";
import { WorkingCopy } from "./working-copy.js";

/**
 * @import { Found } from "./cache.js"
 * @import { News } from "./live.js"
 * @import { Server } from "./server.js"
 */

/**
 * @typedef {import("./standing.js").Status} Status
 * @typedef {import("./standing.js").OnDisk} OnDisk
 * @typedef {import("./standing.js").Conflict} Conflict
 * @typedef {"ask" | "newest" | "mine" | "theirs" | "both"} Policy what happens where both sides changed one value
 * @typedef {{
 *   url?: string, token?: string | null, autosaveDelay: number, onConflict: Policy, document: any,
 *   storage: Storage | undefined, indexedDB: IDBFactory | undefined, now: () => number,
 * }} Options
 */

/**
 * A project as one page has it: what it shows, what of that is on disk, and how the two come together.
 *
 * Events: `change` (the document came from elsewhere; `detail.source`), `status`, `conflict` (`detail` has the places),
 * `news` (what others did to it), and `seen` after anything that a page may want to show anew, also an edit of its own.
 */
export class Project extends Standing {
  #copy;
  #exchange;

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
    this.cache = new Cache(cacheName(id, server.url), server.client, options.storage, options.indexedDB);
    this.#copy = new WorkingCopy(options.document);
    this.sending = new Sending(id, server);
    this.leftBehind = new LeftBehind(this.cache, this.sending);
    this.#exchange = new Exchange(this, this.#copy);
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
    const newest = await this.leftBehind.newest(edits);
    if (newest) this.#takeOver(newest);
    else if (shared) this.#exchange.show(shared, shared.baseEtag, "cache");
    this.live = new Live(this.server, (news) => this.#hear(news));
    const { signal } = this.live;
    for (const [event, act] of /** @type {const} */ ([["pagehide", "leave"], ["online", "wake"]])) {
      globalThis.addEventListener?.(event, () => this.#exchange[act](), { signal });
    }
    const first = this.#exchange.reconcile();
    if (!newest && !shared) await first;
  }

  /**
   * Change the document. It is in the browser's cache when this returns, and on its way to the disk after the autosave
   * delay, together with what else was changed until then.
   * @param {(document: any) => void} change changes the document; what it returns does not matter
   */
  update(change) {
    const { due } = this.#exchange;
    if (due.isOver) throw new HoldfastError({ code: "closed", detail: "the project was closed" });
    if (!this.#copy.edit(change, this.options.now())) return;
    void this.#exchange.keep();
    this.tell("seen");
    if (this.status === "saved") this.say("idle");
    if (this.status !== "conflict" && !due.timer) due.in(this.options.autosaveDelay);
  }

  /**
   * Save what is not saved yet, now; a project that is gone is made again. Resolves when it is on disk, and rejects if it
   * could not be brought there.
   */
  async save() {
    if (this.isGone) this.#copy.touch(this.options.now());
    this.#exchange.asked.revives = true;
    await this.#exchange.all();
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
    await this.#exchange.pull("restore");
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
   * Decide a conflict: by a word, or value by value with the document that is to be.
   *
   * That document takes the place of the version that the conflict names; what was changed since is merged.
   * @param {"mine" | "theirs" | "newest" | "both" | Record<string, any>} choice
   */
  async resolve(choice) {
    await this.#exchange.rest();
    const { conflict } = this;
    if (typeof choice !== "string") {
      if (!conflict) throw new HoldfastError({ code: "no_conflict", detail: "no conflict" });
      this.#copy.replace(choice, conflict, this.options.now());
      void this.#exchange.keep();
    } else if (conflict) this.#exchange.asked.policy = choice;
    if (conflict) this.say("idle", null, { conflict: null });
    await this.save();
  }

  /** Save what is left, and stop. What cannot be saved stays in the cache for the next time. */
  async close() {
    this.#exchange.due.isOver = true;
    this.live?.close();
    registry.remove(this);
    if (this.status !== "conflict") await this.#exchange.all().catch(() => undefined);
    await this.cache.written;
    this.leftBehind.leave();
  }

  /** @param {News} news */
  #hear(news) {
    if (news.type === "up") return this.#exchange.wake();
    const { event } = news;
    if (event.id !== this.id) return;
    if (event.source !== this.server.client) this.tell("news", event);
    this.#exchange.hear(event.etag);
  }

  /** @param {Found} found */
  #takeOver({ key, entry }) {
    this.#copy.takeEdit(entry);
    void this.#exchange.keep().then((isKept) => isKept && this.cache.forget(key));
    this.tell("change", { source: "cache" });
  }
}

/**
 * @param {string} id
 * @param {string} url
 */
function cacheName(id, url) {
  return url === globalThis.location?.origin ? id : `${url.split("//")[1]}/${id}`;
}
