/**
 * @import { ProjectRow } from "../server-types.js"
 * @import { Wish } from "./listing.js"
 */

/** @type {Readonly<Record<string, (row: ProjectRow) => string | number>>} */
const KEYS = {
  savedAt: ({ savedAt }) => savedAt,
  name: ({ name }) => name.toLowerCase(),
  size: ({ size }) => size,
};

/**
 * Choose and sort rows as the server does, where all of them are known: at once, and also while it is away.
 * @param {ProjectRow[]} rows
 * @param {Wish} wish
 */
export function chosenRows(rows, { q, kind, state, sort, order }) {
  const wanted = q.toLowerCase();
  const keyOf = KEYS[sort] ?? (({ savedAt }) => savedAt);
  const turn = order === "desc" ? -1 : 1;
  return rows
    .filter((row) => (kind === "" || row.kind === kind) && (state === "" || row.state === state))
    .filter((row) => row.name.toLowerCase().includes(wanted) || row.id.includes(wanted))
    .toSorted((one, other) => turn * (compare(keyOf(one), keyOf(other)) || compare(one.id, other.id)));
}

/**
 * Cut a row down to what the list shows of it, for the browser to remember.
 * @param {ProjectRow} row
 * @returns {ProjectRow}
 */
export function remembered(row) {
  if (!row.problem) return row;
  const { code, detail, line, column } = row.problem;
  const problem = { ...(code && { code }), ...(detail && { detail }), ...(line && { line }), ...(column && { column }) };
  return { ...row, problem };
}

/**
 * @param {string | number} one
 * @param {string | number} other
 */
function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
