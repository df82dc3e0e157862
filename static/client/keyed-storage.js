import { WriteQueue } from "./write-queue.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { LocalCopies } from "./local-copies.js"
 * @import { Remote, StorageCallbacks } from "./write-queue.js"
 */

/** A value as it was last heard of. */
class Held {
  /**
   * @param {string} text
   * @param {number} timestamp
   */
  constructor(text, timestamp) {
    this.text = text;
    this.timestamp = timestamp;
  }

  /** A copy of its own for everybody who asks, as from localStorage. */
  get value() {
    return JSON.parse(this.text);
  }
}

/** Seconds after which a server that is away is asked for again; the last one for ever. */
const PROBES = [5, 10, 20, 30];

/**
 * Values under keys, kept on a server: answered from a cache, written after a delay, and never forgotten before the
 * server has answered. While it is away the values of this browser count, and it is asked again until it is back.
 */
export class KeyedStorage {
  cacheTimeout = 30_000;
  isConnected = false;
  /** @type {Map<string, Held>} */
  cache = new Map();
  /** @type {Set<string | null>} keys that changed here while values were being loaded */
  #touched = new Set();
  /** @type {Promise<void> | null} */
  #opening = null;
  /** @type {Promise<void> | null} */
  #loading = null;
  #loadedAt = -Infinity;
  /** @type {Map<string | null, number>} */
  #writtenAt = new Map();
  #probes = 0;
  /** @type {unknown} */
  #probe = null;
  #ended = new AbortController();

  /**
   * @param {Remote} remote
   * @param {LocalCopies} copies
   * @param {Environment} env
   * @param {StorageCallbacks} [callbacks]
   */
  constructor(remote, copies, env, callbacks = {}) {
    this.remote = remote;
    this.copies = copies;
    this.env = env;
    this.queue = new WriteQueue(remote, copies, env, {
      onSaved: (key) => this.#saved(key, callbacks),
      onUnsaved: (key, error) => callbacks.onUnsaved?.(key, error),
      onAway: (error) => this.#lost(error),
    });
    this.#listen();
  }

  /** Load everything, or find that the server is away. */
  open() {
    this.#opening ??= this.#load();
    return this.#opening;
  }

