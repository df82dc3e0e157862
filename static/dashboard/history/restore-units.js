import { keyOf } from "../changes/groups.js";
import { parentOf, placeIn } from "../changes/places.js";
import { Ways } from "./ways.js";

/** @import { Change } from "../server-types.js" */

/**
 * What can only be restored together: the order of a list, or all changes in a list whose items have no ids, because
 * places shift with each item that comes or goes.
 * @typedef {{kind: "order" | "list" | "one", changes: Change[]}} Unit
 *
 * @typedef {{change: Change, way: string}} Located a change with its way, which is the same in both versions
 */

/**
 * Sort the changes from the current version to a kept one into what can be restored by itself.
 * @param {Change[]} changes
 * @param {any} current the document that the changes lead from
 * @param {any} kept the document that they lead to
 * @returns {Map<string, Unit>} the unit of each change, by its key
 */
export function unitsOf(changes, current, kept) {
  const ways = new Ways(current, kept);
  const located = changes.map((change) => ({ change, way: ways.of(change) }));
  const shifting = shiftingLists(located, ways);
  /** @type {Map<string, Unit>} */
  const named = new Map();
  return new Map(located.map(({ change, way }) => {
    const list = change.op === "move" ? `order ${parentOf(way)}` : (parents(way).findLast((parent) => shifting.has(parent)) ?? null);
    const name = list ?? keyOf(change);
    const unit = named.get(name) ?? { kind: change.op === "move" ? "order" : list === null ? "one" : "list", changes: [] };
    unit.changes.push(change);
    named.set(name, unit);
    return [keyOf(change), unit];
  }));
}

/**
 * Return the keys of all changes that go with some.
 * @param {Iterable<string>} keys
 * @param {Map<string, Unit>} units
 */
export function together(keys, units) {
  return [...new Set([...keys].flatMap((key) => units.get(key)?.changes.map(keyOf) ?? []))];
}

/**
 * Find the lists without ids in which places shift and more than removals happens; removals alone can be done one by one.
 * @param {Located[]} located
 * @param {Ways} ways
 */
function shiftingLists(located, ways) {
  const isItem = (/** @type {Located} */ { change }) => change.op !== "replace" && change.op !== "move" && placeIn(change.path) !== null && !ways.isKeyed(change);
  const shifted = located.filter(isItem);
  const grown = new Set(shifted.filter(({ change }) => change.op === "add").map(({ way }) => parentOf(way)));
  const deeper = new Set(located.filter(({ change }) => change.op !== "remove").flatMap(({ way }) => parents(way)));
  return new Set(shifted.map(({ way }) => parentOf(way)).filter((list) => grown.has(list) || deeper.has(list)));
}

/**
 * Return what holds a place, the innermost first.
 * @param {string} way
 */
function parents(way) {
  const found = [];
  for (let at = parentOf(way); at !== ""; at = parentOf(at)) found.push(at);
  return found;
}
