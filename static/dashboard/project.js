import { ApiError, ServerAway, errorWords, hasCode } from "./errors.js";
import { State } from "./state.js";
import { findProblem } from "./position.js";
import { tidy } from "./tidy.js";

/**
 * @import { Api } from "./api.js"
 * @import { Draft, Drafts } from "./drafts.js"
 * @import { Broken, Disk, ProjectValue } from "./project-value.js"
 * @import { Loaded } from "./types.js"
 */

/** @returns {ProjectValue} */
function blank() {
  return {
    phase: "loading", text: "", shown: "", base: "", savedAt: "", warnings: [], problem: null,
    saving: { phase: "none" }, conflict: null, disk: null, broken: null, reason: "", recovered: false,
    versions: [], versionsError: "",
  };
}

/** One open project: what the editor holds, what is known of the disk. */
export class Project {
  /**
   * @param {string} id
   * @param {Api} api
   * @param {Drafts} drafts
   */
  constructor(id, api, drafts) {
    this.id = id;
    this.api = api;
    this.drafts = drafts;
    this.state = new State(blank());
  }

  get value() {
    return this.state.value;
  }

  get isDirty() {
    return isDirty(this.value);
  }

  /** Read the file, and lay what was not saved before a reload over it. */
  async open() {
    const draft = this.drafts.get(this.id);
    try {
      this.show(await this.api.load(this.id));
    } catch (error) {
      await this.#cannotOpen(error);
    }
    if (draft) this.#takeUp(draft);
    await this.listVersions();
  }

  /**
   * Show what is on disk; the editor is clean then.
   * @param {Loaded} loaded
   */
  show({ text, etag, savedAt, warnings }) {
    const problem = findProblem(text);
    const shown = problem ? text : tidy(text);
    this.drafts.drop(this.id);
    this.state.set({ ...blank(), ...this.#kept(), phase: "ready", text: shown, shown, base: etag, savedAt, warnings, problem });
  }

  /**
   * Take what was typed.
   * @param {string} text
   */
  edit(text) {
    if (text === this.value.text) return;
    const { shown, recovered } = this.value;
    this.state.set({ text, problem: findProblem(text), recovered: recovered && text !== shown });
    this.keepDraft();
  }

  /** Put unsaved text where a reload finds it. */
  keepDraft() {
    const { text, base } = this.value;
    if (this.isDirty) this.drafts.keep(this.id, { text, base });
    else this.drafts.drop(this.id);
  }

  /** Lay the text out with two spaces. */
  tidyUp() {
    if (!this.value.problem) this.edit(tidy(this.value.text));
  }

  /** Drop what was typed and show the file. */
  async reload() {
    this.drafts.drop(this.id);
    await this.open();
  }

  /** Ask whether the file is still the version that is shown; a clean editor follows, a dirty one only says so. */
  async recheck() {
    const { phase, base, saving } = this.value;
    if (phase === "away" || phase === "missing") return this.open();
    if (phase !== "ready" || saving.phase === "saving") return undefined;
    try {
      const loaded = await this.api.loadIfChanged(this.id, base);
      if (loaded && this.value.base === base && loaded.etag !== base) await this.#follow(loaded);
      else if (!loaded && this.value.disk?.state === "changed") this.state.set({ disk: null });
    } catch (error) {
      await this.#cannotRecheck(error);
    }
    return undefined;
  }

  async listVersions() {
    try {
      const { backups } = await this.api.backups(this.id);
      this.state.set({ versions: backups, versionsError: "" });
    } catch (error) {
      const silent = hasCode(error, "no_such_project");
      this.state.set({ versionsError: silent ? "" : errorWords(error) });
    }
  }

  #kept() {
    const { versions } = this.value;
    return { versions };
  }

  /** @param {Draft} draft */
  #takeUp(draft) {
    const { phase, base, shown } = this.value;
    if (phase === "refused" || (phase === "ready" && draft.text === shown)) return;
    const moved = phase === "ready" && draft.base !== base;
    const disk = moved ? this.#disk("changed", { etag: base }) : this.value.disk;
    const { text } = draft;
    this.state.set({ phase: "ready", text, base: draft.base, problem: findProblem(text), disk, recovered: true });
    this.keepDraft();
  }

  /** @param {Loaded} loaded */
  async #follow(loaded) {
    if (this.isDirty) {
      this.state.set({ disk: this.#disk("changed", { etag: loaded.etag }) });
    } else {
      this.show(loaded);
      this.state.set({ disk: this.#disk("followed", {}) });
    }
    await this.listVersions();
  }

  /** @param {unknown} error */
  async #cannotRecheck(error) {
    if (error instanceof ServerAway) return;
    if (this.isDirty) this.state.set({ disk: this.#diskFrom(error) });
    else if (!(this.value.broken && error instanceof ApiError && error.facts["etag"] === this.value.base)) await this.open();
  }

  /** @param {unknown} error */
  #diskFrom(error) {
    if (hasCode(error, "no_such_project")) return this.#disk("deleted", {});
    return this.#disk("broken", { detail: errorWords(error), etag: etagIn(error) });
  }

  /**
   * @param {Disk["state"]} state
   * @param {{etag?: string, detail?: string}} facts
   * @returns {Disk}
   */
  #disk(state, facts) {
    return { state, at: new Date().toISOString(), ...facts };
  }

  /** @param {unknown} error */
  async #cannotOpen(error) {
    if (error instanceof ServerAway) return this.#closed("away", error);
    if (hasCode(error, "no_such_project")) return this.#closed("missing", error);
    if (error instanceof ApiError && isMendable(error)) return this.#openBroken(error);
    return this.#closed("refused", error);
  }

  /**
   * @param {"away" | "missing" | "refused"} phase
   * @param {unknown} error
   */
  #closed(phase, error) {
    this.state.set({ ...blank(), ...this.#kept(), phase, reason: errorWords(error) });
  }

  /** @param {ApiError} error */
  async #openBroken(error) {
    try {
      const text = await (await this.api.raw(this.id)).text();
      this.state.set({
        ...blank(), ...this.#kept(), phase: "ready", text, shown: text, base: etagIn(error),
        problem: findProblem(text), broken: brokenFrom(error),
      });
    } catch (second) {
      this.#closed("refused", second);
    }
  }
}

/** @param {ProjectValue} value */
export function isDirty({ phase, text, shown, recovered }) {
  return phase === "ready" && (recovered || text !== shown);
}

/**
 * Say what is wrong with a file that is not a document.
 * @param {ApiError} error
 * @returns {Broken}
 */
export function brokenFrom(error) {
  const { line, column, lastGood } = /** @type {Partial<Broken>} */ (error.facts);
  return { detail: error.message, line: line ?? 1, column: column ?? 1, lastGood: lastGood ?? null };
}

/** @param {unknown} error */
export function etagIn(error) {
  return error instanceof ApiError && typeof error.facts["etag"] === "string" ? error.facts["etag"] : "";
}

/** @param {ApiError} error */
function isMendable(error) {
  return error.status === 422 && etagIn(error) !== "" && error.code !== "too_deep";
}
