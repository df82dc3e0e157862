/** @typedef {{op: "add" | "replace" | "remove", path: string, value?: any}} Operation of a JSON Patch (RFC 6902) */

/**
 * Return the operations that make one JSON value of another, or null if there are more than `most`.
 * @param {any} before
 * @param {any} after
 * @param {number} most
 * @returns {Operation[] | null}
 */
export function diff(before, after, most) {
  /** @type {Operation[]} */
  const found = [];
  compare(before, after, "", found, most);
  return found.length > most ? null : found;
}

/**
 * Say whether two JSON values are the same, whatever the order of their members.
 * @param {any} one undefined where there is none
 * @param {any} other
 */
export function alike(one, other) {
  return diff(one, other, 0) !== null;
}

/**
 * Return a name as JSON pointers have it.
 * @param {string} name
 */
export function escaped(name) {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/**
 * @param {any} before
 * @param {any} after
 * @param {string} path
 * @param {Operation[]} found
 * @param {number} most
 */
function compare(before, after, path, found, most) {
  if (found.length > most || before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, path, found, most);
  else if (isMembers(before) && isMembers(after)) compareMembers(before, after, path, found, most);
  else found.push({ op: "replace", path, value: after });
}

/**
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 * @param {string} path
 * @param {Operation[]} found
 * @param {number} most
 */
function compareMembers(before, after, path, found, most) {
  for (const name of Object.keys({ ...before, ...after })) {
    const at = `${path}/${escaped(name)}`;
    if (!Object.hasOwn(after, name)) found.push({ op: "remove", path: at });
    else if (!Object.hasOwn(before, name)) found.push({ op: "add", path: at, value: after[name] });
    else compare(before[name], after[name], at, found, most);
  }
}

/**
 * @param {any[]} before
 * @param {any[]} after
 * @param {string} path
 * @param {Operation[]} found
 * @param {number} most
 */
function compareLists(before, after, path, found, most) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && alike(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && alike(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const common = shorter - end;
  for (let place = start; place < common; place += 1) compare(before[place], after[place], `${path}/${place}`, found, most);
  for (let place = before.length - end - 1; place >= common; place -= 1) found.push({ op: "remove", path: `${path}/${place}` });
  for (let place = common; place < after.length - end; place += 1) {
    found.push({ op: "add", path: `${path}/${place}`, value: after[place] });
  }
}

/** @param {any} value */
function isMembers(value) {
  return Object(value) === value && !Array.isArray(value);
}
