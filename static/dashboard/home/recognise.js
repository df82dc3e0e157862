import { idFrom } from "../words/format.js";

/** @typedef {"json" | "local-storage" | "csv" | "zip"} Format */

const ZIP = "PK\u0003\u0004";
const TABLES = /\.(?:csv|tsv)$/iu;
const OFFICE = /\.(?:xlsx?|ods|numbers)$/iu;

/**
 * Say what a file is by its name, its type and its first characters.
 * @param {{name: string, type: string, head: string}} file
 * @returns {{format: Format, problem: ""} | {format: null, problem: string}}
 */
export function recognised({ name, type, head }) {
  if (OFFICE.test(name)) return { format: null, problem: "A workbook cannot be read here. Save the sheet as “CSV UTF-8” and drop that." };
  if (head.startsWith(ZIP) || /\.zip$/iu.test(name)) return { format: "zip", problem: "" };
  if (TABLES.test(name) || type === "text/csv") return { format: "csv", problem: "" };
  const looksLikeJson = /\.json$/iu.test(name) || type === "application/json" || /^\uFEFF?\s*[{[]/u.test(head);
  if (looksLikeJson) return { format: "json", problem: "" };
  return { format: null, problem: "This is neither JSON nor CSV nor ZIP." };
}

/**
 * Tell whether a text is a dump of localStorage: an object of texts, one of which is JSON itself.
 * @param {string} text
 */
export function isDump(text) {
  const values = textsOf(text);
  return values !== null && values.some(holdsJson);
}

/**
 * Return the values of an object that has nothing but texts, or null.
 * @param {string} text
 * @returns {string[] | null}
 */
function textsOf(text) {
  try {
    const parsed = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    const values = Object.values(parsed);
    return values.length > 0 && values.every((value) => typeof value === "string") ? values : null;
  } catch {
    return null;
  }
}

/** @param {string} text */
function holdsJson(text) {
  if (!/^\s*[{[]/u.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Propose the id of the project that a file becomes.
 * @param {string} name
 */
export function idForFile(name) {
  return idFrom(name.replace(/\.[a-z0-9]{1,5}$/iu, "")) || "project";
}

/**
 * List the projects and lists that a table may belong to by its name, the longest id first: `story-shots.csv`, as it was
 * downloaded here, holds the `shots` of `story`.
 * @param {string} name
 * @returns {{id: string, collection: string}[]}
 */
export function tableTargets(name) {
  const stem = name.replace(/(?: \(\d+\))?\.[a-z0-9]{1,5}$/iu, "");
  const cuts = [...stem.matchAll(/-/gu)].map(({ index }) => index).toReversed();
  const split = cuts.map((cut) => ({ id: stem.slice(0, cut), collection: stem.slice(cut + 1) }));
  return [{ id: stem, collection: "" }, ...split].filter(({ id }) => /^[a-z0-9][a-z0-9_-]{0,63}$/u.test(id)).slice(0, 4);
}
