import { computed, signal } from "@preact/signals";

import { wordsOf } from "../state/connection.js";
import { findProblem } from "../words/position.js";

/**
 * @import { Connection } from "../state/connection.js"
 * @import { TextProblem } from "../words/position.js"
 */

/** Largest text that is mended in a page; a larger one is mended in an editor. */
const MOST = 20_000_000;

/** A broken file on its way to being a document again. */
export class Mending {
  /** The text as it stands in the file; null until it is loaded. @type {import("@preact/signals").Signal<string | null>} */
  original = signal(null);
  text = signal("");
  /** What is still wrong with the text. @type {import("@preact/signals").ReadonlySignal<TextProblem | null>} */
  problem = computed(() => (this.original.value === null ? null : findProblem(this.text.value)));
  isChanged = computed(() => this.text.value !== this.original.value);
  isBusy = signal(false);
  error = signal("");
  /** What the file's bytes were read as, if they are not UTF-8. */
  encoding = signal("");
  #etag = "";

  /**
   * @param {string} path of the project
   * @param {Connection} connection
   */
  constructor(path, connection) {
    this.path = path;
    this.connection = connection;
  }

  /**
   * Load the file's text as it is.
   * @param {string} etag of the broken content
   */
  async load(etag) {
    if (etag === this.#etag) return;
    const wasEdited = this.original.value !== null && this.isChanged.value;
    this.#etag = etag;
    try {
      const answer = await this.connection.ask(`${this.path}/export?format=json&raw=1`);
      const { text, encoding } = decoded(await answer.arrayBuffer());
      if (text.length > MOST) throw new Error("The file is too large to be mended here. Open it in an editor; the page notices when it is whole again.");
      this.original.value = text;
      this.encoding.value = encoding;
      // Somebody mends the file elsewhere too: what was typed here stays, and is saved over the newer text only on purpose.
      if (!wasEdited) this.text.value = text;
    } catch (error) {
      this.error.value = wordsOf(error);
    }
  }

  /** Propose a text that is whole: without commas too many, with quotes that lack. */
  repair() {
    return this.#act(async () => {
      const { jsonrepair } = await import("jsonrepair");
      this.text.value = jsonrepair(this.text.value);
    });
  }

  /** Save the mended text in place of the broken one, which is kept. */
  save() {
    return this.#act(async () => {
      const named = `"${this.#etag}"`;
      const headers = { "If-Match": named, "Holdfast-Replace-Broken": named };
      await this.connection.json(this.path, { method: "PUT", body: this.text.value, headers });
    });
  }

  /**
   * Put a kept version in place of the broken text, which is kept.
   * @param {string} backup
   */
  useVersion(backup) {
    return this.#act(async () => {
      const headers = { "If-Match": `"${this.#etag}"`, "Holdfast-Replace-Broken": `"${this.#etag}"` };
      await this.connection.json(`${this.path}/restore`, { method: "POST", body: JSON.stringify({ backup }), headers });
    });
  }

  /** @param {() => Promise<void>} act */
  async #act(act) {
    this.isBusy.value = true;
    this.error.value = "";
    try {
      await act();
    } catch (error) {
      this.error.value = wordsOf(error);
    }
    this.isBusy.value = false;
  }
}

/**
 * Read bytes as the text that they most likely are.
 * @param {ArrayBuffer} bytes
 */
function decoded(bytes) {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}
