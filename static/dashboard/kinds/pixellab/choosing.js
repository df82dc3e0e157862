import { idOf, rowOf } from "./jobs.js";

/**
 * @import { Row } from "./jobs.js"
 * @typedef {"newest" | "oldest" | "longest" | "shortest" | "prompt"} Sort
 * @typedef {{q: string, status: string, sort: Sort}} Wish what of the jobs is shown: `status` is a state, or empty for all
 * @typedef {{rows: Row[], byKey: Map<string, Row>, orders: Map<Sort, Row[]>}} Index
 *   All jobs as rows in the file's order, and in each order that somebody asked for.
 * @typedef {{rows: Row[], counts: Map<string, number>, total: number}} Found
 *   What was asked for, and how many jobs with the words of the search there are in each state and in all.
 */

/** @type {readonly Sort[]} */
export const SORTS = ["newest", "oldest", "longest", "shortest", "prompt"];
const LONGEST_KEY = 200;
/** @type {Index} */
export const NO_JOBS = { rows: [], byKey: new Map(), orders: new Map() };

/**
 * Read all jobs. A row that is as it was stays the same object, and so does an index of such rows only.
 * @param {unknown[]} jobs
 * @param {Index} [before]
 * @returns {Index}
 */
export function indexOf(jobs, before = NO_JOBS) {
  const byKey = new Map();
  let isSame = jobs.length === before.rows.length;
  const rows = jobs.map((job, place) => {
    const id = idOf(job);
    const isKey = id !== "" && id.length <= LONGEST_KEY && !id.startsWith("~") && !byKey.has(id);
    const key = isKey ? id : `~${place + 1}`;
    const row = kept(rowOf(job, place, key), before.byKey.get(key));
    isSame &&= row === before.rows[place];
    byKey.set(key, row);
    return row;
  });
  return isSame ? before : { rows, byKey, orders: new Map() };
}

/**
 * Search, filter and sort.
 * @param {Index} index
 * @param {Wish} wish
 * @returns {Found}
 */
export function choose(index, { q, status, sort }) {
  const words = q.toLowerCase().split(/\s+/u).filter(Boolean);
  const counts = new Map();
  let total = 0;
  const rows = ordered(index, sort).filter((row) => {
    if (!words.every((word) => row.haystack.includes(word))) return false;
    counts.set(row.state, (counts.get(row.state) ?? 0) + 1);
    total += 1;
    return status === "" || row.state === status;
  });
  return { rows, counts, total };
}

/**
 * Read what an address asks for.
 * @param {URLSearchParams} query
 * @returns {Wish}
 */
export function wishOf(query) {
  const sort = SORTS.find((name) => name === query.get("sort")) ?? "newest";
  return { q: query.get("q") ?? "", status: query.get("status") ?? "", sort };
}

/**
 * @param {Index} index
 * @param {Sort} sort
 */
function ordered(index, sort) {
  const known = index.orders.get(sort);
  if (known) return known;
  const made = index.rows.toSorted(COMPARISONS[sort]);
  index.orders.set(sort, made);
  return made;
}

/** Jobs that lack what is sorted by stand last, in whatever direction. @type {Record<Sort, (one: Row, other: Row) => number>} */
const COMPARISONS = {
  newest: (one, other) => compared(other.createdAt, one.createdAt, -Infinity) || other.place - one.place,
  oldest: (one, other) => compared(one.createdAt, other.createdAt, Infinity) || one.place - other.place,
  longest: (one, other) => compared(other.duration, one.duration, -Infinity) || other.place - one.place,
  shortest: (one, other) => compared(one.duration, other.duration, Infinity) || one.place - other.place,
  prompt: (one, other) => byText(one.haystack, other.haystack) || one.place - other.place,
};

/**
 * @param {number | null} one
 * @param {number | null} other
 * @param {number} missing
 */
function compared(one, other, missing) {
  const [first, second] = [one ?? missing, other ?? missing];
  return first === second ? 0 : first - second;
}

/**
 * @param {string} one
 * @param {string} other
 */
function byText(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * Return the row of before where nothing is new; one that only moved keeps what is searched.
 * @param {Row} row
 * @param {Row | undefined} before
 */
function kept(row, before) {
  const isSame = before !== undefined && FIELDS.every((name) => before[name] === row[name]);
  if (isSame && before.place === row.place) return before;
  row.haystack = isSame ? before.haystack : [row.prompt, row.id, row.error, row.seed].join("\n").toLowerCase();
  return row;
}

/** @type {readonly (keyof Row)[]} */
const FIELDS = ["key", "id", "prompt", "status", "width", "height", "duration", "createdAt", "picture", "error", "direction", "seed"];
