/**
 * A piece of a text that stands in one of two texts only (`changed`), or in both.
 * @typedef {{text: string, changed: boolean}} Piece
 * @typedef {{before: Piece[], after: Piece[]}} Marked
 */

/** A table of that many cells takes about a millisecond. */
const MOST_CELLS = 250_000;
const LONGEST = 50_000;
const LINES = /[^\n]*\n|[^\n]+$/gu;
const WORDS = /[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu;

/**
 * Mark the words in which two texts differ.
 *
 * Very long texts are compared by lines, and what is longer still as one piece between their common beginning and end.
 * @param {string} before
 * @param {string} after
 * @returns {Marked}
 */
export function wordDiff(before, after) {
  const isShort = before.length + after.length <= LONGEST;
  return isShort ? compared(split(before, WORDS), split(after, WORDS), null) : compared(split(before, LINES), split(after, LINES), WORDS);
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
 * @param {string[]} before
 * @param {string[]} after
 * @param {RegExp | null} finer by what changed parts are compared again
 * @returns {Marked}
 */
function compared(before, after, finer) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [was, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const [head, tail] = [before.slice(0, start), before.slice(before.length - end)];
  const middle = inner(was, now, finer);
  const around = (/** @type {Piece[]} */ pieces) => joined([...head.map(same), ...pieces, ...tail.map(same)]);
  return { before: around(middle.before), after: around(middle.after) };
}

/**
 * @param {string[]} was
 * @param {string[]} now
 * @param {RegExp | null} finer
 * @returns {Marked}
 */
function inner(was, now, finer) {
  const fits = was.length * now.length <= MOST_CELLS;
  if (finer && was.join("").length + now.join("").length <= LONGEST) {
    return compared(split(was.join(""), finer), split(now.join(""), finer), null);
  }
  return fits ? marked(was, now) : { before: was.map(other), after: now.map(other) };
}

/**
 * Mark what is not in the longest common subsequence.
 * @param {string[]} was
 * @param {string[]} now
 * @returns {Marked}
 */
function marked(was, now) {
  const width = now.length + 1;
  const table = new Uint32Array((was.length + 1) * width);
  for (let row = was.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      const isSame = was[row] === now[column];
      table[at] = isSame ? (table[at + width + 1] ?? 0) + 1 : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
    }
  }
  return walked(was, now, table);
}

/**
 * @param {string[]} was
 * @param {string[]} now
 * @param {Uint32Array} table
 * @returns {Marked}
 */
function walked(was, now, table) {
  const width = now.length + 1;
  /** @type {Marked} */
  const found = { before: [], after: [] };
  let [row, column] = [0, 0];
  while (row < was.length || column < now.length) {
    const at = row * width + column;
    const [left = "", right = ""] = [was[row], now[column]];
    if (row < was.length && column < now.length && left === right) {
      found.before.push(same(left));
      found.after.push(same(right));
      [row, column] = [row + 1, column + 1];
    } else if (column >= now.length || (row < was.length && (table[at + width] ?? 0) >= (table[at + 1] ?? 0))) {
      found.before.push(other(left));
      row += 1;
    } else {
      found.after.push(other(right));
      column += 1;
    }
  }
  return found;
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
 * @param {RegExp} by
 * @returns {string[]}
 */
function split(text, by) {
  return text.match(by) ?? [];
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
