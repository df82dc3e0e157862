import { isObject, put } from "../words/shapes.js";

/**
 * Take an act back, and keep what was edited since: items that it removed come back to their place, those that it added
 * go, values and orders that it changed are as before.
 * @param {any} before the value before the act
 * @param {any} after right after it
 * @param {any} now
 * @returns {any}
 * @throws {Error} if a list was changed since whose items cannot be told apart
 */
export function takenBack(before, after, now) {
  if (same(before, after)) return now;
  if (same(after, now)) return before;
  if ([before, after, now].every(isObject)) return members(before, after, now);
  if (![before, after, now].every(Array.isArray)) return now;
  const [was, then, is] = [before, after, now].map(byIdentity);
  if (!was || !then || !is) throw new Error("It was changed since. The version before it is in the history.");
  return items(was, then, is);
}

/**
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 * @param {Record<string, any>} now
 */
function members(before, after, now) {
  const result = {};
  const maps = [before, after, now].map((object) => new Map(Object.entries(object)));
  const [was, then, is] = /** @type {[Map<string, any>, Map<string, any>, Map<string, any>]} */ (maps);
  for (const [name, value] of together(was, then, is)) put(result, name, value);
  return result;
}

/**
 * @param {Map<any, any>} was
 * @param {Map<any, any>} then
 * @param {Map<any, any>} is
 */
function items(was, then, is) {
  return together(was, then, is).map(([, value]) => value);
}

/**
 * @template Key
 * @param {Map<Key, any>} was
 * @param {Map<Key, any>} then
 * @param {Map<Key, any>} is
 * @returns {[Key, any][]}
 */
function together(was, then, is) {
  const stays = (/** @type {Key} */ key) => was.has(key) || !then.has(key);
  const comesBack = (/** @type {Key} */ key) => !then.has(key) || is.has(key);
  const [before, now] = [[...was.keys()].filter(comesBack), [...is.keys()].filter(stays)];
  const order = isReordered([...was.keys()], [...then.keys()]) ? woven(before, now) : woven(now, before);
  return order.map((key) => {
    if (!is.has(key)) return [key, was.get(key)];
    return [key, was.has(key) && then.has(key) ? takenBack(was.get(key), then.get(key), is.get(key)) : is.get(key)];
  });
}

/**
 * Tell whether what two lists have in common stands in two orders.
 * @param {unknown[]} one
 * @param {unknown[]} other
 */
function isReordered(one, other) {
  const [first, second] = [new Set(one), new Set(other)];
  const common = other.filter((key) => first.has(key));
  return one.filter((key) => second.has(key)).some((key, place) => key !== common[place]);
}

/**
 * Put what only a second list has into a first one, each after what it follows there.
 * @template Key
 * @param {Key[]} first
 * @param {Key[]} second
 */
function woven(first, second) {
  const known = new Set(first);
  const result = [...first];
  let previous = /** @type {Key | undefined} */ (undefined);
  for (const key of second) {
    if (!known.has(key)) result.splice(previous === undefined ? 0 : result.indexOf(previous) + 1, 0, key);
    previous = key;
  }
  return result;
}

/**
 * Return the items of a list by their ids, or by themselves where they are texts or numbers; null where two are the same.
 * @param {any[]} list
 * @returns {Map<any, any> | null}
 */
function byIdentity(list) {
  const found = new Map(list.map((item) => [isObject(item) ? `id ${JSON.stringify(item["id"])}` : JSON.stringify(item), item]));
  return found.size === list.length && !found.has("id undefined") ? found : null;
}

/**
 * @param {any} one
 * @param {any} other
 */
function same(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
