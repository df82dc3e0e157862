import { diff } from "./diff.js";
import { codeOf, HoldfastError } from "./errors.js";
import { merged } from "./merge.js";
import { foreign, quoted } from "./server.js";
import { LARGE } from "./working-copy.js";

/**
 * @import { Asking, SaveAnswer, Server, Version } from "./server.js"
 * @import { Policy } from "./project.js"
 * @import { Place } from "./standing.js"
 * @typedef {{base: string | null, baseText: string | null, editedAt: number, now: number, policy: Policy, revives?: boolean}} About
 *   The version that a document was made from and its text if that is known, when it was edited and when it is sent, what
 *   happens where both sides changed one value, and whether a project that is gone is made again.
 */

export const GONE = "no_such_project";

/**
 * Say whether a save was refused because the file is another one than the document was made from.
 * @param {string} code
 */
export function isConflict(code) {
  return ["stale_base", "base_unknown", "project_exists"].includes(code);
}

const MOST_OPERATIONS = 200;

/** Brings documents of one project to the server. */
export class Sending {
  #id;
  /** What is kept as a copy of its own already. @type {string | null} */
  #copied = null;

  /**
   * @param {string} id
   * @param {Server} server
   */
  constructor(id, server) {
    this.#id = encodeURIComponent(id);
    this.server = server;
    this.path = `/api/projects/${this.#id}`;
  }

  /**
   * Save a document. Where both sides changed one value, `about.policy` decides, and what loses is kept on the server.
   * @param {string} text
   * @param {About} about
   * @returns {Promise<SaveAnswer>}
   */
  async send(text, about) {
    try {
      return answered((await this.#patched(text, about)) ?? (await this.#put(text, headersOf(about))));
    } catch (error) {
      return this.#again(error, text, about);
    }
  }

  /**
   * Send a document while the page is being left, if the browser takes it: 64 kilobytes. Nobody hears the answer.
   * @param {string} text
   * @param {About} about
   */
  leave(text, about) {
    if (text.length < LARGE) this.#put(text, headersOf(about), true).catch(() => undefined);
  }

  /**
   * @param {string} body
   * @param {Record<string, string>} headers
   * @param {boolean} [keepalive]
   * @returns {Promise<SaveAnswer>}
   */
  #put(body, headers, keepalive = false) {
    return this.server.json(this.path, { method: "PUT", body, headers, keepalive });
  }

  /**
   * Save a small change of a large document as a patch.
   * @param {string} text
   * @param {About} about
   * @returns {Promise<SaveAnswer | null>} null if it is better sent whole
   */
  async #patched(text, about) {
    const body = patchOf(text, about);
    if (body === null) return null;
    const headers = { "Content-Type": "application/json-patch+json", ...headersOf(about) };
    try {
      return await this.server.json(this.path, { method: "PATCH", body, headers });
    } catch (error) {
      if (["base_unknown", "patch_failed"].includes(codeOf(error))) return null;
      throw error;
    }
  }

  /**
   * Go on after a refusal that the policy answers.
   * @param {any} error
   * @param {string} text
   * @param {About} about
   * @returns {Promise<SaveAnswer>}
   */
  async #again(error, text, about) {
    const { policy, revives } = about;
    const code = codeOf(error);
    const isStale = code === "stale_base";
    if (code === GONE && revives) return this.send(text, { ...about, base: null, baseText: null });
    if (!isConflict(code) || (policy === "ask" && isStale)) throw error;
    if (policy === "both" && text !== this.#copied) {
      await this.server.json(`/api/import?mode=copy&id=${this.#id}`, { method: "POST", body: text });
      this.#copied = text;
    }
    if (isStale) return this.send(text, { ...about, policy: "theirs" });
    return this.#withoutBase(error, text, about);
  }

  /**
   * Save a document whose base the server does not know; what loses is kept on the server all the same.
   * @param {HoldfastError} error
   * @param {string} text
   * @param {About} about
   * @returns {Promise<SaveAnswer>}
   */
  async #withoutBase(error, text, about) {
    const theirs = /** @type {Version} */ (await this.server.load(this.path, null));
    const { policy, editedAt, baseText } = about;
    const isMine = policy === "mine" || (policy === "newest" && editedAt >= Date.parse(theirs.savedAt));
    const base = JSON.parse(baseText ?? "null");
    /** @type {Place[]} */
    const conflicts = [];
    const document = merged(base ?? {}, JSON.parse(text), theirs.document, isMine, (place) => conflicts.push(place));
    if (policy === "ask" && conflicts.length > 0) {
      const sides = { conflicts, current: theirs.etag, theirs: theirs.document, base };
      throw new HoldfastError({ kept: null, ...error.problem, ...sides });
    }
    const answer = await this.send(JSON.stringify(document), { ...about, base: theirs.etag, baseText: theirs.text });
    // The text itself is no version, so what was edited since has to be brought together by its text again.
    return { document, ...answer, sent: null };
  }
}

/**
 * Take an answer only from a server that names the version which is on disk.
 * @param {SaveAnswer} answer
 */
function answered(answer) {
  if (answer?.etag && answer.sent) return answer;
  throw foreign();
}

/**
 * @param {string} method
 * @param {any} body
 * @returns {Asking}
 */
export function toServer(method, body) {
  return { method, body: JSON.stringify(body) };
}

/**
 * @param {About} about
 * @returns {Record<string, string>}
 */
function headersOf({ base, policy, editedAt, now }) {
  if (base === null) return { "If-None-Match": "*" };
  return {
    "If-Match": quoted(base),
    "Holdfast-Edited-At": `${editedAt}`,
    "Holdfast-Sent-At": `${now}`,
    ...(policy !== "ask" && policy !== "both" && { "Holdfast-On-Conflict": policy }),
  };
}

/**
 * Return the JSON Patch of a large document that has changed little, or null if it is better sent whole.
 * @param {string} text
 * @param {About} about
 */
function patchOf(text, { base, baseText }) {
  if (base === null || baseText === null || text.length < LARGE) return null;
  const before = JSON.parse(baseText);
  const operations = diff(before, JSON.parse(text), MOST_OPERATIONS);
  // Members in another order are no operation, but another text.
  if (!operations || (operations.length === 0 && JSON.stringify(before) !== text)) return null;
  const patch = JSON.stringify(operations);
  return patch.length < text.length / 4 ? patch : null;
}
