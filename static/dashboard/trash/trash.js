import { computed, signal } from "@preact/signals";

import { HoldfastError } from "../../client/errors.js";
import { downloadFrom } from "../parts/download.js";
import { pathOf, wordsOf } from "../state/connection.js";

/**
 * @import { App } from "../app.js"
 * @import { Backup, SaveAnswer, TrashedProject } from "../server-types.js"
 */

const MOST_TRIES = 10;

/** The deleted projects. */
export class Trash {
  /** The latest deleted first; null until they are known. @type {import("@preact/signals").Signal<TrashedProject[] | null>} */
  all = signal(null);
  /** @type {import("@preact/signals").Signal<unknown>} */
  error = signal(null);
  q = signal("");
  shown = computed(() => (this.all.value ?? []).filter(({ id }) => id.includes(this.q.value.trim().toLowerCase())));
  /** Projects whose deleted text is broken. @type {import("@preact/signals").Signal<ReadonlySet<string>>} */
  broken = signal(new Set());
  /** @type {import("@preact/signals").Signal<ReadonlySet<string>>} */
  busy = signal(new Set());
  #turn = 0;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
  }

  /**
   * Know what is in the trash, now and when something happens.
   * @returns {() => void} ends it
   */
  follow() {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let soon;
    const stop = this.app.connection.listen(() => {
      clearTimeout(soon);
      soon = setTimeout(() => void this.refresh(), 250);
    });
    void this.refresh();
    return () => (clearTimeout(soon), stop());
  }

  async refresh() {
    const turn = (this.#turn += 1);
    try {
      const { projects } = await this.app.connection.json("/api/trash");
      if (turn === this.#turn) this.all.value = projects;
      this.error.value = null;
    } catch (error) {
      this.error.value = error;
    }
  }

  /**
   * Bring a project back.
   * @param {TrashedProject} project
   */
  restore({ id, backup }) {
    return this.#act(id, () => this.#bringBack(id, backup, `Restored ${id}`));
  }

  /**
   * Bring back the newest version that can be read, where the last one cannot.
   * @param {TrashedProject} project
   */
  restoreOlder({ id, backup }) {
    return this.#act(id, async () => {
      /** @type {{backups: Backup[]}} */
      const { backups } = await this.app.connection.json(`${pathOf(id)}/backups`);
      const sound = backups.filter(({ name, why }) => name !== backup && why !== "broken").slice(0, MOST_TRIES);
      for (const { name } of sound) {
        try {
          return await this.#bringBack(id, name, `Restored the version of ${id} before it was broken`);
        } catch (error) {
          if (!isBroken(error)) throw error;
        }
      }
      return this.app.toasts.say(`No kept version of ${id} can be read`, { tone: "bad" });
    });
  }

  /**
   * Give the person the text as it was deleted.
   * @param {TrashedProject} project
   */
  async download({ id, backup }) {
    try {
      await downloadFrom(this.app.connection, `${pathOf(id)}/backups/${encodeURIComponent(backup)}`, `${id}.json`);
    } catch (error) {
      this.app.toasts.say(`${id} was not downloaded. ${wordsOf(error)}`, { tone: "bad" });
    }
  }

  /**
   * @param {string} id
   * @param {string} backup
   * @param {string} text
   */
  async #bringBack(id, backup, text) {
    /** @type {SaveAnswer} */
    const { etag } = await this.app.connection.json(`${pathOf(id)}/restore`, { method: "POST", body: JSON.stringify({ backup }) });
    this.app.undo.offer(text, async () => {
      await this.app.connection.ask(pathOf(id), { method: "DELETE", headers: { "If-Match": `"${etag}"` } });
      await this.refresh();
    });
  }

  /**
   * @param {string} id
   * @param {() => Promise<unknown>} act
   */
  async #act(id, act) {
    this.busy.value = new Set([...this.busy.value, id]);
    try {
      await act();
      await this.refresh();
    } catch (error) {
      if (isBroken(error)) this.broken.value = new Set([...this.broken.value, id]);
      else this.app.toasts.say(`${id} was not restored. ${wordsOf(error)}`, { tone: "bad" });
    }
    this.busy.value = new Set([...this.busy.value].filter((other) => other !== id));
  }
}

/** @param {unknown} error */
function isBroken(error) {
  return error instanceof HoldfastError && ["file_broken", "not_an_object", "too_deep"].includes(error.code);
}
