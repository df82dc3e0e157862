import { keyWords, parentOf, partsOf, placeIn, placeWords } from "./places.js";
import { WORDS } from "./words.js";

/** @import { Change } from "../server-types.js" */

/**
 * @typedef {{key: string, change: Change, label: string}} Entry one change, and where in its group it is
 * @typedef {{
 *   key: string, lead: string, name: string, path: string, isWhole: "added" | "removed" | null, entries: Entry[],
 * }} Group what changed in one thing: `lead` says which (“Shot 3”), `name` what it is called. `isWhole` is set if the
 *   thing itself was added or removed.
 */

/**
 * Name a change among others of the same difference; an addition and a removal can have the same path.
 * @param {Change} change
 */
export function keyOf({ op, path }) {
  return `${op} ${path}`;
}

/**
 * Sort changes by what they are in, in the order in which they come.
 * @param {Change[]} changes
 * @returns {Group[]}
 */
export function groupsOf(changes) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const change of changes) {
    const made = groupOf(change);
    const group = groups.get(made.key) ?? made;
    if (group === made) groups.set(made.key, made);
    else group.entries.push(...made.entries);
  }
  return [...groups.values()];
}

/**
 * Return the groups with as many changes as there is room for.
 * @param {Group[]} groups
 * @param {number} room
 * @returns {Group[]}
 */
export function firstOf(groups, room) {
  /** @type {Group[]} */
  const found = [];
  let left = room;
  for (const group of groups) {
    if (left <= 0) break;
    found.push(group.entries.length <= left ? group : { ...group, entries: group.entries.slice(0, left) });
    left -= group.entries.length;
  }
  return found;
}

/**
 * @param {Change} change
 * @returns {Group}
 */
function groupOf(change) {
  const { op, path } = change;
  const key = keyOf(change);
  if (op === "move") return orderGroup(change);
  const place = placeOf(change);
  if (!place) return plainGroup(change);
  const isWhole = place.path === path && op !== "replace" ? (op === "add" ? "added" : "removed") : null;
  const list = parentOf(place.path);
  const identity = place.id === null ? `at ${place.path}` : `${typeof place.id} ${place.id}`;
  return {
    key: isWhole ? key : `${list} ${identity}`,
    lead: placeWords(place.path), name: place.name, path: place.path, isWhole,
    entries: [{ key, change, label: isWhole ? "" : placeWords(path, place.path) || WORDS.whole }],
  };
}

/**
 * Say in which item a change is; the server does, and null means in none.
 * @param {Change} change
 * @returns {{path: string, id: string | number | null, name: string} | null}
 */
function placeOf({ item, path }) {
  if (!item || typeof item.path !== "string" || !path.startsWith(item.path)) return null;
  const isId = typeof item.id === "string" || typeof item.id === "number";
  return { path: item.path, id: isId ? /** @type {string | number} */ (item.id) : null, name: typeof item.name === "string" ? item.name : "" };
}

/**
 * Items that only moved are one change of the order of their list.
 * @param {Change} change
 * @returns {Group}
 */
function orderGroup(change) {
  const list = parentOf(change.path);
  const name = placeOf(change)?.name;
  const label = name || placeWords(change.path);
  return { key: `order ${list}`, lead: WORDS.order(placeWords(list)), name: "", path: list, isWhole: null, entries: [{ key: keyOf(change), change, label }] };
}

/**
 * @param {Change} change
 * @returns {Group}
 */
function plainGroup(change) {
  const parts = partsOf(change.path);
  const isInList = placeIn(change.path) !== null;
  const holder = parts.length > 1 ? parentOf(change.path) : "";
  const lead = holder === "" ? WORDS.root : placeWords(holder);
  const last = parts.at(-1) ?? "";
  const label = change.path === "" ? WORDS.whole : isInList ? `#${Number(last) + 1}` : keyWords(last);
  return { key: `in ${holder}`, lead, name: "", path: holder, isWhole: null, entries: [{ key: keyOf(change), change, label }] };
}

/**
 * Say from where to where an item moved, counted from one; null if the change does not say.
 * @param {Change} change
 * @returns {{from: number, to: number} | null}
 */
export function moveOf({ from, path }) {
  const before = typeof from === "string" ? placeIn(from) : null;
  const after = placeIn(path);
  return before === null || after === null ? null : { from: before + 1, to: after + 1 };
}
