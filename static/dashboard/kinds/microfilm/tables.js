import { shortValue } from "../../words/format.js";

/**
 * @typedef {"text" | "name" | "number" | "range" | "flag" | "code" | "state"} CellKind
 * @typedef {"name" | "path" | "pages" | "hasOversized" | "totalOversized" | "roll" | "film" | "number" | "state" | "attempt" | "capacity" |
 *   "used" | "remaining" | "documents" | "place" | "pageRange" | "frames" | "com" | "firstFrame" | "lastFrame" | "blip" | "blipEnd" | "startPage" | "endPage"} ColumnTitle
 * @typedef {{field: string, title: ColumnTitle, kind: CellKind, isMinor?: boolean}} Column
 *   `isMinor`: left out where the page is narrow
 */

export const PAGE = 50;
const LONGEST = 120;

/** The columns of each collection of an order. @type {Readonly<Record<string, Column[]>>} */
export const COLUMNS = {
  documents: [
    { field: "name", title: "name", kind: "name" }, { field: "pages", title: "pages", kind: "number" },
    { field: "hasOversized", title: "hasOversized", kind: "flag", isMinor: true }, { field: "totalOversized", title: "totalOversized", kind: "number" },
    { field: "path", title: "path", kind: "code", isMinor: true },
  ],
  rolls: [
    { field: "roll_id", title: "roll", kind: "number" }, { field: "film_type", title: "film", kind: "text" },
    { field: "state", title: "state", kind: "state" }, { field: "film_number", title: "number", kind: "code" },
    { field: "documents", title: "documents", kind: "number", isMinor: true }, { field: "pages_used", title: "used", kind: "number" },
    { field: "capacity", title: "capacity", kind: "number", isMinor: true }, { field: "pages_remaining", title: "remaining", kind: "number", isMinor: true },
  ],
  segments: [
    { field: "roll_id", title: "roll", kind: "number" }, { field: "film_type", title: "film", kind: "text", isMinor: true },
    { field: "document_index", title: "place", kind: "number" }, { field: "doc_id", title: "name", kind: "name" },
    { field: "pages", title: "pages", kind: "number" }, { field: "page_range", title: "pageRange", kind: "range", isMinor: true },
    { field: "frame_range", title: "frames", kind: "range" }, { field: "has_oversized", title: "hasOversized", kind: "flag", isMinor: true },
  ],
  index: [
    { field: "document", title: "name", kind: "name" }, { field: "com_id", title: "com", kind: "code" },
    { field: "roll_id", title: "roll", kind: "number" }, { field: "first_frame", title: "firstFrame", kind: "number", isMinor: true },
    { field: "last_frame", title: "lastFrame", kind: "number", isMinor: true }, { field: "document_index", title: "place", kind: "number", isMinor: true },
    { field: "blip", title: "blip", kind: "code" },
  ],
  film_numbers: [
    { field: "film_number", title: "number", kind: "code" }, { field: "roll_id", title: "roll", kind: "number" },
    { field: "doc_id", title: "name", kind: "name" }, { field: "pages", title: "pages", kind: "number", isMinor: true },
    { field: "start_page", title: "startPage", kind: "number", isMinor: true }, { field: "end_page", title: "endPage", kind: "number", isMinor: true },
    { field: "blip", title: "blip", kind: "code" }, { field: "blipend", title: "blipEnd", kind: "code", isMinor: true },
  ],
};

/**
 * Say what stands in a cell, whatever the document holds there.
 * @param {unknown} value
 * @param {CellKind} kind
 * @param {{yes: string, no: string, number: (value: number) => string, state: (name: string) => string}} words
 * @returns {string}
 */
export function cellText(value, kind, words) {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return kind === "code" || !Number.isFinite(value) ? String(value) : words.number(value);
  if (kind === "range" && isRange(value)) return value[0] === value[1] ? words.number(value[0]) : `${words.number(value[0])}–${words.number(value[1])}`;
  if (typeof value === "string") return kind === "state" ? words.state(value) : cut(value);
  return shortValue(value, LONGEST);
}

/**
 * Say which way a click on the head of a column sorts: up, down, as in the document.
 * @param {string} sort as it stands: `name`, `-name` or nothing
 * @param {string} field
 */
export function nextSort(sort, field) {
  if (sort === field) return `-${field}`;
  return sort === `-${field}` ? "" : field;
}

/**
 * Say how the head of a column is marked for readers.
 * @param {string} sort
 * @param {string} field
 * @returns {"ascending" | "descending" | "none"}
 */
export function sortOf(sort, field) {
  if (sort === field) return "ascending";
  return sort === `-${field}` ? "descending" : "none";
}

/**
 * Say which rows of how many a page shows.
 * @param {number} offset
 * @param {number} total
 */
export function pageOf(offset, total) {
  const first = total === 0 ? 0 : offset + 1;
  return { first, last: Math.min(total, offset + PAGE), hasBefore: offset > 0, hasMore: offset + PAGE < total };
}

/**
 * Find lines of the ledger, the newest first.
 * @param {import("./film-types.js").Line[]} lines
 * @param {{roll: string, event: string, text: string}} wish
 * @returns {import("./film-types.js").Line[]}
 */
export function linesFound(lines, { roll, event, text }) {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const fits = (/** @type {import("./film-types.js").Line} */ line) => {
    if (roll !== "" && String(line.roll ?? "") !== roll) return false;
    if (event !== "" && line.event !== event) return false;
    const held = [line.seq, line.user, line.event, line.number, line.reason, line.temp_roll, line.makes?.id, line.given].join(" ").toLowerCase();
    return words.every((word) => held.includes(word));
  };
  return lines.filter(fits).toReversed();
}

/**
 * @param {unknown} value
 * @returns {value is [number, number]}
 */
function isRange(value) {
  return Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === "number");
}

/** @param {string} text */
function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
