import { freshId } from "../fresh-id.js";
import { isObject, itemsOf, member, put, textOf } from "../../words/shapes.js";

/**
 * @typedef {{id: string, place: number}} Ref an item of a list, found by its id, or by its place where it has none
 * @typedef {"sequences" | "shots" | "audioPhrases"} ListName
 * @typedef {Record<string, any>} Item
 */

/**
 * Find an item in the document as it is now.
 * @param {any} document
 * @param {ListName} name
 * @param {Ref} ref
 * @returns {Item | null}
 */
export function itemAt(document, name, { id, place }) {
  const there = Array.isArray(document[name]) ? document[name][place] : undefined;
  if (isObject(there) && textOf(there["id"]) === id) return there;
  return (id !== "" && itemsOf(document[name]).find(({ item }) => textOf(item["id"]) === id)?.item) || null;
}

/**
 * Set a member of an item, or one of an object in it; undefined takes it away.
 * @param {any} document
 * @param {ListName} name
 * @param {Ref} ref
 * @param {string[]} path one or two names
 * @param {unknown} value
 */
export function setMember(document, name, ref, path, value) {
  let target = itemAt(document, name, ref);
  const last = path.at(-1) ?? "";
  for (const step of target ? path.slice(0, -1) : []) {
    if (!isObject(member(target, step))) put(/** @type {Item} */ (target), step, {});
    target = member(target, step);
  }
  if (!target) return;
  if (value === undefined) delete target[last];
  else put(target, last, value);
}

/**
 * Name an item, to find it again in a document that may have changed.
 * @param {Item} item
 * @param {number} [place]
 * @returns {Ref}
 */
export function refOf(item, place = -1) {
  return { id: textOf(item["id"]), place };
}

/**
 * Return a list of the document, made if there is none.
 * @param {any} document
 * @param {ListName} name
 * @returns {any[]}
 */
export function listOf(document, name) {
  if (!Array.isArray(document[name])) put(document, name, []);
  return document[name];
}

/**
 * Make an id for a further item of a list.
 * @param {any} document
 * @param {ListName} name
 */
export function idFor(document, name) {
  const stem = { sequences: "seq-", shots: "shot-", audioPhrases: "phrase-" }[name];
  return freshId(itemsOf(document[name]).map(({ item }) => textOf(item["id"])), stem);
}

/**
 * Take items out of a list.
 * @param {any} document
 * @param {ListName} name
 * @param {Item[]} items
 */
export function takeOut(document, name, items) {
  for (const item of items) document[name].splice(document[name].indexOf(item), 1);
}
