import { isObject } from "../../words/shapes.js";
import { isScalar, typeOf } from "./values.js";

/**
 * @import { Type } from "./values.js"
 */

/**
 * @typedef {"table" | "list" | "tree" | "empty"} Shape
 * @typedef {{key: string, shape: Shape, value: any}} Section
 * @typedef {{name: string, count: number, type: Type, width: number}} Column  `width` in characters
 */

const WIDEST = 36;
const SAMPLE = 400;

/**
 * Divide a document: its scalars are facts, everything else a section of its own.
 * @param {any} document
 * @returns {{facts: [key: string, value: any][], sections: Section[]}}
 */
export function divided(document) {
  const entries = isObject(document) ? Object.entries(document) : [];
  const others = entries.filter(([, value]) => !isScalar(value));
  return { facts: entries.filter(([, value]) => isScalar(value)), sections: others.map(([key, value]) => ({ key, value, shape: shapeOf(value) })) };
}

/**
 * Say how a list or an object is best shown: mostly objects as a table, only scalars as a list, all else as a tree.
 * @param {any} value
 * @returns {Shape}
 */
export function shapeOf(value) {
  if (!Array.isArray(value)) return "tree";
  if (value.length === 0) return "empty";
  const objects = value.reduce((count, item) => count + (isObject(item) ? 1 : 0), 0);
  if (objects * 2 >= value.length) return "table";
  return value.every(isScalar) ? "list" : "tree";
}

/**
 * Find the columns of a table, those that most rows have first.
 * @param {any[]} rows
 * @returns {Column[]}
 */
export function columnsOf(rows) {
  /** @type {Map<string, {count: number, types: Map<Type, number>, width: number}>} */
  const found = new Map();
  for (const [place, row] of rows.entries()) {
    if (isObject(row)) for (const name of Object.keys(row)) count(found, name, row[name], place < SAMPLE);
  }
  const columns = [...found].map(([name, { count: times, types, width }]) => ({ name, count: times, type: dominant(types), width: Math.min(WIDEST, Math.max(width, name.length)) }));
  return columns.toSorted((one, other) => other.count - one.count);
}

/**
 * Make a row as the others are: with the members that most of them have, each empty.
 * @param {any[]} rows
 * @param {Column[]} columns
 * @param {(type: Type) => any} emptyOf
 * @returns {Record<string, any>}
 */
export function rowLike(rows, columns, emptyOf) {
  const usual = columns.filter(({ count: times }) => times * 2 > rows.length);
  return Object.fromEntries(usual.map(({ name, type }) => [name, emptyOf(type)]));
}

/**
 * @param {Map<string, {count: number, types: Map<Type, number>, width: number}>} found
 * @param {string} name
 * @param {any} value
 * @param {boolean} isMeasured
 */
function count(found, name, value, isMeasured) {
  let column = found.get(name);
  if (!column) found.set(name, (column = { count: 0, types: new Map(), width: 0 }));
  const type = typeOf(value);
  column.count += 1;
  column.types.set(type, (column.types.get(type) ?? 0) + 1);
  if (isMeasured && column.width < WIDEST && isScalar(value)) column.width = Math.max(column.width, typeof value === "string" ? value.length : String(value).length);
}

/**
 * Return the most frequent type; `null` only where there is nothing else.
 * @param {Map<Type, number>} types
 * @returns {Type}
 */
function dominant(types) {
  const [first] = [...types].filter(([type]) => type !== "null").toSorted(([, one], [, other]) => other - one);
  return first?.[0] ?? "null";
}
