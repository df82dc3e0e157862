import { ServerError } from "./requests.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { LocalCopies } from "./local-copies.js"
 */

/**
 * Where values are kept: what a server must be able to do. Each method throws if it did not.
 * @typedef {object} Remote
 * @property {string} name what tells this store from others
 * @property {string[] | null} cleared keys that `clear` clears; null: all
 * @property {(copies: LocalCopies) => Promise<{values: Map<string, string>, toSend: Map<string, string>}>} load
 *   every value as JSON text, and values of this browser that the server has to get
 * @property {(key: string, text: string | null, leaving?: boolean) => Promise<void>} write
 *   puts one value; null removes it
 * @property {() => Promise<void>} clear removes the values that can be cleared
 */

/**
 * @typedef {object} StorageCallbacks
 * @property {(key: string | null) => void} [onSaved] the server has a value (null: it is cleared)
 * @property {(key: string | null, error: unknown) => void} [onUnsaved] the attempts are used up; it stays in this browser
 */

/** An edit that the server has not confirmed. */
class Unsent {
  edits = 0;
  attempts = 0;
  refused = false;
  /** @type {unknown} */
  timer = null;
  /** @type {Promise<void> | null} the attempt that is under way */
  flight = null;
  /** @type {string | null | undefined} undefined: noted by an earlier page, or by another tab */
  text = undefined;
}

/** What browsers let a page send while it is being left. */
const LEAVING_CHARACTERS = 20_000;

/**
 * The edits that the server has not confirmed: each is sent after a delay, tried some times, and kept until it arrives.
 *
 * The key null stands for the clearing of everything; what was written after it waits for it.
 */
export class WriteQueue {
  writeDebounceMs = 500;
  retryAttempts = 3;
  /** @type {Map<string | null, Unsent>} */
  #unsent = new Map();
  #isPaused = true;
  #isClosed = false;

  /**
   * @param {Remote} remote
   * @param {LocalCopies} copies
   * @param {Environment} env
   * @param {Required<StorageCallbacks> & {onAway: (error: unknown) => void}} callbacks
   */
  constructor(remote, copies, env, callbacks) {
    this.remote = remote;
    this.copies = copies;
    this.env = env;
    this.callbacks = callbacks;
  }

