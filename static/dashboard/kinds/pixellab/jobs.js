import { isPicture } from "../../words/pictures.js";

/**
 * @typedef {"idle" | "queued" | "running" | "success" | "error" | "other"} State
 * @typedef {{
 *   place: number, key: string, id: string, prompt: string, state: State, status: string, width: number | null,
 *   height: number | null, duration: number | null, createdAt: number | null, picture: string, error: string,
 *   direction: string, seed: string, haystack: string,
 * }} Row
 *   One job as lists show it, whatever shape it has in the file. `key` names it in the address: its id, or its place where
 *   it has none of its own. `haystack` is what a search looks through.
 */

/** @type {ReadonlySet<string>} */
const STATES = new Set(["idle", "queued", "running", "success", "error"]);
const LAST_MOMENT = 8.64e15;
/** Members of a result that may hold its picture; the generator's own comes first. */
const PICTURES = ["image_data_url", "imageDataUrl", "image", "data_url", "url"];

/**
 * Return the jobs of a document; anything else than a list holds none.
 * @param {any} document
 * @returns {unknown[]}
 */
export function jobsOf(document) {
  return Array.isArray(document?.jobs) ? document.jobs : [];
}

/**
 * Read a job.
 * @param {unknown} item
 * @param {number} place
 * @param {string} key
 * @returns {Row}
 */
export function rowOf(item, place, key) {
  const job = membersOf(item);
  const id = textOf(job["id"]);
  const status = textOf(job["status"]);
  const prompt = item === job ? textOf(job["prompt"]) : textOf(item);
  const [error, seed] = [textOf(job["error"]), textOf(job["seed"])];
  return {
    place, key, id, prompt, status, error, seed,
    state: STATES.has(status) ? /** @type {State} */ (status) : "other",
    width: numberOf(job["width"]),
    height: numberOf(job["height"]),
    duration: numberOf(job["duration"]),
    createdAt: momentOf(job["createdAt"]),
    picture: pictureOf(job["result"]),
    direction: job["isRotation"] === true ? textOf(membersOf(job["rotationData"])["toDirection"]) || "turned" : "",
    haystack: "",
  };
}

/**
 * Return the id by which a job can be told from the others; empty where it has none.
 * @param {unknown} item
 */
export function idOf(item) {
  return textOf(membersOf(item)["id"]);
}

/**
 * Return the members of an object; nothing has none.
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
export function membersOf(value) {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? /** @type {Record<string, unknown>} */ (value) : {};
}

/**
 * Find the picture of a result: the text itself, or a member that holds it.
 * @param {unknown} result
 */
export function pictureOf(result) {
  if (isPicture(result)) return result;
  const members = membersOf(result);
  const name = PICTURES.find((found) => isPicture(members[found]));
  return name === undefined ? "" : /** @type {string} */ (members[name]);
}

/**
 * Read a number that was perhaps written as a text.
 * @param {unknown} value
 */
export function numberOf(value) {
  const found = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

/**
 * Read a moment in milliseconds, or one that was written as a date.
 * @param {unknown} value
 */
export function momentOf(value) {
  const found = numberOf(value) ?? (typeof value === "string" ? Date.parse(value) : Number.NaN);
  return Math.abs(found) <= LAST_MOMENT ? found : null;
}

/**
 * Show any value as a text; nothing is an empty one.
 * @param {unknown} value
 */
export function textOf(value) {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
