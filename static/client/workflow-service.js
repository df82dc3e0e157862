import { environment } from "./environment.js";
import { KeyedStorage } from "./keyed-storage.js";
import { LocalCopies } from "./local-copies.js";
import { PageStorage } from "./page-storage.js";
import { SESSION_KEYS, SessionKeys, isTextKey } from "./session-keys.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { StorageCallbacks } from "./write-queue.js"
 */

/** @typedef {Partial<Environment> & StorageCallbacks} StorageOptions */

/**
 * The storage of a workflow, in place of localStorage: the register's keys are sections of the session of an order, any
 * other key is a member of the project `workflow-<order>`.
 */
export class WorkflowStorageService {
  #session;
  #remote;
  /** @type {PageStorage | null} */
  #others = null;
  isInitialized = false;

  /**
   * @param {string | number} projectId the archive order
   * @param {string | number | null} [userId] whose session; without one, that of the one operator
   * @param {StorageOptions} [options] what to use instead of the browser's, and what to call
   */
  constructor(projectId, userId = null, options = {}) {
    if (projectId === undefined || projectId === null || projectId === "") {
      throw new TypeError("WorkflowStorageService needs the id of a project");
    }
    this.projectId = projectId;
    this.userId = userId;
    this.options = options;
    this.env = environment(options);
    this.#remote = new SessionKeys(this.env, projectId, userId === null ? "" : String(userId));
    const copies = new LocalCopies(this.env, this.#remote.name, { plainKeys: SESSION_KEYS, isText: isTextKey });
    this.#session = new KeyedStorage(this.#remote, copies, this.env, options);
  }

  /** The session; null while the server has not given one, and values are kept in this browser. */
  get sessionId() {
    return this.#remote.sessionId;
  }

  /** Milliseconds after which a value is written to the server. */
  get writeDebounceMs() {
    return this.#session.queue.writeDebounceMs;
  }

  set writeDebounceMs(wait) {
    this.#session.queue.writeDebounceMs = wait;
  }

  /** Milliseconds for which a value is answered without asking the server. */
  get cacheTimeout() {
    return this.#session.cacheTimeout;
  }

  set cacheTimeout(time) {
    this.#session.cacheTimeout = time;
  }

  /** Attempts for each write. After them it waits until the server is there again. */
  get retryAttempts() {
    return this.#session.queue.retryAttempts;
  }

  set retryAttempts(attempts) {
    this.#session.queue.retryAttempts = attempts;
  }

  /** What was last heard of, by key: `{value, timestamp}`. */
  get cache() {
    return this.#session.cache;
  }

  /** Keys of what the server has not confirmed; null: that everything was cleared. */
  get unsent() {
    return [...this.#session.queue.keys, ...(this.#others?.unsent ?? [])];
  }

  /** Open the session. It does not fail: without a server the values of this browser are used, until there is one. */
  async initialize() {
    await this.#session.open();
    if (!this.isInitialized && this.sessionId) {
      this.env.console.log("[StorageService] Initialized with session:", this.sessionId);
    }
    this.isInitialized = true;
  }

  /**
   * Keep a value as it is now; the server gets it after the delay.
   * @param {string} key
   * @param {unknown} value
   */
  async setItem(key, value) {
    await this.#placeOf(key).setItem(key, value);
  }

  /**
   * Return a value; null if there is none.
   * @param {string} key
   * @returns {Promise<any>}
   */
  async getItem(key) {
    return this.#placeOf(key).getItem(key);
  }

  /** @param {string} key */
  async removeItem(key) {
    await this.#placeOf(key).removeItem(key);
  }

  /** Remove all values but how the pages look (`ui_preferences`). What the session held is kept as a version. */
  async clear() {
    await Promise.all([this.#session.clear(), this.#otherValues().clear()]);
  }

  /** Send what was not sent, and say whether the server has everything now. */
  async flush() {
    const done = await Promise.all([this.#session.flush(), this.#others?.flush() ?? true]);
    return done.every(Boolean);
  }

  /** End its timers. What was not sent is sent by the next page. */
  close() {
    this.#session.close();
    this.#others?.close();
  }

  /** @param {string} key */
  #placeOf(key) {
    return SESSION_KEYS.includes(key) ? this.#session : this.#otherValues();
  }

  #otherValues() {
    this.#others ??= new PageStorage(this.#otherProject(), this.options);
    return this.#others;
  }

  /** An id may hold small letters, digits, _ and -, at most 64. */
  #otherProject() {
    const whole = ["workflow", this.projectId, this.userId ?? ""].filter((part) => part !== "").join("-");
    return whole.toLowerCase().replaceAll(/[^a-z0-9_-]/gu, "-").slice(0, 64);
  }
}
