import { computed, effect, signal, untracked } from "@preact/signals";

import { pathOf } from "../state/connection.js";
import { countWords } from "../words/format.js";

/**
 * @import { App } from "../app.js"
 * @import { Done, ImportEntry } from "./import-entry.js"
 */

/** The files that somebody dropped or chose, until they are taken in or put aside. */
export class Imports {
  /** @type {import("@preact/signals").Signal<ImportEntry[]>} */
  entries = signal([]);
  /** How many are taken in, while that is under way. @type {import("@preact/signals").Signal<{done: number, all: number} | null>} */
  progress = signal(null);
  ready = computed(() => this.entries.value.filter(({ isReady }) => isReady.value));
  #last = 0;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    effect(() => {
      if (app.connection.standing.value === "up") untracked(() => this.#askAgain());
    });
  }

  /**
   * Look at files before anything becomes of them.
   * @param {File[]} files
   */
  async add(files) {
    try {
      const { ImportEntry } = await import("./import-entry.js");
      const made = files.map((file) => new ImportEntry(file, (this.#last += 1), this.app.connection));
      this.entries.value = [...this.entries.value, ...made];
      for (const entry of made) void entry.open();
    } catch {
      this.app.toasts.say("Nothing was imported. The server does not answer.", { tone: "bad" });
    }
  }

  /** @param {ImportEntry} entry */
  leaveOut(entry) {
    this.entries.value = this.entries.value.filter((other) => other !== entry);
  }

  /** Put everything aside that is not taken in. */
  close() {
    if (this.progress.value === null) this.entries.value = [];
  }

  /** Take in what is ready, one after the other; what fails stays to be looked at. */
  async send() {
    const chosen = this.ready.value;
    /** @type {Done[]} */
    const done = [];
    let files = 0;
    this.progress.value = { done: 0, all: chosen.length };
    for (const [index, entry] of chosen.entries()) {
      const saved = await entry.send();
      files += saved.length > 0 ? 1 : 0;
      done.push(...saved);
      this.progress.value = { done: index + 1, all: chosen.length };
    }
    this.progress.value = null;
    this.entries.value = this.entries.value.filter(({ outcome }) => outcome.value !== "done");
    if (files > 0) this.#announce(done);
    await this.app.listing.refresh();
  }

  /** Ask about the files of which the server has not heard. */
  #askAgain() {
    for (const entry of this.entries.value) if (entry.isUnanswered) void entry.ask();
  }

  /** @param {Done[]} done */
  #announce(done) {
    const back = done.filter(({ isNew, kept }) => isNew || kept !== null);
    if (back.length > 0) this.app.undo.offer(doneWords(done), () => this.#takeBack(back));
    else this.app.toasts.say(doneWords(done));
  }

  /**
   * Bring back what was replaced and delete what was made, the last first. What somebody changed since is left alone, and
   * stays in `done` for another try.
   * @param {Done[]} done
   */
  async #takeBack(done) {
    /** @type {{one: Done, error: unknown}[]} */
    const failed = [];
    for (const one of done.toReversed()) await this.#takeBackOne(one).catch((error) => failed.unshift({ one, error }));
    done.splice(0, done.length, ...failed.map(({ one }) => one));
    await this.app.listing.refresh();
    if (failed[0]) throw failed[0].error;
  }

  /** @param {Done} done */
  #takeBackOne({ id, etag, kept, isNew }) {
    const { connection } = this.app;
    const headers = { "If-Match": `"${etag}"` };
    if (isNew) return connection.ask(pathOf(id), { method: "DELETE", headers });
    return connection.ask(`${pathOf(id)}/restore`, { method: "POST", body: JSON.stringify({ backup: kept }), headers });
  }
}

/**
 * Say what an import has done.
 * @param {Done[]} done
 */
export function doneWords(done) {
  const changed = done.filter(({ isSame }) => !isSame);
  const [first] = changed;
  if (!first) return "Nothing was new: the projects hold exactly this already";
  const replaced = changed.filter(({ isNew }) => !isNew).length;
  const what = changed.length === 1 ? first.id : countWords(changed.length, "project");
  const kept = replaced === 0 ? "" : replaced === 1 ? "; the version before is kept" : "; the versions before are kept";
  return `Imported ${what}${kept}`;
}
