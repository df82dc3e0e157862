import { alike, escaped } from "./diff.js";

/** @import { Place } from "./standing.js" */

/**
 * Bring two edits of one document together: what only one side changed is taken, members of objects and items with ids
 * one by one. What one side deleted and the other edited stays.
 *
 * The server does this; here it serves where the server has let go of the version that both began with.
 * @param {any} base undefined where there was nothing
 * @param {any} mine
 * @param {any} theirs
 * @param {boolean} prefersMine whose value is taken where both changed it
 * @param {(place: Place) => void} [told] hears of each place where both changed one value
 * @param {string} [path]
 * @returns {any}
 */
export function merged(base, mine, theirs, prefersMine, told, path = "") {
  if (alike(mine, theirs) || alike(base, mine)) return theirs;
  if (alike(base, theirs)) return mine;
  if (mine === undefined || theirs === undefined) return mine === undefined ? theirs : mine;
  const [was, ours, others] = [base, mine, theirs].map(parts);
  if (!ours || !others || Array.isArray(mine) !== Array.isArray(theirs)) {
    told?.({ path, base, mine, theirs });
    return prefersMine ? mine : theirs;
  }
  const names = new Set([...others.keys(), ...ours.keys()]);
  const places = Array.isArray(mine) ? [...ours.keys()] : null;
  const found = Array.from(names, (name) => {
    const at = `${path}/${places ? places.indexOf(name) : escaped(name)}`;
    const value = merged(was?.get(name), ours.get(name), others.get(name), prefersMine, told, at);
    return /** @type {[any, any]} */ ([name, value]);
  }).filter(([, value]) => value !== undefined);
  return Array.isArray(mine) ? found.map(([, value]) => value) : Object.fromEntries(found);
}

/**
 * Return the members of an object, or the items of a list by their ids; null for what is one value.
 * @param {any} value
 * @returns {Map<any, any> | null}
 */
function parts(value) {
  if (Object(value) !== value) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const items = new Map(value.map((item) => [item?.id, item]));
  return items.size === value.length && !items.has(undefined) ? items : null;
}
