/** @import { SaveAnswer } from "./server.js" */

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
    /** @type {any} */
    this.document = JSON.parse(this.text);
    this.baseText = this.text;
    this.beginning = this.text;
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
      if (typeof made?.then === "function") throw new TypeError("update takes a function that is done when it returns");
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
   * @param {any} theirs that version
   * @param {string} etag
   * @param {number} now
   */
  replace(document, theirs, etag, now) {
    const text = JSON.stringify(document);
    this.#isFrom(etag, JSON.stringify(theirs));
    this.document = JSON.parse(text);
    this.text = text;
    this.touch(now);
  }

  /**
   * Take another document, which is a version on the server.
   * @param {any} document
   * @param {string | null} etag
   */
  take(document, etag) {
    this.document = document;
    this.text = JSON.stringify(document);
    this.#isFrom(etag, this.text);
  }

  /**
   * Take an edit that a page before this one has left unconfirmed.
   * @param {any} document
   * @param {string | null} base
   * @param {number} editedAt
   */
  takeEdit(document, base, editedAt) {
    this.take(document, base);
    this.baseText = base === null ? this.beginning : null;
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
 * @param {any} document
 */
export async function isVersion(etag, document) {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!globalThis.crypto?.subtle || text.length > 1_000_000) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return etag === `sha256-${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
