import { countWords, sizeWords } from "../words/format.js";
import { upperFirst } from "./words.js";

/**
 * @import { Counts, Warning } from "../server-types.js"
 * @import { Format } from "./recognise.js"
 * @typedef {"create" | "update" | "copy"} Mode
 * @typedef {{
 *   id: string, name?: string, action: "create" | "save" | "unchanged", kind: string, size: number, counts: Counts,
 *   changes: {op: string, path: string}[], truncated: boolean, warnings: Warning[],
 * }} Preview what the server says it would do
 */

/** @type {Readonly<Record<Format, string>>} */
export const FORMATS = { json: "JSON", "local-storage": "localStorage", csv: "CSV table", zip: "ZIP archive" };

/** What the dialog says. */
export const TEXTS = {
  title: "Import",
  help: "This is what would change. Nothing does before you say so.",
  cancel: "Cancel",
  close: "Close",
  asking: "Looking at it…",
  newId: "as",
  update: "project",
  list: "list",
  dump: "Read it as a dump of localStorage",
  replaceBroken: "The file of this project is broken. Importing replaces it; the broken text is kept among the backups.",
  /** @param {string} id */
  exists: (id) => `There is a project ${id} already: update it, put a copy beside it, or choose another id.`,
  /** @param {number} limit in bytes */
  tooLarge: (limit) => `This server takes files up to ${sizeWords(limit)}. Copy it into the data folder, or start the server with a larger --max-body.`,
  same: "The project holds exactly this already; there is nothing to do.",
};

/**
 * Say which ways there are to take a file in.
 * @param {Format} format
 * @returns {[Mode, string][]}
 */
export function modesOf(format) {
  if (format === "csv") return [["update", "Into a project"], ["create", "New project"]];
  if (format === "zip") return [["update", "New and update"], ["copy", "Copies beside"]];
  return [["create", "New project"], ["update", "Update"], ["copy", "Copy beside"]];
}

/**
 * Say in one sentence what importing one document does.
 * @param {Preview} preview
 * @param {string} kind title of its kind
 */
export function effectWords({ id, action, size, counts }, kind) {
  if (action === "unchanged") return TEXTS.same;
  if (action === "create") return `Makes ${id} (${kind}, ${sizeWords(size)})`;
  return `Changes ${id}: ${countsWords(counts)}. The version before is kept.`;
}

/**
 * Count changes in words.
 * @param {Counts} counts
 */
export function countsWords({ added, removed, replaced, moved }) {
  const parts = [[replaced, "changed"], [added, "added"], [removed, "removed"], [moved, "moved"]];
  const said = parts.filter(([count]) => Number(count) > 0).map(([count, word]) => `${count?.toLocaleString("en")} ${word}`);
  return said.length === 0 ? "nothing but its layout" : said.join(", ");
}

/**
 * Count what several documents do.
 * @param {Preview[]} previews
 */
export function sumWords(previews) {
  const count = (/** @type {string} */ action) => previews.filter((preview) => preview.action === action).length;
  const parts = [
    count("create") > 0 ? `makes ${countWords(count("create"), "project")}` : "",
    count("save") > 0 ? `changes ${countWords(count("save"), "project")}` : "",
    count("unchanged") > 0 ? `${count("unchanged").toLocaleString("en")} unchanged` : "",
  ];
  return upperFirst(parts.filter(Boolean).join(", "));
}

/**
 * Say what the button does that imports everything.
 * @param {number} count
 */
export function importWords(count) {
  return count === 1 ? "Import" : `Import ${countWords(count, "file")}`;
}
