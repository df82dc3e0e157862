const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = ["kB", "MB", "GB", "TB"];
const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

/** @type {Readonly<Record<string, string>>} */
const REASONS = {
  save: "Saved",
  "hand-edit": "Edited by hand",
  merge: "Merged",
  conflict: "Kept from a conflict",
  restore: "Restored",
  import: "Imported",
  delete: "Deleted",
  broken: "Broken file",
  recovered: "Recovered",
  pin: "Save point",
};

/**
 * Say a size as people do: `1 byte`, `4.2 kB`, `12 MB`.
 * @param {number} bytes
 */
export function sizeWords(bytes) {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits).replace(/\.0$/u, "")} ${UNITS[unit]}`;
}

/**
 * Say how long ago a time was, in the reader's own time zone.
 * @param {string} iso
 * @param {Date} [now]
 */
export function timeWords(iso, now = new Date()) {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return "at an unknown time";
  const age = now.getTime() - then.getTime();
  if (Math.abs(age) < 45_000) return "just now";
  if (age < 0) return `on ${dateWords(then, now)} at ${minuteClock(then)}`;
  if (age < HOUR) return ago(Math.max(1, Math.round(age / MINUTE)), "minute");
  if (sameDay(then, now)) return ago(Math.max(1, Math.floor(age / HOUR)), "hour");
  if (sameDay(then, new Date(now.getTime() - DAY))) return `yesterday at ${minuteClock(then)}`;
  return `${dateWords(then, now)} at ${minuteClock(then)}`;
}

/**
 * Say a time exactly, for hovering.
 * @param {string} iso
 */
export function exactTime(iso) {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return "";
  return `${then.getDate()} ${MONTHS[then.getMonth()]} ${then.getFullYear()}, ${clock(iso)} (${iso})`;
}

/**
 * Say the time of day to the second, as `14:03:22`.
 * @param {string} iso
 */
export function clock(iso) {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return "an unknown time";
  return `${minuteClock(then)}:${two(then.getSeconds())}`;
}

/**
 * Say why a version was kept.
 * @param {string} why
 */
export function whyWords(why) {
  return REASONS[why] ?? why;
}

/**
 * Count things in words.
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function countWords(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/**
 * Show the first characters of a version's hash.
 * @param {string} etag
 */
export function shortHash(etag) {
  return etag.replace(/^sha256-/u, "").slice(0, 12);
}

/**
 * Show a value on one line, cut in the middle when it is long.
 * @param {unknown} value
 * @param {number} [room]
 */
export function shortValue(value, room = 160) {
  if (value === undefined) return "";
  const text = JSON.stringify(value);
  if (text.length <= room) return text;
  const half = Math.floor((room - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/**
 * Propose an id for a file name or a title.
 * @param {string} name
 */
export function idFrom(name) {
  const plain = name.replace(/\.json$/iu, "").normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9_]+/gu, "-").replaceAll(/^[-_]+|-+$/gu, "").slice(0, 64);
}

/**
 * @param {number} count
 * @param {string} unit
 */
function ago(count, unit) {
  return `${countWords(count, unit)} ago`;
}

/**
 * @param {Date} then
 * @param {Date} now
 */
function dateWords(then, now) {
  const year = then.getFullYear() === now.getFullYear() ? "" : ` ${then.getFullYear()}`;
  return `${then.getDate()} ${MONTHS[then.getMonth()]}${year}`;
}

/** @param {Date} then */
function minuteClock(then) {
  return `${two(then.getHours())}:${two(then.getMinutes())}`;
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, "0");
}

/**
 * @param {Date} one
 * @param {Date} other
 */
function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}
