import { scan } from "./scan.js";

/**
 * @typedef {{
 *   line: number,
 *   column: number,
 * }} Place
 *
 * @typedef {Place & {offset: number, message: string}} TextProblem
 */

/**
 * Say where and why a text is not a document, or return null when it is one.
 * @param {string} text
 * @returns {TextProblem | null}
 */
export function findProblem(text) {
  if (isObject(text)) return null;
  const found = scan(text);
  const { offset, message } = found ?? { offset: text.search(/\S/u), message: "A project starts with { and ends with }" };
  return { ...placeOf(text, offset), offset, message };
}

/**
 * Turn an offset into line and column.
 * @param {string} text
 * @param {number} offset
 * @returns {Place}
 */
export function placeOf(text, offset) {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { line: countLines(before), column: Array.from(before.slice(start)).length + 1 };
}

/**
 * Turn line and column into an offset, as near as the text allows.
 * @param {string} text
 * @param {Place} place
 */
export function offsetOf(text, { line, column }) {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf("\n", start);
    if (next === -1) return text.length;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  const content = text.slice(start, end === -1 ? text.length : end);
  return start + Array.from(content).slice(0, column - 1).join("").length;
}

/** @param {string} text */
export function countLines(text) {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

/**
 * Cut out the lines around a place, each shortened around the column.
 * @param {string} text
 * @param {Place} place
 * @returns {{line: number, text: string, caret: number | null}[]}
 */
export function around(text, place, lines = 2, width = 48) {
  const first = Math.max(1, place.line - lines);
  const start = offsetOf(text, { line: first, column: 1 });
  const rows = text.slice(start).split("\n", place.line - first + lines + 1);
  const cut = Math.max(0, place.column - width - 1);
  return rows.map((row, index) => {
    const line = first + index;
    const shown = [...row.replace(/\r$/u, "")].slice(cut, cut + 2 * width).join("");
    const caret = line === place.line ? place.column - cut - 1 : null;
    return { line, text: shown.replaceAll("\t", " "), caret };
  });
}

/** @param {string} text */
function isObject(text) {
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  return text.trimStart().startsWith("{");
}
