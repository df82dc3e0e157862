import { countWords, exactTime, timeWords } from "../../words/format.js";

/** Every text of the view of any document. */
export const WORDS = {
  facts: "Facts", empty: "empty", missing: "not there", rounded: "Rounded by this browser; the file keeps its digits.",
  addRow: "Add row", addValue: "Add value", add: "Add", cancel: "Cancel", search: "Search in", noRows: "No row has all these words.",
  noItems: "Nothing in it yet.", row: "Row", actions: "Actions", details: "Show the whole row", duplicate: "Duplicate", remove: "Remove",
  up: "Move up", down: "Move down", first: "First", previous: "Previous", next: "Next", last: "Last", fewer: "Fewer columns",
  more: "Show more", open: "Open the link", picture: "Picture", yes: "yes", no: "no", close: "Close", data: "Show the data",
  addMember: "Add something", addInside: "Add inside", memberName: "Name", memberType: "Kind",
  taken: "There is one of that name already.", unnamed: "It needs a name.", emptyTitle: "This document has nothing in it yet",
  emptyHelp: "Add a text, a number, a list or a table. Everything is saved by itself and can be undone.",
  written: "The film register writes this file itself", writtenHelp: "It is shown here to be read. Lines are only added, and never change.",
  missingPlace: "There is nothing at this place", missingHelp: "It may have been removed, or moved.", large: "Too long to be edited here:",
};

/** What was done, as it is said beside Undo. */
export const DONE = {
  turned: (/** @type {string} */ name) => `Changed the kind of ${name}`, addedRow: (/** @type {string} */ name) => `Added a row to ${name}`,
  addedTo: (/** @type {string} */ name) => `Added to ${name}`, added: (/** @type {string} */ name) => `Added ${name}`,
  duplicated: (/** @type {string} */ name) => `Duplicated ${name}`, removed: (/** @type {string} */ name) => `Removed ${name}`,
  moved: (/** @type {string} */ name, /** @type {number} */ by) => `Moved ${name} ${by < 0 ? "up" : "down"}`,
};

/** @type {[type: import("./values.js").Type | "table", word: string][]} */
export const TYPES = [["text", "Text"], ["number", "Number"], ["yes-no", "Yes or no"], ["null", "Empty"], ["list", "List"], ["table", "Table"], ["object", "Group"]];

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAY = 86_400_000;

/** @param {string} word */
export function turnWords(word) {
  return `Make it: ${word.toLowerCase()}`;
}

/** @param {number} count */
export function columnWords(count) {
  return `${count} more columns`;
}

/** @param {number} index */
export function rowWords(index) {
  return `row ${index + 1}`;
}

/**
 * Say what a list or an object holds.
 * @param {any} value
 */
export function sizeOf(value) {
  if (Array.isArray(value)) return value.length === 0 ? "empty list" : countWords(value.length, "item");
  const count = Object.keys(value ?? {}).length;
  return count === 0 ? "empty group" : countWords(count, "member");
}

/**
 * Say a date in words, for hovering.
 * @param {{at: Date, isDay: boolean} | null} date
 * @param {Date} [now]
 */
export function dateWords(date, now = new Date()) {
  if (!date) return "";
  const { at, isDay } = date;
  if (!isDay) return `${timeWords(at.toISOString(), now)}: ${exactTime(at.toISOString())}`;
  const days = Math.round((new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime() - at.getTime()) / DAY);
  const ago = days === 0 ? "today" : days === 1 ? "yesterday" : days === -1 ? "tomorrow" : days > 0 ? `${days.toLocaleString("en")} days ago` : `in ${(-days).toLocaleString("en")} days`;
  return `${DAYS[at.getDay()]}, ${ago}`;
}

/**
 * Say which rows are shown.
 * @param {number} first
 * @param {number} last
 * @param {number} total
 */
export function rangeWords(first, last, total) {
  return `${first.toLocaleString("en")}–${last.toLocaleString("en")} of ${total.toLocaleString("en")}`;
}
