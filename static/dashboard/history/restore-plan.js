import { keyOf } from "../changes/groups.js";
import { parentOf, partsOf, placeIn } from "../changes/places.js";

/**
 * @import { Change } from "../server-types.js"
 * @import { Unit } from "./restore-units.js"
 */

/**
 * @typedef {{op: "remove", path: string} | {op: "move", from: string, path: string}} Operation of a JSON Patch (RFC 6902)
 * @typedef {{patch: Operation[], paths: string[]}} Plan how chosen changes are restored: first `patch` is applied to the
 *   current version, then the values at `paths` are taken from the kept one.
 *
 * What is to be removed is named by where it stands now, and the server looks for a path in the kept version first, where
 * another item may stand at that place. A patch says what is meant, needs no values, and so keeps the digits of numbers.
 */

/**
 * Plan how chosen changes are restored.
 * @param {Change[]} changes from the current version to the kept one
 * @param {ReadonlySet<string>} chosen keys of changes
 * @param {Map<string, Unit>} units
 * @param {any} document the current version
 * @returns {Plan}
 */
export function planOf(changes, chosen, units, document) {
  const wanted = changes.filter((change) => chosen.has(keyOf(change)));
  const kindOf = (/** @type {Change} */ change) => units.get(keyOf(change))?.kind ?? "one";
  const single = wanted.filter((change) => kindOf(change) === "one");
  const removed = single.filter(({ op }) => op === "remove");
  const moved = wanted.filter(({ op }) => op === "move");
  const lists = new Set(wanted.filter((change) => kindOf(change) === "list").flatMap((change) => listPath(change, units)));
  return {
    patch: [...removals(removed), ...moves(moved, changes, removed, document)],
    paths: [...lists, ...single.filter(({ op }) => op !== "remove").map(({ path }) => path)],
  };
}

/**
 * Return the path of the list that is restored whole, as it is in the kept version: no removal says it.
 * @param {Change} change
 * @param {Map<string, Unit>} units
 * @returns {string[]}
 */
function listPath(change, units) {
  const all = units.get(keyOf(change))?.changes ?? [];
  const depth = Math.min(...all.filter(({ op, path }) => op !== "replace" && placeIn(path) !== null).map(({ path }) => partsOf(path).length));
  const there = all.find(({ op, path }) => op !== "remove" && partsOf(path).length >= depth);
  return there ? [`/${there.path.split("/").slice(1, depth).join("/")}`] : [];
}

/**
 * Remove from the end to the beginning, so that no place shifts before its turn.
 * @param {Change[]} removed
 * @returns {Operation[]}
 */
function removals(removed) {
  return removed.map(({ path }) => path).toSorted((one, other) => compared(partsOf(other), partsOf(one))).map((path) => ({ op: "remove", path }));
}

/**
 * Bring items to their places: all of them to the end, and from there one after the other to where each belongs.
 * @param {Change[]} moved
 * @param {Change[]} changes
 * @param {Change[]} removed what the patch has removed before
 * @param {any} document
 * @returns {Operation[]}
 */
function moves(moved, changes, removed, document) {
  const lists = [...new Set(moved.flatMap(({ from }) => (typeof from === "string" ? [parentOf(from)] : [])))];
  const deepFirst = lists.toSorted((one, other) => partsOf(other).length - partsOf(one).length);
  return deepFirst.flatMap((list) => {
    const held = partsOf(list).reduce((value, part) => (typeof value === "object" && value !== null ? value[part] : undefined), document);
    if (!Array.isArray(held)) return [];
    const items = moved.filter(({ from }) => typeof from === "string" && parentOf(from) === list);
    const gone = new Set(removed.filter(({ path }) => parentOf(path) === list).map(({ path }) => placeIn(path)));
    const target = parentOf(items[0]?.path ?? "");
    const added = changes.filter(({ op, path }) => op === "add" && parentOf(path) === target).map(({ path }) => placeIn(path) ?? 0);
    const order = [...held.keys()].filter((place) => !gone.has(place));
    return movesIn(shifted(list, removed), order, items.map((item) => stepOf(item, added)));
  });
}

/**
 * @param {Change} change
 * @param {number[]} added places of items that the list does not have yet
 */
function stepOf({ from, path }, added) {
  const place = placeIn(path) ?? 0;
  return { from: placeIn(String(from)) ?? 0, to: place - added.filter((other) => other < place).length };
}

/**
 * @param {string} list
 * @param {number[]} order the places of its items, as they stood first
 * @param {{from: number, to: number}[]} steps
 * @returns {Operation[]}
 */
function movesIn(list, order, steps) {
  /** @type {Operation[]} */
  const patch = [];
  const move = (/** @type {number} */ item, /** @type {number} */ to) => {
    const at = order.indexOf(item);
    if (at === -1 || at === to) return;
    order.splice(to, 0, ...order.splice(at, 1));
    patch.push({ op: "move", from: `${list}/${at}`, path: `${list}/${to}` });
  };
  for (const { from } of steps) move(from, order.length - 1);
  for (const { from, to } of steps.toSorted((one, other) => one.to - other.to)) move(from, Math.min(to, order.length - 1));
  return patch;
}

/**
 * Return where a list stands after what was removed before it.
 * @param {string} list
 * @param {Change[]} removed
 */
function shifted(list, removed) {
  const gone = removed.map(({ path }) => path);
  const parts = list.split("/");
  return parts.map((part, at) => {
    const holder = parts.slice(0, at).join("/");
    const before = gone.filter((path) => parentOf(path) === holder && (placeIn(path) ?? Infinity) < Number(part));
    return before.length > 0 && placeIn(`/${part}`) !== null ? String(Number(part) - before.length) : part;
  }).join("/");
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
function compared(one, other) {
  const at = one.findIndex((part, place) => part !== other[place]);
  if (at === -1) return one.length - other.length;
  const [left, right] = [one[at] ?? "", other[at] ?? ""];
  const numbers = placeIn(`/${left}`) !== null && placeIn(`/${right}`) !== null;
  return numbers ? Number(left) - Number(right) : left < right ? -1 : 1;
}
