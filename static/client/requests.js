/** @import { Environment } from "./environment.js" */

/*
 * Not by `Server` (server.js): what the classes of the older tools throw is theirs, errors of the older endpoints have
 * another shape, and their reads carry no header that would make a browser ask first.
 */

const PATIENCE = 60_000;
const LATER = new Set([408, 425, 429]);

/** @typedef {Omit<RequestInit, "headers"> & {headers?: Record<string, string>}} Sending */

/**
 * The server said no, or did not answer: `code` is stable, the message says what to do.
 *
 * `status` is 0 and `code` is `server_away` when no answer came. `mayPass` says that the same request may succeed later.
 */
export class ServerError extends Error {
  /**
   * @param {number} status
   * @param {Record<string, unknown>} problem as the server described it
   * @param {unknown} [cause]
   */
  constructor(status, problem, cause) {
    super(sentenceOf(problem) || `The server answered ${status}.`, { cause });
    this.name = "ServerError";
    this.status = status;
    this.code = typeof problem["code"] === "string" ? problem["code"] : "";
    this.facts = problem;
    this.mayPass = status === 0 || status >= 500 || LATER.has(status);
  }
}

/**
 * Send a request, and return the answer if it is a yes (or 304).
 * @param {Environment} env
 * @param {string} path
 * @param {Sending} [init]
 * @returns {Promise<Response>}
 * @throws {ServerError}
 */
export async function send(env, path, init = {}) {
  const headers = { ...init.headers, ...(env.token ? { Authorization: `Bearer ${env.token}` } : {}) };
  const response = await answerOf(() =>
    env.fetch(env.server + path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...init, headers }),
  );
  if (response.ok || response.status === 304) return response;
  const text = await answerOf(() => response.text());
  throw new ServerError(response.status, problemIn(text));
}

/**
 * Send JSON, and return the JSON that is answered.
 * @param {Environment} env
 * @param {string} path
 * @param {Sending} [init]
 * @returns {Promise<any>}
 * @throws {ServerError}
 */
export async function sendJson(env, path, init = {}) {
  const type = (init.method ?? "GET") === "GET" ? {} : { "Content-Type": "application/json" };
  const headers = { ...type, ...init.headers };
  const response = await send(env, path, { ...init, headers });
  return answerOf(() => response.json());
}

/**
 * @template Answer
 * @param {() => Promise<Answer>} ask
 */
async function answerOf(ask) {
  try {
    return await ask();
  } catch (error) {
    const detail = "Holdfast is not answering. Start it again with “holdfast serve”.";
    throw new ServerError(0, { code: "server_away", detail }, error);
  }
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
function problemIn(text) {
  try {
    const found = JSON.parse(text);
    return typeof found === "object" && found !== null ? found : { detail: text.slice(0, 200) };
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/**
 * Say a problem in its server's words: `error` and `message` are where the older endpoints say it.
 * @param {Record<string, unknown>} problem
 */
function sentenceOf(problem) {
  const said = [problem["detail"] ?? problem["error"] ?? problem["message"] ?? problem["title"], problem["hint"]];
  return said.filter((part) => typeof part === "string" && part !== "").join("; ");
}
