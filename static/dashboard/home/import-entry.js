import { computed, signal } from "@preact/signals";

import { HoldfastError } from "../../client/errors.js";
import { pathOf, queryOf } from "../state/connection.js";
import { badLook, brokenOf } from "./import-look.js";
import { exists, listsOf } from "./import-places.js";
import { TEXTS } from "./import-words.js";
import { idForFile, isDump, recognised, tableTargets } from "./recognise.js";

/**
 * @import { Connection } from "../state/connection.js"
 * @import { Look } from "./import-look.js"
 * @import { Mode } from "./import-words.js"
 * @import { Format } from "./recognise.js"
 * @import { SaveAnswer } from "../server-types.js"
 *
 * @typedef {{id: string, etag: string, kept: string | null, isNew: boolean, isSame: boolean}} Done `kept` is the version that undoes a change
 */

const TYPES = { json: "application/json", "local-storage": "application/json", csv: "text/csv", zip: "application/zip" };
const DUMP = 12e6;
const PAUSE = 200;

/** One file that may be taken in: what it is, what would become of it, and what did. */
export class ImportEntry {
  /** @type {import("@preact/signals").Signal<Format | null>} */
  format = signal(null);
  mode = signal(/** @type {Mode} */ ("create"));
  /** The project that is made or updated. */
  id = signal("");
  collection = signal("");
  /** The lists of the project that rows can go into. */
  collections = signal(/** @type {string[]} */ ([]));
  /** Whether the project is there already. */
  isTaken = signal(false);
  /** Whether it may be read as a dump of localStorage. */
  mayBeDump = signal(false);
  /** @type {import("@preact/signals").Signal<Look>} */
  look = signal({ state: "asking" });
  /** @type {import("@preact/signals").Signal<"waiting" | "sending" | "done" | "failed">} */
  outcome = signal("waiting");
  isReady = computed(() => this.look.value.state === "ready" && this.outcome.value !== "done");
  /** The text, where it is short enough to show a place in it. */
  text = "";
  #content = new Blob();
  /** Whether it is known to which project it most likely belongs. */
  #isFound = false;
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /**
   * @param {File} file
   * @param {number} key
   * @param {Connection} connection
   */
  constructor(file, key, connection) {
    this.file = file;
    this.key = key;
    this.connection = connection;
  }

