/**
 * Bring two edits of one document together: what only one side changed is taken, members of objects one by one.
 *
 * The server does this better, by items too; this serves where it has let go of the version that both began with.
 * @param {any} base undefined where there was nothing
 * @param {any} mine
 * @param {any} theirs
 * @param {boolean} prefersMine whose value is taken where both changed it
 * @returns {any}
 */
export function merged(base, mine, theirs, prefersMine) {
  if (same(mine, theirs) || same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  if (!isPlain(mine) || !isPlain(theirs)) return prefersMine ? mine : theirs;
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const found = Array.from(names, (name) => {
    const before = isPlain(base) ? own(base, name) : undefined;
    return [name, merged(before, own(mine, name), own(theirs, name), prefersMine)];
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/**
 * @param {any} one
 * @param {any} other
 */
function same(one, other) {
  return one === other || (one !== undefined && JSON.stringify(one) === JSON.stringify(other));
}

/** @param {any} value */
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {any} object
 * @param {string} name
 */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
