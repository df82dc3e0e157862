import { computed, signal } from "@preact/signals";

import { pathOf } from "../state/connection.js";
import { countWords } from "../words/format.js";
import { ImportEntry } from "./import-entry.js";

/**
 * @import { App } from "../app.js"
 * @import { Done } from "./import-entry.js"
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
  }

  /**
   * Look at files before anything becomes of them.
   * @param {File[]} files
   */
  add(files) {
    const made = files.map((file) => new ImportEntry(file, (this.#last += 1), this.app.connection));
    this.entries.value = [...this.entries.value, ...made];
    for (const entry of made) void entry.open();
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

  /** @param {Done[]} done */
  #announce(done) {
    const changed = done.filter(({ isNew, kept }) => isNew || kept !== null);
    if (changed.length === 0) this.app.toasts.say("Nothing was new: the projects hold exactly this already");
    else this.app.undo.offer(doneWords(changed), () => this.#takeBack(changed));
  }

  /**
   * Bring back what was replaced and delete what was made, the last first; what somebody changed since is left alone.
   * @param {Done[]} done
   */
  async #takeBack(done) {
    for (const { id, etag, kept, isNew } of done.toReversed()) {
      const headers = { "If-Match": `"${etag}"` };
      if (isNew) await this.app.connection.ask(pathOf(id), { method: "DELETE", headers });
      else await this.app.connection.ask(`${pathOf(id)}/restore`, { method: "POST", body: JSON.stringify({ backup: kept }), headers });
    }
    await this.app.listing.refresh();
  }
}

/**
 * Say what an import has done.
 * @param {Done[]} done
 */
export function doneWords(done) {
  const [first] = done;
  if (first && done.length === 1) return first.isNew ? `Imported ${first.id}` : `Imported ${first.id}; the version before is kept`;
  const changed = done.filter(({ isNew }) => !isNew).length;
  return `Imported ${countWords(done.length, "project")}${changed > 0 ? `; the versions before are kept` : ""}`;
}
