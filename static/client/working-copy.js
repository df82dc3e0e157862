/** @import { SaveAnswer } from "./server.js" */

/** From how many characters on a text is large: not made, compared or parsed without need. */
export const LARGE = 100_000;

/** A document as a page has it: what it was made from, and which of its edits the server has not confirmed. */
export class WorkingCopy {
  /** The version on the server that it was made from; null if there was none. @type {string | null} */
  base = null;
  /** Text of that version, if this page has seen it. @type {string | null} */
  baseText;
  /** When it was last edited, in milliseconds by this machine's clock. */
  editedAt = 0;
  /** Counts the edits. */
  edits = 0;
  #confirmed = 0;

  /** @param {any} document what a project begins with that does not exist yet: no edit of anybody */
  constructor(document) {
    this.text = JSON.stringify(document);
    this.baseText = this.text;
    this.beginning = this.text;
    /** @type {any} */
    this.document = JSON.parse(this.text);
  }

  /** Whether there are edits that the server has not confirmed. */
  get isDirty() {
    return this.edits !== this.#confirmed;
  }

  /**
   * Let a function change the document; if it throws, or leaves what is no JSON, nothing has changed.
   * @param {(document: any) => void} change
   * @param {number} now
   * @returns {boolean} whether there is an edit
   */
  edit(change, now) {
    let text;
    try {
      const made = /** @type {any} */ (change(this.document));
      if (typeof made?.then === "function") throw new TypeError("update cannot be async");
      text = JSON.stringify(this.document);
    } catch (error) {
      this.document = JSON.parse(this.text);
      throw error;
    }
    if (text === this.text) return false;
    this.text = text;
    this.touch(now);
    return true;
  }

  /**
   * Hear that the document is to be on the server as it is.
   * @param {number} now
   */
  touch(now) {
    this.edits += 1;
    this.editedAt = now;
  }

  /**
   * Take a document that was made of this one and of a version on the server.
   * @param {any} document
   * @param {{theirs: any, current: string}} version
   * @param {number} now
   */
  replace(document, { theirs, current }, now) {
    const text = JSON.stringify(document);
    this.take(theirs, current);
    this.document = JSON.parse(text);
    this.text = text;
    this.touch(now);
  }

  /**
   * Take another document, which is a version on the server.
   *
   * A large text is taken as it is, so that the first edit always counts as one.
   * @param {any} document
   * @param {string | null} etag
   * @param {string} [text] as it came
   */
  take(document, etag, text = "") {
    this.document = document;
    this.text = text.length > LARGE ? text : JSON.stringify(document);
    this.#isFrom(etag, this.text);
  }

  /**
   * Take an edit that a page before this one has left unconfirmed.
   * @param {import("./cache.js").Entry} entry
   */
  takeEdit({ document, text, baseEtag, editedAt }) {
    this.take(document, baseEtag, text);
    this.baseText = baseEtag === null ? this.beginning : null;
    this.touch(editedAt);
  }

  /**
   * Hear that a text is on disk. What was edited since is based on it.
   * @param {SaveAnswer} answer
   * @param {string} text
   * @param {number} edits that were made when it was sent
   * @returns {boolean} whether there are no others
   */
  confirm(answer, text, edits) {
    if (this.edits !== edits) {
      this.#isFrom(answer.sent, text);
      return false;
    }
    this.#confirmed = edits;
    if (answer.document === undefined) this.#isFrom(answer.etag, text);
    else this.take(answer.document, answer.etag);
    return true;
  }

  /**
   * @param {string | null} etag
   * @param {string} text
   */
  #isFrom(etag, text) {
    this.base = etag;
    this.baseText = text;
  }
}

/**
 * Say whether a version is exactly this document, laid out as the server lays files out; null where that is too much work.
 * @param {string} etag
 * @param {WorkingCopy} copy
 */
export async function isVersion(etag, { text, document }) {
  if (!globalThis.crypto?.subtle || text.length > 10 * LARGE) return null;
  const laidOut = new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", laidOut));
  return etag === bytes.reduce((found, byte) => found + (256 + byte).toString(16).slice(1), "sha256-");
}
