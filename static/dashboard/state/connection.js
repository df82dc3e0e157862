import { signal } from "@preact/signals";

import { HoldfastError } from "../../client/errors.js";
import { Live } from "../../client/live.js";

/**
 * @import { Asking, Server } from "../../client/server.js"
 * @import { News } from "../../client/live.js"
 * @import { Health } from "../server-types.js"
 */

const PULSE = 15_000;
const PULSE_WHEN_AWAY = 3000;

/**
 * How the server stands, and the one way in which the state of the dashboard asks it.
 *
 * `standing` is `unknown` until it was asked first, then `up`, `away` (it does not answer) or `locked` (it wants a token).
 */
export class Connection {
  /** @type {import("@preact/signals").Signal<"unknown" | "up" | "away" | "locked">} */
  standing = signal("unknown");
  /** @type {import("@preact/signals").Signal<Health | null>} */
  health = signal(null);
  /** When the server last answered, in milliseconds. */
  answeredAt = signal(0);
  /** @type {Set<(news: News) => void>} */
  #listeners = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Server} server */
  constructor(server) {
    this.server = server;
  }

  /** Begin to listen to what happens on the server, and to look after it. */
  start() {
    this.live = new Live(this.server, (news) => {
      if (news.type === "up") void this.look();
      this.#listeners.forEach((listener) => listener(news));
    });
    addEventListener("online", () => void this.look());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.look());
    return this.look();
  }

  /**
   * Hear what happens on the server.
   * @param {(news: News) => void} listener
   * @returns {() => void} stops it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ask the server how it is, now and from then on. */
  async look() {
    clearTimeout(this.#timer);
    try {
      this.health.value = await this.json("/health");
    } catch {
      // the standing says so
    }
    const pause = this.standing.value === "away" ? PULSE_WHEN_AWAY : PULSE;
    this.#timer = setTimeout(() => (document.visibilityState === "visible" ? void this.look() : undefined), pause);
  }

  /**
   * Ask for JSON.
   * @param {string} path
   * @param {Asking} [asking]
   * @returns {Promise<any>}
   * @throws {HoldfastError}
   */
  json(path, asking) {
    return this.#noted(this.server.json(path, asking), path);
  }

  /**
   * Ask for something else than JSON.
   * @param {string} path
   * @param {Asking} [asking]
   * @throws {HoldfastError}
   */
  ask(path, asking) {
    return this.#noted(this.server.ask(path, asking), path);
  }

  /**
   * @template T
   * @param {Promise<T>} answer
   * @param {string} path
   */
  async #noted(answer, path) {
    try {
      const given = await answer;
      this.answeredAt.value = Date.now();
      // `/health` answers without a token, so it does not say that the others would.
      if (path !== "/health" || this.standing.value !== "locked") this.standing.value = "up";
      return given;
    } catch (error) {
      if (error instanceof HoldfastError && error.code === "offline") this.standing.value = "away";
      if (error instanceof HoldfastError && error.status === 401) this.standing.value = "locked";
      throw error;
    }
  }
}

/**
 * Make the members of a query of what is set.
 * @param {Record<string, string | number | boolean | null | undefined>} members
 */
export function queryOf(members) {
  const set = Object.entries(members).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return set.length === 0 ? "" : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}

/** @param {string} id */
export function pathOf(id) {
  return `/api/projects/${encodeURIComponent(id)}`;
}

/**
 * Say what went wrong in one sentence for a person.
 * @param {unknown} error
 */
export function wordsOf(error) {
  if (error instanceof HoldfastError && error.code === "offline") return "The server does not answer. Nothing was changed.";
  return error instanceof Error ? error.message : String(error);
}
