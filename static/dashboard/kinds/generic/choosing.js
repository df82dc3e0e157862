import { isObject } from "../../words/shapes.js";
import { isScalar } from "./values.js";

/** @typedef {{column: string, isDown: boolean}} Sort */

const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
/** Of longer texts only the beginning is searched. */
const SEARCHED = 4000;

/** The rows of one table in one version of the document, to be searched and sorted. */
export class Rows {
  /** @type {string[] | null} */
  #texts = null;

  /** @param {any[]} rows */
  constructor(rows) {
    this.rows = rows;
  }

  /**
   * Return the places of the rows that have all the words, in the wanted order.
   * @param {string} search
   * @param {Sort | null} sort null: as the file has them
   * @returns {number[]}
   */
  places(search, sort) {
    const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
    const all = Array.from(this.rows, (_, place) => place);
    const texts = words.length > 0 ? (this.#texts ??= this.rows.map(searched)) : [];
    const found = words.length === 0 ? all : all.filter((place) => words.every((word) => texts[place]?.includes(word)));
    return sort ? this.#sorted(found, sort) : found;
  }

  /**
   * @param {number[]} places
   * @param {Sort} sort
   */
  #sorted(places, { column, isDown }) {
    const values = new Map(places.map((place) => [place, cell(this.rows[place], column)]));
    return places.toSorted((one, other) => {
      const [first, second] = [values.get(one), values.get(other)];
      const [rank, otherRank] = [rankOf(first), rankOf(second)];
      // What is not there stands at the end in both directions.
      if (rank !== otherRank) return rank === LAST || otherRank === LAST || !isDown ? rank - otherRank : otherRank - rank;
      return (isDown ? compare(second, first) : compare(first, second)) || one - other;
    });
  }
}

/**
 * Return an own member of a row; undefined where there is none.
 * @param {any} row
 * @param {string} name
 */
export function cell(row, name) {
  return isObject(row) && Object.hasOwn(row, name) ? row[name] : undefined;
}

const LAST = 9;

/** @param {any} value */
function rankOf(value) {
  if (value === undefined || value === null) return LAST;
  return { boolean: 0, number: 1, string: 2 }[/** @type {string} */ (typeof value)] ?? 3;
}

/**
 * @param {any} one
 * @param {any} other of the same rank
 */
function compare(one, other) {
  if (typeof one === "string") return COLLATOR.compare(one.slice(0, 200), other.slice(0, 200));
  if (typeof one === "object") return sizeOf(one) - sizeOf(other);
  return Number(one) - Number(other);
}

/** @param {any} value */
function sizeOf(value) {
  return value === null || value === undefined ? 0 : Object.keys(value).length;
}

/** @param {any} row */
function searched(row) {
  const scalars = isObject(row) ? Object.values(row).flatMap((value) => (isScalar(value) ? [value] : Array.isArray(value) ? value.slice(0, 50).filter(isScalar) : [])) : [row];
  return scalars.map((value) => (typeof value === "string" ? (value.startsWith("data:") ? "" : value.slice(0, SEARCHED)) : String(value))).join("\n").toLowerCase();
}
