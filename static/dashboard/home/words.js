import { countWords, sizeWords } from "../words/format.js";

/** @import { Health, ProjectRow, ProjectState } from "../server-types.js" */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LITTLE = 500e6;
const SHARE = 0.05;

/** What the page of all projects says. */
export const WORDS = {
  title: "Projects",
  list: "All projects",
  search: "Search by name or file",
  anyKind: "Any kind",
  anyState: "Any state",
  noMatch: "Nothing fits",
  noMatchHelp: "No project has this in its name and is of this kind and state.",
  showAll: "Show all projects",
  create: "New project",
  import: "Import",
  cards: "Cards",
  table: "Table",
  skip: "Skip the list",
  away: "The server does not answer. This is the list as this browser knows it",
  dropTitle: "Drop to import",
  dropHelp: "JSON, CSV, ZIP, or a dump of localStorage. You see what would change before anything does.",
};

/** @type {Readonly<Record<ProjectState, {title: string, help: string, tone: "" | "warn" | "bad"}>>} */
export const STATES = {
  ok: { title: "In order", help: "", tone: "" },
  invalid: { title: "Breaks its contract", help: "A value is not as its kind wants it.", tone: "warn" },
  broken: { title: "Broken", help: "The file is no JSON for the moment.", tone: "bad" },
  too_large: { title: "Too large", help: "The file is larger than this server loads.", tone: "warn" },
  unreadable: { title: "Unreadable", help: "The system does not let the server read the file.", tone: "bad" },
};

/** Each as the member and the direction. */
export const SORTS = [
  { value: "savedAt desc", title: "Newest first" },
  { value: "savedAt asc", title: "Oldest first" },
  { value: "name asc", title: "Name, A to Z" },
  { value: "name desc", title: "Name, Z to A" },
  { value: "size desc", title: "Largest first" },
  { value: "size asc", title: "Smallest first" },
];

/** Heads of the table; those with a `sort` can be clicked. */
export const COLUMNS = [
  { name: "name", title: "Name", sort: "name" },
  { name: "kind", title: "Kind", sort: "" },
  { name: "size", title: "Size", sort: "size" },
  { name: "saved", title: "Last saved", sort: "savedAt" },
  { name: "backups", title: "Backups", sort: "" },
];

/**
 * Begin a sentence.
 * @param {string} text
 */
export function upperFirst(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/**
 * Say what is wrong with a file, or nothing.
 * @param {ProjectRow} row
 */
export function problemWords({ state, problem }) {
  if (state === "ok") return "";
  return upperFirst(problem?.detail ?? STATES[state]?.help ?? state);
}

/** @param {number} count */
export function backupWords(count) {
  return count === 0 ? "no backups yet" : countWords(count, "backup");
}

/**
 * Say how many of all projects are shown.
 * @param {{shown: number, all: number | null, isPlain: boolean}} facts
 */
export function totalWords({ shown, all, isPlain }) {
  if (isPlain && shown === 0) return "";
  if (isPlain) return countWords(shown, "project");
  return all === null ? `${countWords(shown, "project")} found` : `${shown.toLocaleString("en")} of ${countWords(all, "project")}`;
}

/**
 * Say that the disk is almost full, or null.
 * @param {Health["storage"]} storage
 * @returns {{title: string, help: string} | null}
 */
export function diskWords(storage) {
  const { free = null, total = null } = storage ?? {};
  if (free === null) return null;
  const isLow = free < LITTLE || (total !== null && free < SHARE * total);
  if (!isLow) return null;
  return {
    title: `Only ${sizeWords(free)} are free on the disk of the data folder`,
    help: "When it is full, nothing can be saved until there is room again; what is saved stays as it is.",
  };
}

/**
 * Say how long something has lasted, in its largest unit.
 * @param {number} seconds
 */
export function durationWords(seconds) {
  if (seconds < MINUTE) return "less than a minute";
  if (seconds < HOUR) return countWords(Math.floor(seconds / MINUTE), "minute");
  if (seconds < DAY) return countWords(Math.floor(seconds / HOUR), "hour");
  return countWords(Math.floor(seconds / DAY), "day");
}

/**
 * Say what the server keeps and where, part by part.
 * @param {Health} health
 * @returns {{name: string, text: string}[]}
 */
export function serverFacts({ data, projects, storage, version, uptime_seconds: uptime }) {
  const size = (/** @type {number | null | undefined} */ bytes) => (bytes === null || bytes === undefined ? "" : sizeWords(bytes));
  const facts = [
    { name: "Folder", text: data },
    { name: "Projects", text: [projects.toLocaleString("en"), size(storage?.projects)].filter(Boolean).join(" · ") },
    { name: "Backups", text: size(storage?.backups) },
    { name: "Free disk", text: size(storage?.free) },
    { name: "Server", text: `Holdfast ${version}, up ${durationWords(uptime)}` },
  ];
  return facts.filter(({ text }) => text !== "");
}
