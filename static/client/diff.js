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
  return compare(before, after, "", found, most) ? found : null;
}

/**
 * @param {any} before
 * @param {any} after
 * @param {string} path
 * @param {Operation[]} found
 * @param {number} most
 * @returns {boolean} whether there are few enough
 */
function compare(before, after, path, found, most) {
  if (Object.is(before, after)) return true;
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path, found, most);
  if (isMembers(before) && isMembers(after)) return compareMembers(before, after, path, found, most);
  return found.push({ op: "replace", path, value: after }) <= most;
}

/**
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 * @param {string} path
 * @param {Operation[]} found
 * @param {number} most
 */
function compareMembers(before, after, path, found, most) {
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) found.push({ op: "remove", path: `${path}/${escaped(name)}` });
  }
  for (const [name, value] of Object.entries(after)) {
    const at = `${path}/${escaped(name)}`;
    if (!Object.hasOwn(before, name)) found.push({ op: "add", path: at, value });
    else if (!compare(before[name], value, at, found, most)) return false;
  }
  return found.length <= most;
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
  const common = shorter - start - end;
  for (let place = start; place < start + common; place += 1) {
    if (!compare(before[place], after[place], `${path}/${place}`, found, most)) return false;
  }
  for (let place = before.length - end - 1; place >= start + common; place -= 1) {
    found.push({ op: "remove", path: `${path}/${place}` });
  }
  for (let place = start + common; place < after.length - end; place += 1) {
    found.push({ op: "add", path: `${path}/${place}`, value: after[place] });
  }
  return found.length <= most;
}

/**
 * @param {any} before
 * @param {any} after
 */
function alike(before, after) {
  return compare(before, after, "", [], 0);
}

/** @param {any} value */
function isMembers(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Return a name as JSON pointers have it.
 * @param {string} name
 */
export function escaped(name) {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
