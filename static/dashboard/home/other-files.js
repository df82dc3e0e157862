import { HoldfastError } from "../../client/errors.js";
import { signal } from "@preact/signals";

import { pathOf, wordsOf } from "../state/connection.js";

/**
 * @import { App } from "../app.js"
 * @import { OtherFile, SaveAnswer } from "../server-types.js"
 * @typedef {"mine" | "theirs"} Policy whose values stay: `mine` are those of the copy
 * @typedef {{text: string, paths: string[], canDecide: boolean}} Trouble
 * @typedef {{id: string, savedAt: string | null}} Adopted
 */

/** Files in the data folder that are no projects yet, and what becomes of them. */
export class OtherFiles {
  /** What went wrong, by the name of the file. @type {import("@preact/signals").Signal<ReadonlyMap<string, Trouble>>} */
  troubles = signal(new Map());
  /** Files that something is being done with. @type {import("@preact/signals").Signal<ReadonlySet<string>>} */
  busy = signal(new Set());

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    /** Which files were adopted: the server leaves them where they are. */
    this.adopted = app.preferences.of("adopted", /** @type {Record<string, Adopted>} */ ({}));
  }

  /**
   * Name the project that was made of a file as it stands now, or null.
   * @param {OtherFile} file
   */
  adoptedAs({ name, savedAt }) {
    const known = Object.hasOwn(this.adopted.value, name) ? this.adopted.value[name] : undefined;
    return known && known.savedAt === savedAt ? known.id : null;
  }

  /**
   * Make a project of a file; the file stays where it is.
   * @param {OtherFile} file
   * @param {string} id
   */
  adopt(file, id) {
    return this.#act(file, async () => {
      const made = await this.#post("/api/other-files/adopt", { name: file.name, id });
      this.#note(file, made.id);
      this.app.undo.offer(`${file.name} is the project ${made.id} now`, async () => {
        await this.app.connection.ask(pathOf(made.id), { method: "DELETE", headers: { "If-Match": `"${made.etag}"` } });
        this.#note(file, null);
      });
    });
  }

  /**
   * Merge a copy into the project that it is a copy of.
   * @param {OtherFile} file
   * @param {Policy | null} [policy] decides where both changed the same value
   */
  merge(file, policy = null) {
    const path = pathOf(file.of ?? "");
    return this.#act(file, async () => {
      const saved = await this.#post(`${path}/merge-copy`, { name: file.name }, policy ? { "Holdfast-On-Conflict": policy } : {});
      const text = saved.unchanged ? `${file.name} held nothing new; it is among the backups of ${file.of}` : `Merged ${file.name} into ${file.of}`;
      const { kept } = saved;
      if (saved.unchanged || !kept) this.app.toasts.say(text);
      else this.app.undo.offer(text, () => this.#post(`${path}/restore`, { backup: kept }, { "If-Match": `"${saved.etag}"` }));
    });
  }

  /**
   * @param {OtherFile} file
   * @param {() => Promise<void>} act
   */
  async #act({ name }, act) {
    this.busy.value = new Set([...this.busy.value, name]);
    this.troubles.value = new Map([...this.troubles.value].filter(([file]) => file !== name));
    try {
      await act();
      await this.app.listing.refresh();
    } catch (error) {
      this.troubles.value = new Map([...this.troubles.value, [name, troubleOf(error)]]);
    }
    this.busy.value = new Set([...this.busy.value].filter((file) => file !== name));
  }

  /**
   * @param {OtherFile} file
   * @param {string | null} id
   */
  #note({ name, savedAt }, id) {
    const others = Object.entries(this.adopted.value).filter(([file]) => file !== name);
    const now = id === null ? others : [...others, /** @type {[string, Adopted]} */ ([name, { id, savedAt }])];
    this.adopted.value = Object.fromEntries(now);
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {Record<string, string>} [headers]
   * @returns {Promise<SaveAnswer>}
   */
  #post(path, body, headers = {}) {
    return this.app.connection.json(path, { method: "POST", body: JSON.stringify(body), headers });
  }
}

const MOST_PATHS = 5;

/**
 * Say why a file was not taken in, and whether a person can decide it.
 * @param {unknown} error
 * @returns {Trouble}
 */
export function troubleOf(error) {
  if (!(error instanceof HoldfastError)) return { text: wordsOf(error), paths: [], canDecide: false };
  const conflicts = Array.isArray(error.problem["conflicts"]) ? error.problem["conflicts"] : [];
  if (error.code === "stale_base" && conflicts.length > 0) {
    const paths = conflicts.slice(0, MOST_PATHS).map(({ path }) => String(path ?? ""));
    const text = conflicts.length === 1 ? "The copy and the project both changed one value." : `The copy and the project both changed the same ${conflicts.length} values.`;
    return { text, paths, canDecide: true };
  }
  if (error.code === "base_unknown") {
    return { text: "No older version of the project is kept, so nobody can tell which side changed what. Adopt the copy as a project of its own and compare.", paths: [], canDecide: false };
  }
  return { text: wordsOf(error), paths: [], canDecide: false };
}
