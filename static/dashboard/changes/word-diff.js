/**
 * A piece of a text that stands in one of two texts only (`changed`), or in both.
 * @typedef {{text: string, changed: boolean}} Piece
 * @typedef {{before: Piece[], after: Piece[]}} Marked
 */

/** Texts that differ in more places have little to do with each other. */
const MOST_EDITS = 400;
const LONGEST = 1_000_000;
const WORDS = /[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu;

/**
 * Mark the words in which two texts differ; what differs too much is marked whole, between the common beginning and end.
 * @param {string} before
 * @param {string} after
 * @returns {Marked}
 */
export function wordDiff(before, after) {
  if (before.length + after.length > LONGEST) return { before: [other(before)], after: [other(after)] };
  const [old, young] = [split(before), split(after)];
  const most = Math.min(old.length, young.length);
  let start = 0;
  while (start < most && old[start] === young[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === young.at(-1 - end)) end += 1;
  const [was, now] = [old.slice(start, old.length - end), young.slice(start, young.length - end)];
  const [head, tail] = [old.slice(0, start).join(""), old.slice(old.length - end).join("")];
  const middle = marked(was, now);
  const around = (/** @type {Piece[]} */ pieces) => joined([same(head), ...pieces, same(tail)].filter(({ text }) => text !== ""));
  return { before: around(middle.before), after: around(middle.after) };
}

/**
 * Tell whether marking helps a reader: whether enough of the texts is the same.
 * @param {Marked} marked
 */
export function isAlike({ before, after }) {
  const same = before.filter(({ changed, text }) => !changed && /\p{L}|\p{N}/u.test(text));
  return lengthOf(same) * 4 >= Math.min(lengthOf(before), lengthOf(after));
}

/**
 * Mark what is not in the longest common subsequence, found by the greedy algorithm of Myers, "An O(ND) Difference
 * Algorithm and Its Variations" (1986): after `edits` steps, `reach` says by diagonal how far `was` is used up at best.
 * @param {string[]} was
 * @param {string[]} now
 * @returns {Marked}
 */
function marked(was, now) {
  const middle = MOST_EDITS + 1;
  const reach = new Int32Array(2 * middle + 1);
  /** @type {Int32Array[]} */
  const steps = [];
  for (let edits = 0; edits <= MOST_EDITS; edits += 1) {
    steps.push(reach.slice(middle - edits - 1, middle + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let at = stepped(reach, middle + diagonal, diagonal, edits);
      while (at < was.length && at - diagonal < now.length && was[at] === now[at - diagonal]) at += 1;
      reach[middle + diagonal] = at;
      if (at >= was.length && at - diagonal >= now.length) return walkedBack(was, now, steps);
    }
  }
  return { before: was.map(other), after: now.map(other) };
}

/**
 * @param {Int32Array} reach
 * @param {number} place of the diagonal in it
 * @param {number} diagonal
 * @param {number} edits
 */
function stepped(reach, place, diagonal, edits) {
  return isDown(reach, place, diagonal, edits) ? (reach[place + 1] ?? 0) : (reach[place - 1] ?? 0) + 1;
}

/**
 * @param {Int32Array} reach
 * @param {number} place
 * @param {number} diagonal
 * @param {number} edits
 */
function isDown(reach, place, diagonal, edits) {
  return diagonal === -edits || (diagonal !== edits && (reach[place - 1] ?? 0) < (reach[place + 1] ?? 0));
}

/**
 * @param {string[]} was
 * @param {string[]} now
 * @param {Int32Array[]} steps
 * @returns {Marked}
 */
function walkedBack(was, now, steps) {
  /** @type {Marked} */
  const found = { before: [], after: [] };
  let [row, column] = [was.length, now.length];
  for (let edits = steps.length - 1; edits >= 0; edits -= 1) {
    const reach = steps[edits] ?? new Int32Array(3);
    const diagonal = row - column;
    const place = edits + 1 + diagonal;
    const down = isDown(reach, place, diagonal, edits);
    const start = edits === 0 ? 0 : stepped(reach, place, diagonal, edits);
    while (row > start) {
      [row, column] = [row - 1, column - 1];
      found.before.push(same(was[row] ?? ""));
      found.after.push(same(now[column] ?? ""));
    }
    if (edits === 0) break;
    if (down) found.after.push(other(now[(column -= 1)] ?? ""));
    else found.before.push(other(was[(row -= 1)] ?? ""));
  }
  return { before: found.before.toReversed(), after: found.after.toReversed() };
}

/**
 * Join neighbours that are marked alike; white space between two changed words is changed with them.
 * @param {Piece[]} pieces
 */
function joined(pieces) {
  /** @type {Piece[]} */
  const found = [];
  pieces.forEach(({ text, changed }, index) => {
    const isGap = !changed && /^\s+$/u.test(text) && found.at(-1)?.changed === true && pieces[index + 1]?.changed === true;
    const last = found.at(-1);
    if (last && last.changed === (changed || isGap)) last.text += text;
    else found.push({ text, changed });
  });
  return found;
}

/**
 * Leave out what is far from any change of a long text.
 * @param {Piece[]} pieces
 * @param {number} [room] how many characters stay on each side of a change
 * @returns {{pieces: (Piece & {isCut?: boolean})[], isCut: boolean}}
 */
export function shortened(pieces, room = 120) {
  let isCut = false;
  const shown = pieces.flatMap((piece, index) => {
    const [isFirst, isLast] = [index === 0, index === pieces.length - 1];
    const { text, changed } = piece;
    const most = changed ? room * 8 : (isFirst || isLast ? room : room * 2);
    if (text.length <= most + 40) return [piece];
    isCut = true;
    const head = { text: text.slice(0, changed ? most : room), changed };
    const tail = { text: text.slice(-room), changed };
    const gap = { text: " … ", changed: false, isCut: true };
    if (changed || (isLast && !isFirst) || (isFirst && isLast)) return [head, gap];
    return isFirst ? [gap, tail] : [head, gap, tail];
  });
  return { pieces: shown, isCut };
}

/** @param {Piece[]} pieces */
function lengthOf(pieces) {
  return pieces.reduce((sum, { text }) => sum + text.length, 0);
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function split(text) {
  return text.match(WORDS) ?? [];
}

/**
 * @param {string} text
 * @returns {Piece}
 */
function same(text) {
  return { text, changed: false };
}

/**
 * @param {string} text
 * @returns {Piece}
 */
function other(text) {
  return { text, changed: true };
}