  /**
   * Return a value, not older than the cache allows; null if there is none.
   * @param {string} key
   * @returns {Promise<any>}
   */
  async getItem(key) {
    await this.open();
    if (this.isConnected && !this.#isFresh(key)) await this.#load();
    const held = this.cache.get(key);
    if (held) return held.value;
    if (this.isConnected && !this.queue.has(key)) return null;
    return JSON.parse((await this.copies.read(key)) ?? "null");
  }

  /**
   * Keep a value as it is now. The promise is kept when this browser has it; the server gets it after the delay.
   * @param {string} key
   * @param {unknown} value
   */
  async setItem(key, value) {
    const text = JSON.stringify(value) ?? "null";
    await this.#put(key, text === "null" ? null : text);
  }

  /** @param {string} key */
  async removeItem(key) {
    await this.#put(key, null);
  }

  /** Remove every value that can be cleared, here at once and on the server, or there as soon as it is back. */
  async clear() {
    this.#uncacheCleared();
    this.#touched.add(null);
    this.#writtenAt.set(null, this.env.now());
    const kept = this.copies.clear(this.remote.cleared);
    this.queue.clear(this.#goes);
    await Promise.all([kept, this.open()]);
    await this.queue.send(null);
  }

  /**
   * Send what this page and others did not send, without waiting for the delay, and say whether the server has it all now.
   */
  async flush() {
    await this.open();
    await this.queue.adopt();
    if (!this.isConnected) await this.#load();
    return this.queue.flush();
  }

  /** Stop: no timer runs any more. What was not sent is noted, and sent by the next page. */
  close() {
    this.#ended.abort();
    this.env.clearTimeout(this.#probe);
    this.queue.close();
  }

  /**
   * @param {string} key
   * @param {string | null} text
   */
  async #put(key, text) {
    if (text === null) this.cache.delete(key);
    else this.cache.set(key, new Held(text, this.env.now()));
    this.#touched.add(key);
    this.#writtenAt.set(key, this.env.now());
    const kept = this.copies.write(key, text);
    this.queue.add(key, text);
    await Promise.all([kept, this.open()]);
  }

  #load() {
    this.#loading ??= this.#loadNow().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #loadNow() {
    await this.queue.adopt();
    const busy = new Set(this.queue.keys);
    this.#touched.clear();
    const isBusy = (/** @type {string | null} */ key) => busy.has(key) || this.#touched.has(key);
    try {
      const { values, toSend } = await this.remote.load(this.copies);
      for (const [key, text] of toSend) if (!this.queue.has(key)) void this.#put(key, text);
      await this.#take(values, (key) => isBusy(key) || isBusy(null));
    } catch (error) {
      const what = this.#loadedAt === -Infinity ? "Initialization" : "Loading";
      if (this.isConnected || this.#probes === 0) this.env.console.error(`[StorageService] ${what} failed:`, error);
      this.#lost(error);
      return;
    }
    this.isConnected = true;
    this.queue.resume();
  }

  /**
   * Take over what the server has, except what is newer here.
   * @param {Map<string, string>} values
   * @param {(key: string) => boolean} isNewerHere
   */
  async #take(values, isNewerHere) {
    const now = this.env.now();
    // A section that is empty and one that is not there look alike on some servers.
    const isGone = (/** @type {string} */ key) => !values.has(key) && this.cache.get(key)?.text !== "{}";
    const gone = [...this.cache.keys()].filter(isGone).map((key) => /** @type {const} */ ([key, null]));
    for (const [key, text] of [...values, ...gone]) {
      if (isNewerHere(key)) continue;
      if (text === null) this.cache.delete(key);
      else this.cache.set(key, new Held(text, now));
      await this.copies.mirror(key, text, () => isNewerHere(key));
    }
    this.#loadedAt = now;
  }

  /** @param {string} key */
  #isFresh(key) {
    if (this.queue.has(key) || this.queue.has(null)) return true;
    return this.env.now() - (this.cache.get(key)?.timestamp ?? this.#loadedAt) < this.cacheTimeout;
  }

  /**
   * @param {string | null} key
   * @param {StorageCallbacks} callbacks
   */
  #saved(key, callbacks) {
    this.#probes = 0;
    // What an earlier page or another tab wrote was never in this cache.
    if (key === null || !this.cache.has(key)) this.#loadedAt = -Infinity;
    callbacks.onSaved?.(key);
  }

  /**
   * The server is away: ask for it now and then, for as long as the page is open.
   * @param {unknown} _error
   */
  #lost(_error) {
    this.isConnected = false;
    this.queue.pause();
    if (this.#probe !== null || this.#ended.signal.aborted) return;
    const wait = PROBES[Math.min(this.#probes, PROBES.length - 1)] ?? 30;
    this.#probes += 1;
    this.#probe = this.env.setTimeout(() => this.#ask(), wait * 1000);
  }

  #ask() {
    this.env.clearTimeout(this.#probe);
    this.#probe = null;
    void this.#load();
  }

  #listen() {
    const { events } = this.env;
    const { signal } = this.#ended;
    events?.addEventListener("storage", (event) => this.#heard(/** @type {StorageEvent} */ (event)), { signal });
    events?.addEventListener("online", () => this.#ask(), { signal });
    events?.addEventListener("pagehide", () => this.queue.leave(), { signal });
  }

  /**
   * Another tab of this browser has written: what it wrote is newer than what this one still has to send.
   * @param {StorageEvent} event
   */
  #heard(event) {
    const note = this.copies.heard(event);
    if (!note || (this.#writtenAt.get(note.key) ?? -Infinity) > note.at) return;
    this.#touched.add(note.key);
    this.queue.follow(note, this.#goes);
    if (note.key === null) this.#uncacheCleared();
    else if (typeof note.text === "string") this.cache.set(note.key, new Held(note.text, this.env.now()));
    else this.cache.delete(note.key);
  }

  /** @param {string} key */
  #goes = (key) => this.remote.cleared === null || this.remote.cleared.includes(key);

  #uncacheCleared() {
    for (const key of [...this.cache.keys()].filter(this.#goes)) this.cache.delete(key);
  }
}
