import { HoldfastError, problemOf } from "./errors.js";

/**
 * @typedef {{method?: string, body?: string | null, headers?: Record<string, string>, keepalive?: boolean, signal?: AbortSignal}} Asking
 * @typedef {{document: any, text: string, etag: string, savedAt: string}} Version
 * @typedef {{
 *   etag: string, sent: string | null, savedAt: string, unchanged: boolean, merged: boolean, document?: any,
 *   conflicts: any[], warnings: {code: string, detail: string, path: string}[], kept: string | null,
 * }} SaveAnswer
 */

const PATIENCE = 60_000;

/** One server, asked by fetch. */
export class Server {
  #fetch;

  /**
   * @param {{url: string, token?: string | null | undefined, fetch?: typeof fetch | undefined, client: string}} options
   */
  constructor({ url, token, fetch: fetcher, client }) {
    this.url = url.replace(/\/$/u, "");
    this.client = client;
    this.token = token;
    this.#fetch = fetcher;
  }

  /**
   * Send a request, and take nothing but success for an answer.
   * @param {string} path
   * @param {Asking} [asking]
   */
  async ask(path, { method = "GET", body = null, headers = {}, keepalive = false, signal = AbortSignal.timeout(PATIENCE) } = {}) {
    /** @type {Record<string, string>} */
    const named = { "Holdfast-Client": this.client, "Content-Type": "application/json", ...headers };
    if (this.token) named["Authorization"] = `Bearer ${this.token}`;
    let response;
    try {
      response = await (this.#fetch ?? globalThis.fetch)(this.url + path, { method, body, headers: named, keepalive, signal });
    } catch (error) {
      throw away(`the server does not answer: ${error}`);
    }
    if (response.ok || response.status === 304) return response;
    throw await problemOf(response);
  }

  /**
   * @param {string} path
   * @param {Asking} [asking]
   * @returns {Promise<any>}
   */
  async json(path, asking) {
    return (await read(await this.ask(path, asking))).document;
  }

  /**
   * Load a project, unless it is still the version that is known.
   * @param {string} path
   * @param {string | null} known
   * @returns {Promise<Version | null>} null: it is still that version
   */
  async load(path, known) {
    const response = await this.ask(path, known ? { headers: { "If-None-Match": quoted(known) } } : {});
    if (response.status === 304) return null;
    const etag = response.headers.get("ETag")?.replace(/^W\/|"/gu, "");
    if (!etag) throw foreign();
    return { ...(await read(response)), etag, savedAt: response.headers.get("Holdfast-Saved-At") ?? "" };
  }
}

/** The error of an answer that no Holdfast gives. */
export function foreign() {
  return away("no Holdfast answers here");
}

/** @param {string} detail */
function away(detail) {
  return new HoldfastError({ code: "offline", detail });
}

/**
 * @param {Response} response
 * @returns {Promise<{document: any, text: string}>}
 */
async function read(response) {
  try {
    const text = await response.text();
    return { document: JSON.parse(text), text };
  } catch (error) {
    throw away(`the answer was cut off: ${error}`);
  }
}

/** @param {string} etag */
export function quoted(etag) {
  return `"${etag}"`;
}
