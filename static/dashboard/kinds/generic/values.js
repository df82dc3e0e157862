import { tooLongIn } from "../../data/digits.js";
import { isObject } from "../../words/shapes.js";

/**
 * @typedef {"text" | "number" | "yes-no" | "null" | "list" | "object"} Type
 * @typedef {import("../../parts/draft.js").Read<any>} Read
 */

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/u;
const LINK = /^https?:\/\/[^\s]+$/iu;
/** Milliseconds since 1970 of the years 2001 to 2099. */
const [FIRST_TIME, LAST_TIME] = [978_307_200_000, 4_102_444_800_000];
const LONG = 2000;

/**
 * Say what a value of JSON is.
 * @param {unknown} value
 * @returns {Type}
 */
export function typeOf(value) {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "object";
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "yes-no" : "text";
}

/** @param {unknown} value */
export function isScalar(value) {
  return value === null || typeof value !== "object";
}

/**
 * Say a scalar as a text, to be edited.
 * @param {unknown} value
 */
export function textFor(value) {
  return value === null || value === undefined ? "" : String(value);
}

/**
 * Read what was typed in the place of a value of some type.
 * @param {Type} type
 * @param {string} text
 * @returns {Read}
 */
export function readAs(type, text) {
  if (type === "number") return readNumber(text.trim());
  if (type === "yes-no") return text === "true" || text === "false" ? { value: text === "true" } : { problem: "This is a yes or no: type true or false." };
  return type === "null" && text === "" ? { value: null } : { value: text };
}

/**
 * Return the value with which something of a type begins.
 * @param {Type} type
 */
export function emptyOf(type) {
  return { text: "", number: 0, "yes-no": false, null: null, list: [], object: {} }[type];
}

/**
 * Turn a scalar into another type, as far as it says the same there.
 * @param {unknown} value
 * @param {Type} type
 */
export function turned(value, type) {
  if (type === "text") return textFor(value);
  const found = type === "number" ? readNumber(textFor(value === true ? 1 : value).trim()) : readAs(type, textFor(value));
  return "value" in found && type !== "null" ? found.value : emptyOf(type);
}

/**
 * Tell whether the browser may have rounded an integer of the file.
 * @param {unknown} value
 */
export function isRounded(value) {
  return typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
}

/**
 * Return the address to which a text leads; null where it is none that a page may link to.
 * @param {unknown} value
 */
export function linkOf(value) {
  return typeof value === "string" && value.length < LONG && LINK.test(value) && URL.canParse(value) ? value : null;
}

/**
 * Return when a value is, and whether that is a whole day; null where it is no date.
 * @param {unknown} value
 * @returns {{at: Date, isDay: boolean} | null}
 */
export function dateOf(value) {
  const isTime = typeof value === "number" && Number.isInteger(value) && value >= FIRST_TIME && value < LAST_TIME;
  const isText = typeof value === "string" && value.length < 40 && (DAY.test(value) || MOMENT.test(value));
  if (!isTime && !isText) return null;
  const isDay = isText && DAY.test(/** @type {string} */ (value));
  const at = new Date(isDay ? `${value}T00:00` : /** @type {string | number} */ (value));
  return Number.isNaN(at.getTime()) ? null : { at, isDay };
}

/**
 * Name an item for a person, by the first of its members that says what it is called.
 * @param {unknown} value
 */
export function nameOf(value) {
  if (!isObject(value)) return "";
  const found = ["name", "title", "label", "prompt", "text", "description", "id"].map((name) => (Object.hasOwn(value, name) ? value[name] : undefined));
  const named = found.find((each) => (typeof each === "string" && each.trim() !== "") || typeof each === "number");
  return named === undefined ? "" : String(named).trim().slice(0, 80);
}

/**
 * @param {string} text
 * @returns {Read}
 */
function readNumber(text) {
  if (!NUMBER.test(text)) return { problem: "This is a number: digits, and a point if there is a fraction." };
  const isTooLong = tooLongIn(text).length > 0 || !Number.isFinite(Number(text));
  if (isTooLong) return { problem: `${text} has more digits than a browser keeps. Change it in the file itself, or as text in the Data tab.` };
  return { value: Number(text) };
}
