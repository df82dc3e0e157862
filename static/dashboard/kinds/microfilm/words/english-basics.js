import { entryOf } from "../sections.js";

/** @type {Readonly<Record<string, string>>} */
const STEPS = {
  start: "start filming", complete: "complete", fail: "report a failure", refilm: "film again", rework: "ask for rework",
  void: "declare the number void", plan: "plan", archive: "archive",
};
/** @type {Readonly<Record<string, string>>} */
export const ROLL_STATES = { planned: "planned", filming: "on the camera", filmed: "filmed", failed: "failed", rework: "rework" };
/** @type {Readonly<Record<string, string>>} */
export const ORDER_STATES = {
  registered: "Registered", filming_in_progress: "Filming", filming_complete: "Filmed", archived: "Archived", rework_required: "Rework",
};
const LIST = new Intl.ListFormat("en", { type: "conjunction" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** @param {number} value */
export function number(value) {
  return value.toLocaleString("en");
}

/**
 * @param {number} value
 * @param {string} one
 * @param {string} [many]
 */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** @param {unknown} items */
export function list(items) {
  return Array.isArray(items) ? LIST.format(items.map(String)) : "";
}

/** @param {number[]} ids */
export function rolls(ids) {
  return ids.length === 1 ? `Roll ${ids[0]}` : `Rolls ${list(ids)}`;
}

/** @param {string} name */
export function stateOf(name) {
  return entryOf(ROLL_STATES, name) ?? entryOf(ORDER_STATES, name)?.toLowerCase() ?? name;
}

/** @param {unknown} names */
export function stepsOf(names) {
  return Array.isArray(names) && names.length > 0 ? list(names.map((name) => entryOf(STEPS, name) ?? name)) : "nothing";
}

/** @param {string} iso */
export function moment(iso) {
  const found = new Date(iso);
  return Number.isNaN(found.getTime()) ? "at an unknown time" : MOMENT.format(found);
}
