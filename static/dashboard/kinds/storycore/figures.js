import { isObject, itemsOf, member, numberOf, textOf } from "../../words/shapes.js";

/** @import { Film, PromptState } from "./shots.js" */

/**
 * @typedef {{
 *   seconds: number, sequences: number, shots: number, phrases: number, words: number,
 *   prompts: Record<PromptState, number>, generations: [status: string, count: number][],
 * }} Figures
 * @typedef {{place: number, id: string, at: string | null, status: string, says: string}} Generation  `at` is ISO 8601
 * @typedef {{name: string, isOn: boolean}} Capability
 */

export const CAPABILITIES = ["gridGeneration", "promotionEngine", "qaEngine", "autofixEngine", "voiceGeneration"];

/**
 * Count what a film has.
 * @param {Film} film
 * @param {any} document
 * @returns {Figures}
 */
export function figuresOf(film, document) {
  const prompts = { valid: 0, "too short": 0, "too long": 0 };
  for (const { state } of film.shots) prompts[state] += 1;
  const statuses = new Map();
  for (const { item } of itemsOf(member(document, "generationHistory"))) {
    const status = textOf(member(item, "status")) || "unknown";
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return {
    seconds: film.shots.reduce((sum, { item }) => sum + (numberOf(member(item, "duration")) ?? 0), 0),
    sequences: film.sequences.length, shots: film.shots.length, phrases: film.phrases.length,
    words: film.phrases.reduce((sum, { text }) => sum + (text.match(/\S+/gu)?.length ?? 0), 0),
    prompts, generations: [...statuses],
  };
}

/**
 * Return what was generated last, the newest first.
 * @param {any} document
 * @param {number} most
 * @returns {Generation[]}
 */
export function generationsOf(document, most) {
  const found = itemsOf(member(document, "generationHistory")).map(({ item, place }) => ({ item, place, time: new Date(member(item, "timestamp")).getTime() || 0 }));
  return found.toSorted((one, other) => other.time - one.time || other.place - one.place).slice(0, most).map(({ item, place }) => ({
    place, id: textOf(member(item, "id")), at: timeOf(member(item, "timestamp")), status: textOf(member(item, "status")) || "unknown", says: outcome(item),
  }));
}

/**
 * Return the switches of a film: those of the contract, then others that it has.
 * @param {any} document
 * @returns {Capability[]}
 */
export function capabilitiesOf(document) {
  const own = member(document, "capabilities");
  const others = isObject(own) ? Object.keys(own).filter((name) => typeof own[name] === "boolean" && !CAPABILITIES.includes(name)) : [];
  return [...CAPABILITIES, ...others].map((name) => ({ name, isOn: member(own, name) === true }));
}

/**
 * Read a time that is milliseconds since 1970 or ISO 8601.
 * @param {unknown} value
 * @returns {string | null} ISO 8601
 */
export function timeOf(value) {
  const time = typeof value === "number" || typeof value === "string" ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** @param {Record<string, any>} record */
function outcome(record) {
  const error = member(record, "error");
  if (error !== undefined && error !== null) return typeof error === "string" ? error : short(error);
  const results = member(record, "results");
  if (results === undefined || results === null) return "";
  return typeof results === "string" ? results : short(results);
}

/** @param {unknown} value */
function short(value) {
  if (Array.isArray(value)) return value.length === 1 ? "1 result" : `${value.length} results`;
  const said = ["message", "error", "detail"].map((name) => member(value, name)).find((text) => typeof text === "string");
  return said ?? (isObject(value) ? Object.keys(value).slice(0, 6).join(", ") : String(value));
}
