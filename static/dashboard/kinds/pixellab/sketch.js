import { cut } from "./details.js";

/**
 * @import { Found, Wish } from "./choosing.js"
 * @import { Row } from "./jobs.js"
 * @import { Metrics } from "./metrics.js"
 * @typedef {{wish: Wish, metrics: Metrics, count: number, total: number, counts: [string, number][], rows: Row[]}} Sketch
 *   What a job history looked like last: its figures, and the first jobs as they were shown.
 */

const PREFIX = "holdfast:dashboard:sketch:";
const VERSION = 1;
const MOST_CHARACTERS = 150_000;
const MOST_PROJECTS = 5;
const MOST_ROWS = 60;
const LARGEST_PICTURE = 4096;
const LONGEST_TEXT = 160;

/**
 * Draw a sketch of what is shown, as light as it has to be.
 * @param {Wish} wish
 * @param {Metrics} metrics
 * @param {Found} found
 * @returns {Sketch}
 */
export function sketchOf(wish, metrics, { rows, counts, total }) {
  let room = MOST_CHARACTERS - 2000;
  const light = rows.slice(0, MOST_ROWS).map((row) => lightOf(row)).filter((row) => (room -= JSON.stringify(row).length + 1) > 0);
  return { wish, metrics, count: rows.length, total, counts: [...counts], rows: light };
}

/**
 * Keep a sketch in the browser, instead of the oldest one where there are many.
 * @param {Storage | null} storage
 * @param {string} id of the project
 * @param {Sketch} sketch
 * @param {number} now
 */
export function keepSketch(storage, id, sketch, now) {
  try {
    storage?.setItem(PREFIX + id, JSON.stringify({ version: VERSION, at: now, sketch }));
    kept(storage).slice(MOST_PROJECTS).forEach(({ key }) => storage?.removeItem(key));
  } catch {
    // a full storage keeps no sketch
  }
}

/**
 * Return the sketch of a project, if this browser holds one.
 * @param {Storage | null} storage
 * @param {string} id
 * @returns {Sketch | null}
 */
export function readSketch(storage, id) {
  return readEntry(storage, PREFIX + id)?.sketch ?? null;
}

/**
 * Return what is kept, the newest first.
 * @param {Storage | null} storage
 */
function kept(storage) {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, place) => storage?.key(place) ?? "").filter((key) => key.startsWith(PREFIX));
  return keys.map((key) => ({ key, at: readEntry(storage, key)?.at ?? 0 })).toSorted((one, other) => other.at - one.at);
}

/**
 * @param {Storage | null} storage
 * @param {string} key
 * @returns {{at: number, sketch: Sketch} | null}
 */
function readEntry(storage, key) {
  try {
    const entry = JSON.parse(storage?.getItem(key) ?? "null");
    return entry?.version === VERSION && Array.isArray(entry.sketch?.rows) ? entry : null;
  } catch {
    return null;
  }
}

/**
 * @param {Row} row
 * @returns {Row}
 */
function lightOf(row) {
  const picture = row.picture.length < LARGEST_PICTURE ? row.picture : "";
  const [prompt = "", error = "", seed = ""] = [row.prompt, row.error, row.seed].map((text) => cut(text, LONGEST_TEXT));
  return { ...row, picture, prompt, error, seed, id: cut(row.id, LONGEST_TEXT), haystack: "" };
}