  /** Read the file, recognise it, and ask what would become of it. */
  async open() {
    try {
      this.#content = new Blob([await this.file.arrayBuffer()]);
    } catch {
      return this.#refuse("This cannot be read. If it is a folder, drop the files in it.");
    }
    const head = await this.#content.slice(0, 64).text();
    const { format, problem } = recognised({ name: this.file.name, type: this.file.type, head });
    if (format === null) return this.#refuse(problem);
    if (format === "json" && this.#content.size < DUMP) this.text = await this.#content.text();
    this.mayBeDump.value = isDump(this.text);
    this.format.value = this.mayBeDump.value ? "local-storage" : format;
    this.id.value = idForFile(this.file.name);
    return this.ask();
  }

  /** Whether the server was away when it was asked about the file. */
  get isUnanswered() {
    const look = this.look.value;
    return look.state === "bad" && look.problem?.code === "offline";
  }

  /** How many bytes it has. */
  get size() {
    return this.file.size;
  }

  /**
   * Choose otherwise, and ask anew.
   * @param {{mode?: Mode, id?: string, collection?: string, format?: Format}} choice
   */
  choose({ mode = this.mode.value, id = this.id.value, collection = this.collection.value, format }) {
    const isOther = id !== this.id.value;
    this.mode.value = mode;
    this.id.value = id;
    this.collection.value = collection;
    if (format) this.format.value = format;
    this.look.value = { state: "asking" };
    this.outcome.value = "waiting";
    this.#turn += 1;
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#askAnew(isOther), PAUSE);
  }

  /** Ask what would become of it. */
  async ask() {
    this.outcome.value = "waiting";
    const turn = (this.#turn += 1);
    const look = await this.#asked();
    if (turn === this.#turn) this.look.value = look;
  }

  /**
   * Take it in.
   * @returns {Promise<Done[]>}
   */
  async send() {
    this.outcome.value = "sending";
    let made = null;
    try {
      made = this.#makesTable ? await this.#makeTable() : null;
      const answer = await this.#post({}, brokenOf(this.look.value));
      this.outcome.value = "done";
      return (answer.documents ?? [answer]).map((/** @type {SaveAnswer} */ saved) => this.#done(saved));
    } catch (error) {
      this.outcome.value = "failed";
      this.look.value = badLook(error);
      if (made !== null) await this.#unmake(made);
      return [];
    }
  }

  get #makesTable() {
    return this.format.value === "csv" && this.mode.value === "create";
  }

  /** @param {boolean} isOther whether it is about another project than before */
  async #askAnew(isOther) {
    if (isOther && this.format.value === "csv" && this.mode.value === "update") await this.#learnLists(this.id.value);
    await this.ask();
  }

  /** @returns {Promise<Look>} */
  async #asked() {
    try {
      if (!this.#isFound) await (this.format.value === "csv" ? this.#findTable() : this.#findProject());
      this.#isFound = true;
      if (this.#makesTable) return await this.#lookAtTable();
      return { state: "ready", documents: (await this.#post({ dry_run: 1 })).documents };
    } catch (error) {
      if (error instanceof HoldfastError && error.code === "file_broken" && error.status === 409) return { state: "ready", documents: [], broken: error.problem["etag"] };
      return badLook(error);
    }
  }

  /**
   * @param {Record<string, string | number>} more
   * @param {string} [broken]
   */
  #post(more, broken) {
    const format = this.format.value ?? "json";
    const mode = this.#makesTable ? "update" : this.mode.value;
    const named = format === "zip" ? {} : { id: this.id.value };
    const query = queryOf({ ...named, ...(format === "csv" ? { collection: this.collection.value } : {}), mode, format, ...more });
    const headers = { "Content-Type": TYPES[format], ...(broken && { "Holdfast-Replace-Broken": `"${broken}"` }) };
    // The transport is typed for texts; fetch sends a Blob as its bytes, which a file that is no UTF-8 needs.
    const body = /** @type {string} */ (/** @type {unknown} */ (this.#content));
    return this.connection.json(`/api/import${query}`, { method: "POST", body, headers });
  }

  /**
   * @param {SaveAnswer} saved
   * @returns {Done}
   */
  #done({ id, etag, kept, unchanged }) {
    const look = this.look.value;
    const isNew = !unchanged && look.state === "ready" && look.documents.some((shown) => shown.id === id && shown.action === "create");
    // A broken text that was replaced is kept too, but nothing restores it.
    const isFinal = unchanged || isNew || brokenOf(look) !== undefined;
    return { id, etag, kept: isFinal ? null : kept, isNew, isSame: unchanged };
  }

  /** A file with the id of a project most likely is a later version of it. */
  async #findProject() {
    if (this.format.value === "zip") {
      this.mode.value = "update";
      return;
    }
    this.isTaken.value = await exists(this.connection, this.id.value);
    this.mode.value = this.isTaken.value ? "update" : "create";
  }

  /** Find the project and the list that a table was made of. */
  async #findTable() {
    for (const { id, collection } of tableTargets(this.file.name)) {
      if (!(await this.#learnLists(id))) continue;
      this.id.value = id;
      this.mode.value = "update";
      if (this.collections.value.includes(collection)) this.collection.value = collection;
      return;
    }
    this.mode.value = "create";
    this.collection.value = "rows";
  }

  /**
   * Learn into which lists of a project rows can go.
   * @param {string} id
   */
  async #learnLists(id) {
    const found = await listsOf(this.connection, id);
    this.collections.value = found ?? [];
    if (!this.collections.value.includes(this.collection.value)) this.collection.value = found?.[0] ?? "";
    return found !== null;
  }

  /** @returns {Promise<Look>} */
  async #lookAtTable() {
    if (!(await exists(this.connection, this.id.value))) {
      const none = { added: 0, removed: 0, replaced: 0, moved: 0 };
      return { state: "ready", documents: [{ id: this.id.value, action: "create", kind: "generic", size: this.#content.size, counts: none, changes: [], truncated: false, warnings: [] }] };
    }
    return { state: "bad", text: TEXTS.exists(this.id.value), problem: null };
  }

  /**
   * A table goes into a list, so a new project first gets an empty one.
   * @returns {Promise<string>} its etag
   */
  async #makeTable() {
    const document = { name: this.file.name.replace(/\.[a-z0-9]{1,5}$/iu, ""), [this.collection.value]: [] };
    const made = await this.connection.json(pathOf(this.id.value), { method: "PUT", body: JSON.stringify(document), headers: { "If-None-Match": "*" } });
    return made.etag;
  }

  /** @param {string} etag of a project that was made for rows which could not be read */
  async #unmake(etag) {
    await this.connection.ask(pathOf(this.id.value), { method: "DELETE", headers: { "If-Match": `"${etag}"` } }).catch(() => undefined);
  }

  /** @param {string} text */
  #refuse(text) {
    this.look.value = { state: "bad", text, problem: null };
  }
}
