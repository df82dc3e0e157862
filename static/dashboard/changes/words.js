import { countWords } from "../words/format.js";

/** @import { Counts } from "../server-types.js" */

/** What a difference is said with. */
export const WORDS = {
  none: "Nothing is different.",
  added: "added",
  removed: "removed",
  before: "Before",
  after: "After",
  showAll: (/** @type {number} */ characters) => `Show all ${characters.toLocaleString("en")} characters`,
  showChanged: "Show only what changed",
  showMore: (/** @type {number} */ more, /** @type {number} */ left) => `Show ${more.toLocaleString("en")} more of ${left.toLocaleString("en")}`,
  truncated: (/** @type {number} */ shown, /** @type {number} */ total) =>
    `Only the first ${shown.toLocaleString("en")} of ${total.toLocaleString("en")} changes are listed here.`,
  moved: (/** @type {number} */ from, /** @type {number} */ to) => `moved from ${from} to ${to}`,
  movedSomewhere: "moved",
  order: (/** @type {string} */ list) => `Order of “${list}”`,
  root: "The project itself",
  whole: "everything",
  choose: (/** @type {string} */ what) => `Choose ${what}`,
};

/**
 * Say how much is different, in short: `+3 ~2 −1`; nothing for nothing.
 * @param {Counts} counts
 * @returns {{sign: string, tone: "good" | "note" | "bad" | "", count: number}[]}
 */
export function countSigns({ added, replaced, removed, moved }) {
  const signs = [
    { sign: "+", tone: /** @type {const} */ ("good"), count: added },
    { sign: "~", tone: /** @type {const} */ ("note"), count: replaced },
    { sign: "−", tone: /** @type {const} */ ("bad"), count: removed },
    { sign: "↕", tone: /** @type {const} */ (""), count: moved },
  ];
  return signs.filter(({ count }) => count > 0);
}

/**
 * Say how much is different, in words: `3 added, 2 changed, 1 removed`.
 * @param {Counts} counts
 */
export function countSentence({ added, replaced, removed, moved }) {
  const said = [[added, "added"], [replaced, "changed"], [removed, "removed"], [moved, "moved"]].filter(([count]) => Number(count) > 0);
  return said.length === 0 ? "nothing different" : said.map(([count, word]) => `${Number(count).toLocaleString("en")} ${word}`).join(", ");
}

/** @param {Counts} counts */
export function totalOf({ added, removed, replaced, moved }) {
  return added + removed + replaced + moved;
}

/** @param {Counts} counts */
export function totalWords(counts) {
  return countWords(totalOf(counts), "change");
}
