import { downloadFrom, saveAs } from "../../parts/download.js";
import { wordsOf } from "../../state/connection.js";
import { pictureBytes } from "../../words/pictures.js";
import { addJobs, dropJobs, jobsIn, putJobsBack, takeJobs } from "./changes.js";
import { cut } from "./details.js";
import { importedWords, removedWords } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Toasts } from "../../state/toasts.js"
 * @import { Row } from "./jobs.js"
 * @import { Taken } from "./changes.js"
 */

/** What can be done with the jobs of a project. What takes something away can be taken back. */
export class JobActs {
  /**
   * @param {OpenProject} project
   * @param {Toasts} toasts
   */
  constructor(project, toasts) {
    this.project = project;
    this.toasts = toasts;
  }

  /**
   * Remove jobs.
   * @param {Row[]} rows
   */
  remove(rows) {
    if (rows.length === 0) return;
    this.#take(new Set(rows.map(({ place }) => place)), removedWords(rows.map(({ id }) => cut(id, 40))));
  }

  /** Remove all jobs. */
  clear() {
    const { length } = this.project.document?.jobs ?? [];
    const places = Array.from({ length: length ?? 0 }, (_, place) => place);
    this.#take(new Set(places), "Cleared the history");
  }

  /**
   * Add the jobs of a file whose ids are not here yet.
   * @param {File} file
   */
  async import(file) {
    try {
      const jobs = jobsIn(JSON.parse(await file.text()));
      if (!jobs) throw new Error("There are no jobs in it.");
      this.#add(jobs);
    } catch (error) {
      this.toasts.say(`${cut(file.name, 60)} was not imported. ${wordsOf(error)}`, { tone: "bad" });
    }
  }

  /**
   * Download the jobs as they are on disk, after what is edited here was saved.
   * @param {"json" | "csv" | "xlsx"} format
   */
  async export(format) {
    const { id, path, connection } = this.project;
    const [query, name] = format === "csv" ? ["&collection=jobs", `${id}-jobs`] : ["", id];
    try {
      await this.project.save();
      await downloadFrom(connection, `${path}/export?format=${format}${query}`, `${name}.${format}`);
    } catch (error) {
      this.toasts.say(`The jobs were not exported. ${wordsOf(error)}`, { tone: "bad" });
    }
  }

  /**
   * Download a picture.
   * @param {string} source
   * @param {string} name without its ending
   */
  savePicture(source, name) {
    const found = pictureBytes(source);
    // Of no type that a browser would show: a picture with a script in it stays a file.
    const type = "application/octet-stream";
    if (found) saveAs(new Blob([found.bytes], { type }), `${name.replaceAll(/[^\w-]+/gu, "-")}.${found.ending}`);
    else this.toasts.say("This picture cannot be read.", { tone: "bad" });
  }

  /** @param {Record<string, unknown>[]} jobs */
  #add(jobs) {
    /** @type {string[]} */
    let added = [];
    this.project.edit((document) => (added = addJobs(document, jobs)));
    const text = importedWords(added.length, jobs.length);
    if (added.length === 0) this.toasts.say(text);
    else this.project.undo.offer(text, () => this.project.edit((document) => dropJobs(document, added)));
  }

  /**
   * Take jobs out; only these are kept to put them back, since a whole history of pictures is large.
   * @param {Set<number>} places
   * @param {string} text
   */
  #take(places, text) {
    /** @type {Taken} */
    let taken = [];
    this.project.edit((document) => (taken = takeJobs(document, places)));
    if (taken.length === 0) return;
    this.project.undo.offer(text, () => this.project.edit((document) => putJobsBack(document, taken)));
  }
}
