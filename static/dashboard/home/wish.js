import { PLAIN } from "../state/listing.js";
import { STATES } from "./words.js";

/**
 * @import { Wish } from "../state/listing.js"
 * @typedef {{sort: string, order: "asc" | "desc"}} Sorting
 */

/** What the list can be sorted by, and with which end first. @type {Map<string, "asc" | "desc">} */
const FIRST = new Map([["savedAt", "desc"], ["name", "asc"], ["size", "desc"]]);

/**
 * Read from the address what of the list is wished for; what it does not say is as the person last sorted.
 * @param {URLSearchParams} query
 * @param {Sorting} preferred
 * @returns {Wish}
 */
export function wishOf(query, preferred) {
  const state = query.get("state") ?? "";
  const sort = query.get("sort") ?? "";
  const sorted = FIRST.has(sort) ? { sort, order: orderOf(query.get("order"), sort) } : preferred;
  return { ...PLAIN, q: query.get("q") ?? "", kind: query.get("kind") ?? "", state: Object.hasOwn(STATES, state) ? state : "", ...sorted };
}

/**
 * Say how a click on the head of a column sorts: by it, or the other way round.
 * @param {Sorting} now
 * @param {string} column
 * @returns {Sorting}
 */
export function sortedBy(now, column) {
  if (now.sort !== column) return { sort: column, order: orderOf(null, column) };
  return { sort: column, order: now.order === "asc" ? "desc" : "asc" };
}

/**
 * @param {string | null} order
 * @param {string} sort
 * @returns {"asc" | "desc"}
 */
function orderOf(order, sort) {
  return order === "asc" || order === "desc" ? order : (FIRST.get(sort) ?? "asc");
}
