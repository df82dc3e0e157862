import { ApiError, ServerAway } from "./errors.js";
import { parseExact } from "./exact.js";

/** @import { Backup, Difference, Health, Listing, Loaded, SaveAnswer, TrashedProject } from "./types.js" */

const PATIENCE = 60_000;

/**
 * @typedef {{
 *   method?: string,
 *   headers?: Record<string, string>,
 *   body?: BodyInit,
 * }} Sending
 */

/** The HTTP interface of one server; nothing else in the dashboard calls fetch. */
export class Api {
  /**
   * @param {() => string | null} token
   * @param {typeof fetch} [fetcher]
   */
  constructor(token, fetcher = (...args) => fetch(...args)) {
    this.token = token;
    this.fetcher = fetcher;
  }

  /** @returns {Promise<Health>} */
  health() {
    return this.#json("/health");
  }

  /**
   * @param {Record<string, string | number>} query
   * @returns {Promise<Listing>}
   */
  list(query) {
    return this.#json(`/api/projects${queryOf(query)}`);
  }

  /** @returns {Promise<{projects: TrashedProject[]}>} */
  trash() {
    return this.#json("/api/trash");
  }

  /**
   * Load a project's text as it is on disk.
   * @param {string} id
   * @returns {Promise<Loaded>}
   */
  async load(id) {
    return loadedFrom(await this.#send(pathOf(id)));
  }

  /**
   * Load a project's text unless it is still the version that is known.
   * @param {string} id
   * @param {string} etag
   * @returns {Promise<Loaded | null>} null: not changed
   */
  async loadIfChanged(id, etag) {
    const response = await this.#send(pathOf(id), { headers: { "If-None-Match": quoted(etag) } });
    return response.status === 304 ? null : loadedFrom(response);
  }

  /**
   * @param {string} id
   * @param {string} text
   * @returns {Promise<SaveAnswer>}
   */
  create(id, text) {
    return this.#json(pathOf(id), jsonBody("PUT", text, { "If-None-Match": "*" }));
  }

  /**
   * Save the text as it is, in place of the version that `base` names.
   * @param {string} id
   * @param {string} text
   * @param {string} base
   * @returns {Promise<SaveAnswer>}
   */
  save(id, text, base) {
    return this.#json(pathOf(id), jsonBody("PUT", text, { "If-Match": quoted(base) }));
  }

  /**
   * Save over a file that is not a document; its content, named by `broken`, becomes a backup.
   * @param {string} id
   * @param {string} text
   * @param {string} broken
   * @returns {Promise<SaveAnswer>}
   */
  replaceBroken(id, text, broken) {
    const headers = { "If-Match": quoted(broken), "Holdfast-Replace-Broken": quoted(broken) };
    return this.#json(pathOf(id), jsonBody("PUT", text, headers));
  }

  /**
   * @param {string} id
   * @param {string} etag
   * @returns {Promise<{id: string, backup: string}>}
   */
  remove(id, etag) {
    return this.#json(pathOf(id), { method: "DELETE", headers: { "If-Match": quoted(etag) } });
  }

  /**
   * @param {string} id
   * @returns {Promise<{backups: Backup[]}>}
   */
  backups(id) {
    return this.#json(`${pathOf(id)}/backups`);
  }

  /**
   * @param {string} id
   * @param {string} name
   */
  async backupText(id, name) {
    return textOf(await this.#send(`${pathOf(id)}/backups/${encodeURIComponent(name)}`));
  }

  /**
   * Keep the current version as a named save point.
   * @param {string} id
   * @param {string} label
   * @returns {Promise<Backup>}
   */
  pin(id, label) {
    return this.#json(`${pathOf(id)}/backups`, jsonBody("POST", JSON.stringify({ label })));
  }

  /**
   * @param {string} id
   * @param {string} from
   * @param {string} to
   * @returns {Promise<Difference>}
   */
  async diff(id, from, to) {
    const response = await this.#send(`${pathOf(id)}/diff${queryOf({ from, to })}`);
    return parseExact(await textOf(response));
  }

  /**
   * @param {string} id
   * @param {string} backup
   * @param {string} [current] refuse when the file is no longer this version
   * @returns {Promise<SaveAnswer & {replaced: string | null}>}
   */
  restore(id, backup, current) {
    const headers = current === undefined ? {} : { "If-Match": quoted(current) };
    return this.#json(`${pathOf(id)}/restore`, jsonBody("POST", JSON.stringify({ backup }), headers));
  }

  /**
   * @param {string} name
   * @param {string} [id]
   * @returns {Promise<{id: string}>}
   */
  adopt(name, id) {
    const body = id ? { name, id } : { name };
    return this.#json("/api/other-files/adopt", jsonBody("POST", JSON.stringify(body)));
  }

  /**
   * Fetch the file's bytes, also when they are not a document.
   * @param {string} id
   */
  async raw(id) {
    const response = await this.#send(`${pathOf(id)}/export${queryOf({ format: "json", raw: 1 })}`);
    return read(() => response.blob());
  }

  /**
   * @param {BodyInit} content
   * @param {{id: string, mode: "create" | "update" | "copy", name: string}} target
   * @param {string} [base]
   * @returns {Promise<SaveAnswer>}
   */
  importFile(content, target, base) {
    const headers = base === undefined ? {} : { "If-Match": quoted(base) };
    return this.#json(`/api/import${queryOf(target)}`, jsonBody("POST", content, headers));
  }

  /**
   * @param {string} path
   * @param {Sending} [sending]
   * @returns {Promise<any>}
   */
  async #json(path, sending) {
    const response = await this.#send(path, sending);
    return JSON.parse(await textOf(response));
  }

  /**
   * @param {string} path
   * @param {Sending} [sending]
   */
  async #send(path, sending = {}) {
    const headers = new Headers(sending.headers);
    const token = this.token();
    if (token) headers.set("Authorization", `Bearer ${token}`);
    /** @type {RequestInit} */
    const options = { ...sending, headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    const response = await read(() => this.fetcher(path, options));
    if (response.ok || response.status === 304) return response;
    throw new ApiError(response.status, await problemIn(response));
  }
}

/**
 * @template Result
 * @param {() => Promise<Result>} work
 */
async function read(work) {
  try {
    return await work();
  } catch (error) {
    throw new ServerAway(error);
  }
}

/** @param {Response} response */
function textOf(response) {
  return read(() => response.text());
}

/**
 * @param {Response} response
 * @returns {Promise<Record<string, unknown>>}
 */
async function problemIn(response) {
  const text = await textOf(response);
  try {
    return JSON.parse(text);
  } catch {
    return { title: text.slice(0, 200) };
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Loaded>}
 */
async function loadedFrom(response) {
  const { headers } = response;
  return {
    text: await textOf(response),
    etag: (headers.get("ETag") ?? "").replace(/^W\//u, "").replaceAll('"', ""),
    savedAt: headers.get("Holdfast-Saved-At") ?? "",
    warnings: (headers.get("Holdfast-Warnings") ?? "").split(",").map((code) => code.trim()).filter(Boolean),
  };
}

/**
 * @param {string} method
 * @param {BodyInit} body
 * @param {Record<string, string>} [headers]
 * @returns {Sending}
 */
function jsonBody(method, body, headers = {}) {
  return { method, body, headers: { "Content-Type": "application/json", ...headers } };
}

/** @param {Record<string, string | number>} query */
function queryOf(query) {
  const filled = Object.entries(query).filter(([, value]) => value !== "");
  const pairs = filled.map(([name, value]) => [name, String(value)]);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** @param {string} id */
function pathOf(id) {
  return `/api/projects/${encodeURIComponent(id)}`;
}

/** @param {string} etag */
function quoted(etag) {
  return `"${etag}"`;
}
