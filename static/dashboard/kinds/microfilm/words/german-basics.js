import { entryOf } from "../sections.js";

/** @type {Readonly<Record<string, string>>} */
const STEPS = {
  start: "Verfilmung beginnen", complete: "abschließen", fail: "als fehlgeschlagen melden", refilm: "neu verfilmen", rework: "Nacharbeit verlangen",
  void: "Nummer für ungültig erklären", plan: "planen", archive: "archivieren",
};
/** @type {Readonly<Record<string, string>>} */
export const ROLL_STATES = { planned: "geplant", filming: "auf der Kamera", filmed: "verfilmt", failed: "fehlgeschlagen", rework: "Nacharbeit" };
/** @type {Readonly<Record<string, string>>} */
export const ORDER_STATES = {
  registered: "Erfasst", filming_in_progress: "In Verfilmung", filming_complete: "Verfilmt", archived: "Archiviert", rework_required: "Nacharbeit",
};
/** How a state is said in a sentence: the roll is … */
const SAID = new Map([
  ["rework", "in Nacharbeit"], ["registered", "erfasst"], ["filming_in_progress", "in Verfilmung"], ["filming_complete", "verfilmt"],
  ["archived", "archiviert"], ["rework_required", "in Nacharbeit"],
]);
const LIST = new Intl.ListFormat("de", { type: "conjunction" });
const MOMENT = new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeStyle: "short" });

/** @param {number} value */
export function number(value) {
  return value.toLocaleString("de-DE");
}

/**
 * @param {number} value
 * @param {string} one
 * @param {string} many
 */
export function count(value, one, many) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** @param {number} value */
export function documents(value) {
  return count(value, "Dokument", "Dokumente");
}

/** @param {number} value */
export function pages(value) {
  return count(value, "Seite", "Seiten");
}

/** @param {number} value */
export function frames(value) {
  return count(value, "Aufnahme", "Aufnahmen");
}

/** @param {unknown} items */
export function list(items) {
  return Array.isArray(items) ? LIST.format(items.map(String)) : "";
}

/** @param {number[]} ids */
export function rolls(ids) {
  return ids.length === 1 ? `Rolle ${ids[0]}` : `Die Rollen ${list(ids)}`;
}

/** @param {string} name */
export function stateOf(name) {
  return SAID.get(name) ?? entryOf(ROLL_STATES, name) ?? name;
}

/** @param {unknown} names */
export function stepsOf(names) {
  return Array.isArray(names) && names.length > 0 ? list(names.map((name) => entryOf(STEPS, name) ?? name)) : "nichts";
}

/** @param {string} iso */
export function moment(iso) {
  const found = new Date(iso);
  return Number.isNaN(found.getTime()) ? "zu unbekannter Zeit" : MOMENT.format(found);
}
