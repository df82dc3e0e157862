import { jobsOf } from "./jobs.js";
import { metricsOf } from "./metrics.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { JobActs } from "./job-acts.js"
 * @import { JobList } from "./job-list.js"
 */

/** @typedef {{status: "ok" | "warn" | "error", message: string}} Finding */

const NAMES = /** @type {const} */ (["app", "state"]);
const PATIENCE = 5000;
const CHECKING = /** @type {Finding} */ ({ status: "warn", message: "Checking..." });

/**
 * Offer what the console of the generator's own dashboard has: `app` and `state`, on the project that is open here.
 * @param {Record<string, any>} target the page's global object
 * @param {{project: OpenProject, list: JobList, acts: JobActs}} tools
 * @returns {() => void} takes the names away
 */
export function offerConsoleNames(target, tools) {
  const before = NAMES.map((name) => Object.getOwnPropertyDescriptor(target, name));
  const state = new ConsoleState(tools);
  const app = new ConsoleApp(state, tools);
  for (const [name, value] of Object.entries({ app, state })) Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => NAMES.forEach((name, at) => {
    if (before[at]) Object.defineProperty(target, name, before[at]);
    else delete target[name];
  });
}

class ConsoleApp {
  #tools;

  /**
   * @param {ConsoleState} state
   * @param {{project: OpenProject, acts: JobActs}} tools
   */
  constructor(state, tools) {
    this.state = state;
    this.#tools = tools;
  }

  /** Return jobs, diagnostics, settings and counts. */
  getState() {
    return this.state.getState();
  }

  /** Return counts, and seconds that completed jobs took, to two decimals. */
  getMetrics() {
    return this.state.metrics();
  }

  /** Remove all jobs, which can be taken back, and save that. */
  async clearHistory() {
    this.#tools.acts.clear();
    await this.#tools.project.save();
  }

  /** Ask the server how it is. */
  async refreshDiagnostics() {
    this.state.diagnostics = await diagnosticsOf(this.#tools.project);
  }
}

class ConsoleState {
  /** @type {{server: Finding, api: Finding, balance: Finding, lastChecked: Date | null}} */
  diagnostics = { server: CHECKING, api: CHECKING, balance: CHECKING, lastChecked: null };
  #tools;

  /** @param {{project: OpenProject, list: JobList}} tools */
  constructor(tools) {
    this.#tools = tools;
  }

  /** The jobs as they stand in the document; what is changed in them is saved by `saveToStorage()`. */
  get jobs() {
    return jobsOf(this.#tools.project.document);
  }

  getState() {
    const { total, running, completed, failed } = this.metrics();
    const config = { maxParallelJobs: 3, serverUrl: this.#tools.project.connection.server.url };
    return { jobs: this.jobs, diagnostics: this.diagnostics, config, stats: { total, running, completed, failed } };
  }

  metrics() {
    return metricsOf(this.#tools.list.index.value?.rows ?? []);
  }

  /** Return the jobs that the browser holds; they are shown already. */
  loadFromStorage() {
    return { jobs: this.jobs, lastJobId: this.#tools.project.document?.lastJobId ?? 1 };
  }

  /** Bring what is here and what the server has together. */
  async loadFromServer() {
    this.saveToLocalStorage();
    await untilCurrent(this.#tools.project).catch(() => undefined);
  }

  /** Keep in the browser what was changed in the jobs. */
  saveToLocalStorage() {
    this.#tools.project.edit(() => undefined);
  }

  /** Keep in the browser what was changed in the jobs, and save it. */
  async saveToStorage() {
    this.saveToLocalStorage();
    await this.#tools.project.save();
  }
}

/**
 * Save what is not saved, and wait until the version on disk is shown; the project follows it by itself.
 * @param {OpenProject} project
 */
async function untilCurrent(project) {
  await project.save();
  const answer = await project.connection.ask(project.path, { method: "HEAD" });
  const etag = (answer.headers.get("ETag") ?? "").replaceAll(/^W\/|"/gu, "");
  for (const end = Date.now() + PATIENCE; project.onDisk.etag !== etag && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {OpenProject} project */
async function diagnosticsOf({ connection }) {
  await connection.look();
  const { value: standing } = connection.standing;
  const health = /** @type {Record<string, any> | null} */ (connection.health.value);
  if (standing !== "up" || !health) {
    const unknown = /** @type {Finding} */ ({ status: "warn", message: "Unknown" });
    return { server: finding("error", "Offline"), api: unknown, balance: finding("warn", "Unavailable"), lastChecked: null };
  }
  return {
    server: finding("ok", "Online"),
    api: health["api_key_detected"] ? finding("ok", "Detected") : finding("error", "Missing"),
    balance: balanceOf(health["balance"]),
    lastChecked: new Date(),
  };
}

/**
 * @param {{status?: string, usd?: number, message?: string} | undefined} balance
 * @returns {Finding}
 */
function balanceOf(balance) {
  if (balance?.status === "ok") return finding("ok", `$${Number(balance.usd ?? 0).toFixed(2)}`);
  return finding("warn", balance?.status === "missing" ? "No key" : (balance?.message ?? "Unavailable"));
}

/**
 * @param {Finding["status"]} status
 * @param {string} message
 * @returns {Finding}
 */
function finding(status, message) {
  return { status, message };
}
