import { environment } from "./environment.js";
import { JobCache } from "./job-cache.js";
import { areNamed, isChanged, marksOf, mergeJobs } from "./job-merge.js";
import { Listeners } from "./listeners.js";
import { sendJson } from "./requests.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { Held } from "./job-cache.js"
 * @import { Job, Marks } from "./job-merge.js"
 */

const RETRIES = [2, 4, 8, 15, 30];
const CHECKING = { status: "warn", message: "Checking..." };

/**
 * The jobs of the pixel-art dashboard: in the browser at once, and on the server as soon as it answers.
 *
 * Events: `jobs:restored`, `job:added`, `job:updated`, `job:removed`, `jobs:cleared`, `stats:updated`,
 * `diagnostics:updated`, `config:updated` and `state:updated`.
 */
export class StateManager extends Listeners {
  STORAGE_KEY = "pixellab_jobs_v1";
  /** Number of the next job. */
  jobIdCounter = 1;
  /** Kept when what the browser holds and what the server has are put together. */
  ready = Promise.resolve();
  /** @type {Marks} */
  #base = {};
  /** @type {Marks} the jobs as they stood in localStorage when this tab last wrote or heard of them */
  #cached = {};
  #ended = new AbortController();
  #failures = 0;
  /** @type {unknown} */
  #retry = null;
  #cache;

