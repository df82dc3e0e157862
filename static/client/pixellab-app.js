import { sendJson } from "./requests.js";

/** @import { StateManager } from "./pixellab-state.js" */

const REFRESH = 60_000;

/** @typedef {{status: "ok" | "warn" | "error", message: string}} Finding */

/** What the console of the pixel-art dashboard offers under the name `app`. */
export class Application {
  /** @type {unknown} */
  #timer = null;

  /** @param {StateManager} state */
  constructor(state) {
    this.state = state;
    this.initialized = false;
  }

  /** Show what the browser holds, then what the server has, and look after the server once a minute. */
  async init() {
    this.state.loadFromStorage();
    await Promise.all([this.state.ready, this.refreshDiagnostics()]);
    this.#again();
    this.initialized = true;
  }

  /** Return jobs, diagnostics, settings and counts. */
  getState() {
    return this.state.getState();
  }

  /** Return counts, and seconds that completed jobs took, to two decimals. */
  getMetrics() {
    const { jobs, stats } = this.state.getState();
    const done = jobs.filter((job) => job["status"] === "success");
    const seconds = done.reduce((sum, job) => sum + (Number(job["duration"]) || 0), 0);
    return { ...stats, totalDuration: rounded(seconds), avgDuration: rounded(seconds / (done.length || 1)) };
  }

  /** Remove all jobs, here and on the server, where the version before is kept. */
  async clearHistory() {
    await this.state.clearAllJobs();
  }

  /** Ask the server how it is. */
  async refreshDiagnostics() {
    this.state.updateDiagnostics(await this.#diagnostics());
  }

  /** End its timers. */
  close() {
    this.state.env.clearTimeout(this.#timer);
    this.state.close();
  }

  #again() {
    this.#timer = this.state.env.setTimeout(() => {
      void this.refreshDiagnostics();
      this.#again();
    }, REFRESH);
  }

  /** @returns {Promise<{server: Finding, api: Finding, balance: Finding, lastChecked: Date | null}>} */
  async #diagnostics() {
    try {
      const health = await sendJson(this.state.env, "/health");
      return {
        server: health.status === "ok" ? { status: "ok", message: "Online" } : { status: "error", message: "Offline" },
        api: health.api_key_detected ? { status: "ok", message: "Detected" } : { status: "error", message: "Missing" },
        balance: balanceOf(health.balance),
        lastChecked: new Date(this.state.env.now()),
      };
    } catch {
      return {
        server: { status: "error", message: "Offline" },
        api: { status: "warn", message: "Unknown" },
        balance: { status: "warn", message: "Unavailable" },
        lastChecked: null,
      };
    }
  }
}

/**
 * @param {{status?: string, usd?: number, message?: string} | undefined} balance
 * @returns {Finding}
 */
function balanceOf(balance) {
  if (balance?.status === "ok") return { status: "ok", message: `$${Number(balance.usd ?? 0).toFixed(2)}` };
  if (balance?.status === "missing") return { status: "warn", message: "No key" };
  return { status: "warn", message: balance?.message ?? "Unavailable" };
}

/** @param {number} seconds */
function rounded(seconds) {
  return Math.round(seconds * 100) / 100;
}
