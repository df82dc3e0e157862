import { signal } from "@preact/signals";

import { merged } from "../../client/merge.js";
import { replaceWith } from "../state/open-project.js";
import { wordsOf } from "../state/connection.js";
import { tooLongIn, typedTooLong } from "./digits.js";

/**
 * @import { OpenProject } from "../state/open-project.js"
 * @import { Toasts } from "../state/toasts.js"
 */

/** Documents of more characters are shown for reading, until somebody wants to edit them all the same. */
export const LARGE = 8_000_000;
const INDENT = 2;
/** Texts that the editor may still be at work on. */
const REMEMBERED = 8;

/** The text of a document in the editor, and how its edits come into the document. */
export class TextState {
  /** What the editor shows. */
  text = signal("");
  isLoaded = signal(false);
  /** Why the text is no document for the moment; the document stays as it was meanwhile. */
  problem = signal("");
  /** A number with more digits than a browser keeps: such a text is saved as it is typed, on demand. @type {import("@preact/signals").Signal<string | null>} */
  tooLong = signal(null);
  /** The version that a text saved as typed takes the place of. @type {string | null} */
  #base = null;
  /** Numbers of that version that a browser would round. @type {string[]} */
  #long = [];
  /** Counts the texts that were shown. */
  version = signal(0);
  /** The documents that the last texts stand for, as JSON without layout, by their versions. @type {Map<number, string>} */
  #stands = new Map();

  /**
   * @param {OpenProject} project
   * @param {Toasts} toasts
   */
  constructor(project, toasts) {
    this.project = project;
    this.toasts = toasts;
  }

  /** Show the document, if it is another one than the text stands for. */
  async follow() {
    const { document } = this.project;
    if (document === undefined || this.problem.value !== "") return;
    const compact = JSON.stringify(document);
    if (compact === this.#stands.get(this.version.peek())) return;
    const version = this.#next(compact);
    const text = await this.#asOnDisk(compact);
    if (version !== this.#last) return;
    this.version.value = version;
    this.text.value = text ?? `${JSON.stringify(document, null, INDENT)}\n`;
    this.tooLong.value = null;
    this.isLoaded.value = true;
  }

  /**
   * Take what somebody typed into a text; what came from elsewhere meanwhile stays, except at the same places.
   * @param {string} text
   * @param {{message: string} | undefined} problem
   * @param {number} version of the text that it was typed into
   */
  take(text, problem, version) {
    this.text.value = text;
    const document = problem ? undefined : parsed(text);
    this.problem.value = problem?.message ?? (isDocument(document) ? "" : "A project begins with { and ends with }.");
    if (this.problem.value !== "") return;
    this.tooLong.value = typedTooLong(text, this.#long);
    if (this.tooLong.value !== null) return;
    const before = this.#stands.get(version);
    this.#stands.set(version, JSON.stringify(document));
    this.project.edit((current) => replaceWith(current, typedOver(current, before, document)));
  }

  /** Save the text with every digit that was typed, in place of the version it was made from. */
  saveAsTyped() {
    return this.#put(this.text.value, "");
  }

  /** Save the document although it breaks its contract. */
  async saveAllTheSame() {
    const { document } = this.project;
    await this.#put(JSON.stringify(document), "?validate=off");
    await this.project.save();
  }

  /** @param {string} compact */
  #next(compact) {
    this.#last += 1;
    this.#stands.set(this.#last, compact);
    this.#stands.delete(this.#last - REMEMBERED);
    return this.#last;
  }

  #last = 0;

  /**
   * @param {string} body
   * @param {string} query
   */
  async #put(body, query) {
    const { connection, path, onDisk } = this.project;
    try {
      await connection.json(path + query, { method: "PUT", body, headers: { "If-Match": `"${this.#base ?? onDisk.etag}"` } });
      this.#base = null;
      this.tooLong.value = null;
      this.toasts.say("Saved on disk");
    } catch (error) {
      this.toasts.say(`Not saved. ${wordsOf(error)}`, { tone: "bad" });
    }
  }

  /**
   * Load the text as it is on disk, with its layout and digits; null if it is another document than the page has.
   * @param {string} compact
   */
  async #asOnDisk(compact) {
    if (this.project.isDirty) return null;
    try {
      const answer = await this.project.connection.ask(this.project.path);
      const text = await answer.text();
      if (JSON.stringify(JSON.parse(text)) !== compact) return null;
      this.#long = tooLongIn(text);
      this.#base = (answer.headers.get("ETag") ?? "").replace(/^W\/|"/gu, "") || null;
      return text;
    } catch {
      return null;
    }
  }
}

/**
 * Bring what was typed together with a document that has moved on since.
 * @param {any} current
 * @param {string | undefined} before what the text stood for that was typed into
 * @param {any} typed
 */
function typedOver(current, before, typed) {
  const isSame = before === undefined || JSON.stringify(current) === before;
  return isSame ? typed : merged(JSON.parse(before), typed, current, true);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {any} value */
function isDocument(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