  /**
   * @param {Partial<Environment> & {project?: string}} [options] `project`: id of the history, if it is not `job_history`
   */
  constructor(options = {}) {
    super();
    this.env = environment(options);
    this.query = options.project ? `?project=${encodeURIComponent(options.project)}` : "";
    this.#cache = new JobCache(this.env, this.STORAGE_KEY);
    this.state = {
      /** @type {Job[]} */
      jobs: [],
      /** @type {Record<string, any>} */
      diagnostics: { server: CHECKING, api: CHECKING, balance: CHECKING, lastChecked: null },
      /** @type {Record<string, any>} */
      config: { maxParallelJobs: 3, serverUrl: this.env.server },
      stats: { total: 0, running: 0, completed: 0, failed: 0 },
    };
    const { signal } = this.#ended;
    this.env.events?.addEventListener("storage", (event) => this.#heard(/** @type {StorageEvent} */ (event)), { signal });
    this.env.events?.addEventListener("online", () => void this.#sync(false), { signal });
  }

  /** Show the jobs that the browser holds, and begin to load those of the server (`ready`). */
  loadFromStorage() {
    const held = this.#cache.near();
    if (held) this.#show(held);
    this.ready = this.#completed(held);
    return { jobs: this.state.jobs, lastJobId: this.jobIdCounter };
  }

  /** Load the jobs of the server, put those with them that it does not have yet, and send these. */
  async loadFromServer() {
    await this.#sync(false);
  }

  /** Keep the jobs in the browser only. */
  saveToLocalStorage() {
    this.#cached = marksOf(this.state.jobs);
    this.#cache.keep({ jobs: this.state.jobs, lastJobId: this.jobIdCounter, base: this.#base });
  }

  /** Keep the jobs in the browser at once, and on the server. */
  async saveToStorage() {
    this.saveToLocalStorage();
    await this.#sync(true);
  }

  getNextJobId() {
    this.jobIdCounter += 1;
    return `job-${this.jobIdCounter - 1}`;
  }

  /** @param {Job} job */
  addJob(job) {
    this.state.jobs.push(job);
    return this.#changed("job:added", job);
  }

  /**
   * @param {string} jobId
   * @param {Partial<Job>} updates
   */
  async updateJob(jobId, updates) {
    const job = this.getJob(jobId);
    if (!job) return;
    Object.assign(job, updates);
    await this.#changed("job:updated", job);
  }

  /** @param {string} jobId */
  async removeJob(jobId) {
    const job = this.getJob(jobId);
    if (!job) return;
    this.state.jobs = this.state.jobs.filter((found) => found !== job);
    await this.#changed("job:removed", job);
  }

  clearAllJobs() {
    this.state.jobs = [];
    return this.#changed("jobs:cleared");
  }

  /** @param {string} jobId */
  getJob(jobId) {
    return this.state.jobs.find((job) => job.id === jobId);
  }

  /** @param {string} status */
  getJobsByStatus(status) {
    return this.state.jobs.filter((job) => job["status"] === status);
  }

  /** @param {Record<string, unknown>} diagnostics */
  updateDiagnostics(diagnostics) {
    this.state.diagnostics = { ...this.state.diagnostics, ...diagnostics };
    this.emit("diagnostics:updated", this.state.diagnostics);
    this.emit("state:updated", this.state);
  }

  updateStats() {
    const count = (/** @type {string} */ status) => this.getJobsByStatus(status).length;
    const total = this.state.jobs.length;
    this.state.stats = { total, running: count("running"), completed: count("success"), failed: count("error") };
    this.emit("stats:updated", this.state.stats);
  }

  getState() {
    return this.state;
  }

  /** @param {string} key */
  getConfig(key) {
    return this.state.config[key];
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  setConfig(key, value) {
    this.state.config[key] = value;
    if (key === "serverUrl") this.env.server = String(value);
    this.emit("config:updated", { key, value });
  }

  /** End its timers. */
  close() {
    this.#ended.abort();
    this.env.clearTimeout(this.#retry);
  }

  /**
   * @param {string} event
   * @param {Job} [job]
   */
  #changed(event, job) {
    this.updateStats();
    const saved = this.saveToStorage();
    this.emit(event, job);
    this.emit("state:updated", this.state);
    return saved;
  }

  /**
   * Load what localStorage had no room for, and then what the server has.
   * @param {Held | null} held
   */
  async #completed(held) {
    const more = held ? null : await this.#cache.far();
    if (more && this.state.jobs.length === 0) this.#show(more);
    await this.loadFromServer();
  }

  /**
   * Put together what this page and the server have, one tab at a time, and send it if the server lacks some of it.
   * @param {boolean} isSave
   */
  async #sync(isSave) {
    this.env.clearTimeout(this.#retry);
    if (this.#ended.signal.aborted) return;
    try {
      await this.env.lock("holdfast:pixellab", () => this.#exchange(isSave));
      this.#failures = 0;
    } catch (error) {
      const what = isSave ? "save jobs to" : "load jobs from";
      this.env.console.warn(`Failed to ${what} server; they are kept in this browser:`, error);
      const wait = RETRIES[Math.min(this.#failures, RETRIES.length - 1)] ?? 30;
      this.#failures += 1;
      this.#retry = this.env.setTimeout(() => void this.#sync(isSave), wait * 1000);
    }
  }

  /** @param {boolean} isSave */
  async #exchange(isSave) {
    const theirs = await sendJson(this.env, `/load-jobs${this.query}`);
    // No file is no agreement: one that was moved away must not empty the browser.
    if (theirs.savedAt === undefined && theirs.jobs.length === 0) this.#base = {};
    const mine = this.state.jobs;
    const { jobs, nextId } = this.#merged(this.#base, theirs, isSave);
    this.jobIdCounter = nextId;
    const marks = marksOf(jobs);
    if (isChanged(mine, marks)) this.#restore(jobs);
    if (isChanged(jobs, marksOf(theirs.jobs)) || (isSave && theirs.lastJobId !== nextId)) await this.#send(jobs, nextId);
    this.#base = marks;
    this.saveToLocalStorage();
  }

  /**
   * @param {Marks} base
   * @param {Held} theirs
   * @param {boolean} isSave
   */
  #merged(base, theirs, isSave) {
    const { jobs: mine } = this.state;
    const next = Math.max(this.jobIdCounter, Number(theirs.lastJobId) || 1);
    if (areNamed(mine) && areNamed(theirs.jobs)) return mergeJobs(base, mine, theirs.jobs, next);
    return { jobs: isSave ? mine : theirs.jobs, nextId: next };
  }

  /**
   * Another tab has kept its jobs in the browser: what it changed is changed here too.
   * @param {StorageEvent} event
   */
  #heard(event) {
    const held = this.#cache.heard(event);
    if (!held) return;
    const { jobs, nextId } = this.#merged(this.#cached, held, true);
    this.#cached = marksOf(held.jobs);
    this.jobIdCounter = nextId;
    if (isChanged(this.state.jobs, marksOf(jobs))) this.#restore(jobs);
  }

  /**
   * @param {Job[]} jobs
   * @param {number} lastJobId
   */
  async #send(jobs, lastJobId) {
    const body = JSON.stringify({ jobs, lastJobId });
    await sendJson(this.env, `/save-jobs${this.query}`, { method: "POST", body });
  }

  /** @param {Job[]} jobs */
  #restore(jobs) {
    this.state.jobs = jobs;
    this.updateStats();
    this.emit("jobs:restored", jobs);
    this.emit("state:updated", this.state);
  }

  /** @param {Held} held */
  #show({ jobs, lastJobId, base = {} }) {
    this.state.jobs = jobs;
    this.jobIdCounter = lastJobId || 1;
    this.#base = base;
    this.#cached = marksOf(jobs);
    this.updateStats();
  }
}
