import { signal } from "@preact/signals";

import { pathOf, wordsOf } from "../state/connection.js";
import { Imports } from "./imports.js";
import { OtherFiles } from "./other-files.js";
import { Pictures } from "./pictures.js";

/**
 * @import { App } from "../app.js"
 * @import { ProjectRow } from "../server-types.js"
 */

/** @type {WeakMap<App, Home>} what is shown outlives the page that shows it, so that coming back finds it as it was */
const homes = new WeakMap();

/**
 * Return what the page of all projects knows.
 * @param {App} app
 */
export function homeOf(app) {
  const known = homes.get(app);
  if (known) return known;
  const made = new Home(app);
  homes.set(app, made);
  return made;
}

/** What the page of all projects knows beside the list itself. */
class Home {
  /** Whether the dialog for a new project is open. */
  isCreating = signal(false);
  /** The file that is to be deleted although it cannot be brought back from here. @type {import("@preact/signals").Signal<ProjectRow | null>} */
  doomed = signal(null);
  /** How far the page was scrolled when it was left. */
  scrolled = 0;
  /** The project that is being deleted, and its place, which then gets the focus. @type {{id: string, place: number} | null} */
  leaving = null;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.pictures = new Pictures(app.connection);
    this.imports = new Imports(app);
    this.files = new OtherFiles(app);
    this.view = app.preferences.of("view", /** @type {"cards" | "table"} */ ("cards"));
    this.areFilesOpen = app.preferences.of("other-files", /** @type {boolean | null} */ (null));
  }

  /**
   * Sort the list, from now on and in the address.
   * @param {{sort: string, order: "asc" | "desc"}} sorting
   */
  sortBy(sorting) {
    this.app.listing.order.value = sorting;
    this.app.router.refine(sorting);
  }

  /**
   * Delete a project; of a file that cannot be read, ask first, because no Undo brings it back.
   * @param {ProjectRow} row
   */
  remove(row) {
    const place = [...this.app.listing.rows.peek()].find(([, { id }]) => id === row.id)?.[0] ?? 0;
    this.leaving = { id: row.id, place };
    if (row.state === "ok" || row.state === "invalid") void this.app.deleteProject(row.id);
    else this.doomed.value = row;
  }

  /** Delete the file that was asked about; its text goes to the backups. */
  async removeDoomed() {
    const row = this.doomed.value;
    this.doomed.value = null;
    if (!row) return;
    const { connection, toasts } = this.app;
    try {
      await connection.ask(pathOf(row.id), { method: "DELETE", headers: { "If-Match": `"${row.etag}"` } });
      toasts.say(`Deleted ${row.id}. Its text is in backups/${row.id}/`);
    } catch (error) {
      toasts.say(`${row.id} was not deleted. ${wordsOf(error)}`, { tone: "bad" });
    }
  }

  /**
   * Copy a text for pasting it elsewhere.
   * @param {string} text
   */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.app.toasts.say(`Copied: ${text}`);
    } catch {
      this.app.toasts.say(`The browser does not let this page copy. It is: ${text}`, { tone: "bad" });
    }
  }
}

/** @typedef {Home} HomeState */
