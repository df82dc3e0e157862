/** Reading of values whose shape nobody has promised: a file may have been edited by hand. */

/**
 * Return the objects of a list, each with its place in it; nothing where there is no list.
 * @param {unknown} list
 * @returns {{item: Record<string, any>, place: number}[]}
 */
export function itemsOf(list) {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, place) => (isObject(item) ? [{ item, place }] : []));
}

/**
 * Tell whether a value is an object that is no list.
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Return an own member of an object; undefined where there is none.
 * @param {unknown} value
 * @param {string} name
 */
export function member(value, name) {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * Return a text, or the digits of a number; an empty text for anything else.
 * @param {unknown} value
 */
export function textOf(value) {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/**
 * Return a finite number; null for anything else.
 * @param {unknown} value
 */
export function numberOf(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/**
 * Put a member into an object, whatever it is called.
 * @param {Record<string, any>} target
 * @param {string} name
 * @param {unknown} value
 */
export function put(target, name, value) {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * Group items by what a function says of each.
 * @template Item
 * @template Key
 * @param {Item[]} items
 * @param {(item: Item) => Key} keyOf
 * @returns {Map<Key, Item[]>}
 */
export function grouped(items, keyOf) {
  /** @type {Map<Key, Item[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
