import { freshId } from "../fresh-id.js";
import { isObject, member, put, textOf } from "../../words/shapes.js";

/**
 * Changes at places of any document. Each returns a function that takes it back in the document as it is then, with what
 * was edited since; it says so (by an error) where that cannot be done any more.
 */

/**
 * @typedef {string | {index: number, id?: unknown}} Step a member by its name, or an item by its place and its id if it has one
 * @typedef {(document: any) => void} Back
 */

/**
 * Return the value at a place; undefined where it leads nowhere. An item with an id is found by that, wherever it is now.
 * @param {any} document
 * @param {Step[]} steps
 * @returns {any}
 */
export function at(document, steps) {
  return steps.reduce((value, step) => {
    if (typeof step === "string") return member(value, step);
    return Array.isArray(value) ? value[placeIn(value, step)] : undefined;
  }, document);
}

/**
 * Make the steps to an item.
 * @param {Step[]} list
 * @param {number} index
 * @param {any} item
 * @returns {Step[]}
 */
export function toItem(list, index, item) {
  const id = member(item, "id");
  return [...list, id === undefined ? { index } : { index, id }];
}

/**
 * Return the JSON pointer of a place.
 * @param {Step[]} steps
 */
export function pointerTo(steps) {
  return steps.map((step) => `/${(typeof step === "string" ? step : String(step.index)).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/**
 * Write a value.
 * @param {any} document
 * @param {Step[]} steps
 * @param {any} value
 */
export function write(document, steps, value) {
  const parent = at(document, steps.slice(0, -1));
  const last = steps.at(-1);
  if (typeof last === "string" && isObject(parent)) put(parent, last, value);
  else if (typeof last === "object" && Array.isArray(parent)) {
    const place = placeIn(parent, last);
    if (place >= 0 && place < parent.length) parent[place] = value;
  }
}

/**
 * Put an item into a list.
 * @param {any} document
 * @param {Step[]} list
 * @param {number} index
 * @param {any} item
 * @returns {Back}
 */
export function insert(document, list, index, item) {
  const items = at(document, list);
  if (!Array.isArray(items)) return nothing;
  items.splice(index, 0, item);
  const mark = markOf(item, index);
  return (now) => void found(now, list, mark, (all, place) => all.splice(place, 1));
}

/**
 * Take an item out of a list.
 * @param {any} document
 * @param {Step[]} list
 * @param {Step} step
 * @returns {Back}
 */
export function remove(document, list, step) {
  const items = at(document, list);
  const index = Array.isArray(items) && typeof step === "object" ? placeIn(items, step) : -1;
  if (index < 0 || index >= items.length) return nothing;
  const before = index > 0 ? markOf(items[index - 1], index - 1) : null;
  const [item] = structuredClone(items.splice(index, 1));
  return (now) => {
    const all = at(now, list);
    if (!Array.isArray(all)) throw gone();
    const previous = before ? locate(all, before) : -1;
    all.splice(previous >= 0 ? previous + 1 : Math.min(index, all.length), 0, item);
  };
}

/**
 * Move an item by some places.
 * @param {any} document
 * @param {Step[]} list
 * @param {Step} step
 * @param {number} by
 * @returns {Back}
 */
export function move(document, list, step, by) {
  const items = at(document, list);
  const index = Array.isArray(items) && typeof step === "object" ? placeIn(items, step) : -1;
  const target = index + by;
  if (index < 0 || target < 0 || target >= items?.length) return nothing;
  const [item] = items.splice(index, 1);
  items.splice(target, 0, item);
  const mark = markOf(item, target);
  return (now) => void found(now, list, mark, (all, place) => all.splice(Math.min(index, all.length), 0, ...all.splice(place, 1)));
}

/**
 * Add a member to an object, which has none of that name.
 * @param {any} document
 * @param {Step[]} object
 * @param {string} name
 * @param {any} value
 * @returns {Back}
 */
export function add(document, object, name, value) {
  const target = at(document, object);
  if (!isObject(target) || Object.hasOwn(target, name)) return nothing;
  put(target, name, value);
  return (now) => {
    const there = at(now, object);
    if (!isObject(there)) throw gone();
    delete there[name];
  };
}

/**
 * Take a member out of an object; it comes back at its place.
 * @param {any} document
 * @param {Step[]} object
 * @param {string} name
 * @returns {Back}
 */
export function removeMember(document, object, name) {
  const target = at(document, object);
  if (!isObject(target) || !Object.hasOwn(target, name)) return nothing;
  const value = structuredClone(target[name]);
  const before = Object.keys(target).slice(0, Object.keys(target).indexOf(name));
  delete target[name];
  return (now) => {
    const there = at(now, object);
    if (!isObject(there)) throw gone();
    putAfter(there, before, name, value);
  };
}

/**
 * Copy an item, with an id of its own where the items have ids.
 * @param {any[]} items
 * @param {any} item
 */
export function copyOf(items, item) {
  const copy = structuredClone(item);
  const id = member(copy, "id");
  if (id !== undefined) put(copy, "id", idLike(items, id));
  return copy;
}

/**
 * Make an id for a further item of a list: the next number, or the next text.
 * @param {any[]} items
 * @param {unknown} like
 */
export function idLike(items, like) {
  const ids = items.map((item) => member(item, "id"));
  if (typeof like !== "number") return freshId(ids.map(textOf).filter(Boolean), "");
  return ids.reduce((most, id) => (typeof id === "number" && Number.isSafeInteger(id) && id >= most ? id + 1 : most), 1);
}

/**
 * @param {any[]} list
 * @param {{index: number, id?: unknown}} step
 * @returns {number} -1 if an item with that id is no longer there
 */
function placeIn(list, { index, id }) {
  if (id === undefined) return index;
  if (member(list[index], "id") === id) return index;
  return list.findIndex((item) => member(item, "id") === id);
}

/**
 * @param {any} item
 * @param {number} index
 */
function markOf(item, index) {
  const id = member(item, "id");
  return { index, id, text: id === undefined ? JSON.stringify(item) : "" };
}

/**
 * Find an item again: by its id, or as the nearest one that says the same.
 * @param {any[]} list
 * @param {{index: number, id: unknown, text: string}} mark
 */
function locate(list, { index, id, text }) {
  if (id !== undefined) return placeIn(list, { index, id });
  const same = list.map((item, place) => place).filter((place) => JSON.stringify(list[place]) === text);
  return same.toSorted((one, other) => Math.abs(one - index) - Math.abs(other - index))[0] ?? -1;
}

/**
 * @param {any} document
 * @param {Step[]} list
 * @param {{index: number, id: unknown, text: string}} mark
 * @param {(list: any[], place: number) => void} act
 */
function found(document, list, mark, act) {
  const all = at(document, list);
  const place = Array.isArray(all) ? locate(all, mark) : -1;
  if (place < 0) throw gone();
  act(all, place);
}

/**
 * @param {Record<string, any>} target
 * @param {string[]} before
 * @param {string} name
 * @param {any} value
 */
function putAfter(target, before, name, value) {
  const known = new Set(before);
  const later = Object.entries(target).filter(([key]) => !known.has(key) && key !== name);
  for (const [key] of later) delete target[key];
  put(target, name, value);
  for (const [key, kept] of later) put(target, key, kept);
}

function nothing() {
  // there was nothing to change, so there is nothing to take back
}

function gone() {
  return new Error("It was changed since. The version before it is in the history.");
}
