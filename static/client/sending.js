import { diff } from "./diff.js";
import { HoldfastError } from "./errors.js";
import { merged } from "./merge.js";
import { foreign, quoted } from "./server.js";

/**
 * @import { Asking, SaveAnswer, Server } from "./server.js"
 * @import { Policy } from "./project.js"
 * @import { Place } from "./standing.js"
 * @typedef {{base: string | null, baseText: string | null, editedAt: number, now: number, policy: Policy, revives?: boolean}} About
 *   The version that a document was made from and its text if that is known, when it was edited and when it is sent, what
 *   happens where both sides changed one value, and whether a project that is gone is made again.
 */

/** Codes of refusals because the file is another one than the document was made from. */
export const CONFLICTS = new Set(["stale_base", "base_unknown", "project_exists"]);

const LARGE = 100_000;
const MOST_OPERATIONS = 200;
/** What browsers let a page send while it is being left, with room for the head. */
const PARTING = 60_000;

/** Brings documents of one project to the server. */
export class Sending {
  /** What is kept as a copy of its own already. @type {string | null} */
  #copied = null;

  /**
   * @param {string} id
   * @param {Server} server
   */
  constructor(id, server) {
    this.id = id;
    this.server = server;
    this.path = `/api/projects/${encodeURIComponent(id)}`;
  }

  /**
   * Save a document. Where both sides changed one value, `about.policy` decides, and what loses is kept on the server.
   * @param {string} text
   * @param {About} about
   * @returns {Promise<SaveAnswer>}
   */
  async send(text, about) {
    try {
      return answered((await this.#patched(text, about)) ?? (await this.server.json(this.path, this.#asking(text, about))));
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      return this.#again(error, text, about);
    }
  }

  /**
   * Send a small document while the page is being left; nobody hears the answer.
   * @param {string} text
   * @param {About} about
   */
  leave(text, about) {
    if (new TextEncoder().encode(text).length > PARTING) return;
    this.server.json(this.path, { ...this.#asking(text, about), keepalive: true }).catch(() => undefined);
  }

  /**
   * @param {string} text
   * @param {About} about
   * @returns {Asking}
   */
  #asking(text, about) {
    const headers = about.base === null ? { "If-None-Match": "*" } : { "If-Match": quoted(about.base), ...terms(about) };
    return { method: "PUT", body: text, headers };
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
    const headers = { "Content-Type": "application/json-patch+json", "If-Match": quoted(about.base ?? ""), ...terms(about) };
    try {
      return await this.server.json(this.path, { method: "PATCH", body, headers });
    } catch (error) {
      if (error instanceof HoldfastError && ["base_unknown", "patch_failed"].includes(error.code)) return null;
      throw error;
    }
  }

  /**
   * Go on after a refusal that the policy answers.
   * @param {HoldfastError} error
   * @param {string} text
   * @param {About} about
   * @returns {Promise<SaveAnswer>}
   */
  async #again(error, text, about) {
    const { policy } = about;
    if (error.code === "no_such_project" && about.revives) return this.send(text, { ...about, base: null, baseText: null });
    if (!CONFLICTS.has(error.code) || (policy === "ask" && error.code === "stale_base")) throw error;
    if (policy === "both" && text !== this.#copied) {
      await this.server.json(`/api/import?mode=copy&id=${encodeURIComponent(this.id)}`, { method: "POST", body: text });
      this.#copied = text;
    }
    if (error.code === "stale_base") return this.send(text, { ...about, policy: "theirs" });
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
    const theirs = await this.server.load(this.path, null);
    if (!theirs) throw foreign();
    const isMine = about.policy === "mine" || (about.policy === "newest" && about.editedAt >= Date.parse(theirs.savedAt));
    const base = about.baseText === null ? null : JSON.parse(about.baseText);
    /** @type {Place[]} */
    const conflicts = [];
    const document = merged(base ?? {}, JSON.parse(text), theirs.document, isMine, (place) => conflicts.push(place));
    if (about.policy === "ask" && conflicts.length > 0) {
      const sides = { conflicts, current: theirs.etag, theirs: theirs.document, base };
      throw new HoldfastError({ kept: null, ...error.problem, ...sides });
    }
    const headers = { "If-Match": quoted(theirs.etag) };
    const answer = await this.server.json(this.path, { ...toServer("PUT", document), headers });
    // The text itself is no version, so what was edited since has to be brought together by its text again.
    return { document, ...answer, sent: null };
  }
}

/**
 * Take an answer only from a server that names the version which is on disk.
 * @param {SaveAnswer} answer
 */
function answered(answer) {
  if (typeof answer?.etag === "string" && answer.sent !== undefined) return answer;
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

/** @param {About} about */
function terms({ policy, editedAt, now }) {
  /** @type {Record<string, string>} */
  const headers = { "Holdfast-Edited-At": String(Math.round(editedAt)), "Holdfast-Sent-At": String(Math.round(now)) };
  if (policy !== "ask" && policy !== "both") headers["Holdfast-On-Conflict"] = policy;
  return headers;
}

/**
 * Return the JSON Patch of a large document that has changed little, or null if it is better sent whole.
 * @param {string} text
 * @param {About} about
 */
function patchOf(text, { base, baseText }) {
  if (base === null || baseText === null || text.length < LARGE) return null;
  const operations = diff(JSON.parse(baseText), JSON.parse(text), MOST_OPERATIONS);
  if (!operations?.length) return null;
  const patch = JSON.stringify(operations);
  return patch.length < text.length / 4 ? patch : null;
}
