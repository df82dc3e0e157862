import { isPicture } from "../parts/picture.js";

/** @import { Change } from "../server-types.js" */

/**
 * How a change is shown: a `move`, one side of it (`came`, `gone`), two short values on one line (`line`), two `texts` with
 * the changed words marked, or two `values` of any sort beside each other.
 * @typedef {"move" | "came" | "gone" | "line" | "texts" | "values"} Form
 */

const SHORT = 32;

/**
 * Choose how a change is shown.
 * @param {Change} change
 * @returns {Form}
 */
export function formOf({ op, from, to }) {
  if (op === "move") return "move";
  if (op === "add" || from === undefined) return "came";
  if (op === "remove" || to === undefined) return "gone";
  if (isShort(from) && isShort(to)) return "line";
  return typeof from === "string" && typeof to === "string" && !isPicture(from) && !isPicture(to) ? "texts" : "values";
}

/**
 * Say by how much a number grew or shrank: `+0.5`; empty if one of the two is no number.
 * @param {unknown} from
 * @param {unknown} to
 */
export function growth(from, to) {
  if (typeof from !== "number" || typeof to !== "number") return "";
  const grown = Number((to - from).toPrecision(12));
  if (!Number.isFinite(grown) || grown === 0) return "";
  return `${grown > 0 ? "+" : "−"}${String(Math.abs(grown))}`;
}

/** @param {unknown} value */
function isShort(value) {
  if (typeof value === "string") return value.length <= SHORT && !value.includes("\n");
  return value === null || typeof value !== "object";
}