  /** Keys that are to be sent. */
  get keys() {
    return [...this.#unsent.keys()];
  }

  /** @param {string | null} key */
  has(key) {
    return this.#unsent.has(key);
  }

  /** Take on what other pages noted and did not send yet: they may be closed by now. */
  async adopt() {
    for (const { key } of await this.copies.notes()) if (!this.has(key)) this.#unsent.set(key, new Unsent());
  }

  /**
   * Send this after the delay, in place of what was to be sent for its key.
   * @param {string | null} key
   * @param {string | null} text null removes
   */
  add(key, text) {
    const entry = this.#unsent.get(key) ?? new Unsent();
    this.#unsent.set(key, entry);
    entry.text = text;
    entry.edits += 1;
    entry.attempts = 0;
    entry.refused = false;
    this.#arm(key, entry, this.writeDebounceMs);
  }

  /**
   * Forget what was to be sent, and clear instead.
   * @param {(key: string) => boolean} goes
   */
  clear(goes) {
    for (const key of this.keys) if (key !== null && goes(key)) this.#forget(key);
    this.add(null, null);
  }

  /**
   * Another tab has written, and sends that itself: what is older here must not come after it.
   * @param {{key: string | null, text?: string | null}} note
   * @param {(key: string) => boolean} goes
   */
  follow({ key, text }, goes) {
    const entry = this.#unsent.get(key);
    if (key !== null && entry) entry.text = text;
    if (key === null) for (const older of this.keys) if (older !== null && goes(older)) this.#forget(older);
  }

  /** Send nothing until `resume` is called: the server is away. */
  pause() {
    this.#isPaused = true;
    for (const entry of this.#unsent.values()) entry.attempts = 0;
  }

  /** Send all that waits for nothing but the server. */
  resume() {
    this.#isPaused = false;
    for (const [key, entry] of this.#unsent) if (entry.timer === null && !entry.refused) void this.send(key);
  }

  /** Send everything now, and say whether the server has it all. */
  async flush() {
    await this.send(null);
    await Promise.all(this.keys.map((key) => this.send(key)));
    return this.#unsent.size === 0;
  }

  /**
   * Make one attempt now, or wait for the one that is under way.
   * @param {string | null} key
   * @returns {Promise<void>}
   */
  async send(key) {
    const entry = this.#unsent.get(key);
    const waits = key !== null && this.has(null);
    if (!entry || waits || this.#isPaused || this.#isClosed) return undefined;
    if (entry.flight) return entry.flight;
    this.env.clearTimeout(entry.timer);
    entry.timer = null;
    entry.flight = this.#attempt(key, entry);
    return entry.flight;
  }

  /** The page is being left: try to send what waits for its delay. Its note stays, since nobody hears the answer. */
  leave() {
    if (this.#isPaused || this.has(null)) return;
    for (const [key, { text, flight, timer }] of this.#unsent) {
      if (key === null || text === undefined || flight !== null || timer === null) continue;
      if ((text?.length ?? 0) < LEAVING_CHARACTERS) this.remote.write(key, text, true).catch(() => undefined);
    }
  }

  close() {
    this.#isClosed = true;
    for (const { timer } of this.#unsent.values()) this.env.clearTimeout(timer);
  }

  /**
   * @param {string | null} key
   * @param {Unsent} entry
   * @param {number} wait
   */
  #arm(key, entry, wait) {
    this.env.clearTimeout(entry.timer);
    entry.timer = this.env.setTimeout(() => {
      entry.timer = null;
      void this.send(key);
    }, wait);
  }

  /** @param {string} key */
  #forget(key) {
    this.env.clearTimeout(this.#unsent.get(key)?.timer);
    this.#unsent.delete(key);
  }

  /**
   * @param {string | null} key
   * @param {Unsent} entry
   */
  async #attempt(key, entry) {
    const { edits } = entry;
    /** @type {unknown[]} */
    const failures = [];
    try {
      await this.env.lock(this.#lockOf(), () => this.#write(key, entry));
    } catch (error) {
      failures.push(error);
    }
    entry.flight = null;
    if (this.#unsent.get(key) !== entry) return;
    if (failures.length > 0) this.#failed(key, entry, edits, failures[0]);
    else if (entry.edits === edits) this.#confirmed(key);
    else if (entry.timer === null) void this.send(key);
  }

  /** One for all keys: a value must not overtake the clearing, nor an older value a newer one of another tab. */
  #lockOf() {
    return `holdfast:${this.remote.name}`;
  }

  /**
   * Write what is newest in this browser, whichever tab it is from. Where no note is left, another tab has done it.
   * @param {string | null} key
   * @param {Unsent} entry
   */
  async #write(key, entry) {
    if (this.#unsent.get(key) !== entry) return;
    const notes = await this.copies.notes();
    const clearing = notes.filter((note) => note.key === null);
    if (clearing.length > 0) {
      await this.remote.clear();
      await this.copies.confirm(clearing);
    }
    if (key === null) return;
    const mine = notes.filter((note) => note.key === key);
    if (mine.length > 0) {
      await this.remote.write(key, await this.copies.read(key));
      await this.copies.confirm(mine);
    } else if (entry.text !== undefined && (await this.copies.isWiped())) await this.remote.write(key, entry.text);
  }

  /** @param {string | null} key */
  #confirmed(key) {
    this.#unsent.delete(key);
    if (key !== null) this.env.console.log(`[StorageService] Successfully wrote ${key} to backend`);
    this.callbacks.onSaved(key);
    if (key === null) this.resume();
  }

  /**
   * @param {string | null} key
   * @param {Unsent} entry
   * @param {number} edits how many there were when this attempt began
   * @param {unknown} error
   */
  #failed(key, entry, edits, error) {
    entry.attempts += 1;
    this.env.console.error(`[StorageService] Write attempt ${entry.attempts} failed:`, error);
    if (entry.timer !== null || this.#isClosed) return;
    const mayPass = !(error instanceof ServerError) || error.mayPass;
    if (entry.edits !== edits) this.#arm(key, entry, 0);
    else if (mayPass && entry.attempts < this.retryAttempts) this.#arm(key, entry, 2 ** entry.attempts * 1000);
    else this.#gaveUp(key, entry, error, mayPass);
  }

  /**
   * @param {string | null} key
   * @param {Unsent} entry
   * @param {unknown} error
   * @param {boolean} mayPass
   */
  #gaveUp(key, entry, error, mayPass) {
    const what = key ?? "the clearing";
    this.env.console.error(`[StorageService] Failed to write ${what} after ${entry.attempts} attempts`);
    entry.refused = !mayPass;
    this.callbacks.onUnsaved(key, error);
    if (mayPass) this.callbacks.onAway(error);
  }
}
