import { countWords } from "../../words/format.js";

/** @import { State } from "./jobs.js" */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** @type {Readonly<Record<State, string>>} */
export const STATES = { success: "Completed", error: "Failed", running: "Running", queued: "Queued", idle: "Idle", other: "Other" };

export const WORDS = {
  title: "Jobs",
  figures: "Figures",
  jobs: "Jobs", running: "Running", completed: "Completed", failed: "Failed", totalTime: "Total time", averageTime: "Average time",
  charts: "Charts", showCharts: "Show charts", hideCharts: "Hide charts", asTable: "Show as tables", day: "Day", seconds: "Seconds",
  perDay: "Jobs a day", durations: "Seconds a job took", rate: "Success rate", rateByDay: "Success rate by day",
  noTimes: "No job has been completed or has failed yet.",
  search: "Search prompts", status: "Status", all: "All", sort: "Sort",
  look: "How jobs are shown", gallery: "Gallery", list: "List",
  more: "Export, import, clear",
  exportJson: "Export as JSON", exportCsv: "Export as CSV", exportXlsx: "Export as XLSX", importJobs: "Import jobs…",
  clear: "Clear history", chosen: "Chosen jobs", chooseAll: "Choose all", chooseNone: "Choose none", remove: "Remove",
  sketched: "This is what the jobs looked like last",
  sketchedHint: "The server is away, and this browser holds no more of them. Everything is back as soon as it answers.",
  noJobs: "No jobs yet",
  noJobsHint: "Jobs of the generator appear here by themselves, as soon as they are in the file.",
  nothingFound: "No job is like that",
  showAll: "Show all jobs",
  noPrompt: "No prompt", noPicture: "No picture", loading: "Loading…",
  prompt: "Prompt", size: "Size", seed: "Seed", anySeed: "any", created: "Created", started: "Started", ended: "Ended", duration: "Took",
  error: "Error", id: "Id", picture: "Picture", further: "Further pictures", members: "Further members", turned: "Turned",
  source: "Source", turns: "The same thing from other sides",
  copy: "Copy prompt", copied: "Copied", notCopied: "The browser does not let the page copy",
  download: "Download picture", previous: "Previous job", next: "Next job", close: "Close",
  unknown: "unknown", notYet: "not yet",
};

/** @type {readonly (readonly [import("./choosing.js").Sort, string])[]} */
export const SORT_WORDS = [
  ["newest", "Newest first"], ["oldest", "Oldest first"], ["longest", "Longest first"], ["shortest", "Shortest first"], ["prompt", "By prompt"],
];

/**
 * Say how long something took: `2.4 s`, `5 min 47 s`, `3 h 12 min`.
 * @param {number | null} seconds
 */
export function durationWords(seconds) {
  if (seconds === null) return "–";
  if (seconds < 9.95) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  return `${Math.floor(whole / HOUR).toLocaleString("en")} h ${Math.floor((whole % HOUR) / MINUTE)} min`;
}

/**
 * Say how large a picture is to be: `64 × 64`.
 * @param {{width: number | null, height: number | null}} row
 */
export function pixelWords({ width, height }) {
  return width === null && height === null ? "–" : `${width ?? "?"} × ${height ?? "?"}`;
}

/**
 * Say a part of a whole: `94 %`, and never 100 % where something is missing.
 * @param {number | null} rate
 */
export function rateWords(rate) {
  if (rate === null) return "–";
  const percent = rate * 100;
  if (percent > 99 && percent < 100) return `${Math.min(99.9, Math.round(percent * 10) / 10)} %`;
  return `${Math.round(percent)} %`;
}

/**
 * Name a job that has no id, by its place in the file.
 * @param {number} place
 */
export function jobWords(place) {
  return `Job ${(place + 1).toLocaleString("en")}, without an id`;
}

/**
 * Say how many jobs are shown of how many.
 * @param {number} shown
 * @param {number} total
 */
export function shownWords(shown, total) {
  return shown === total ? countWords(total, "job") : `${shown.toLocaleString("en")} of ${countWords(total, "job")}`;
}

/**
 * Say a day: `12 Mar 2026`.
 * @param {number} milliseconds
 * @param {boolean} [isShort] without the year
 */
export function dayWords(milliseconds, isShort = false) {
  return (isShort ? SHORT_DAY : DAY).format(milliseconds);
}

/**
 * Say which times a bin counts: `2 to 4`.
 * @param {{from: number, to: number}} bin
 */
export function binWords({ from, to }) {
  return to === Infinity ? `${from} and more` : `${from} to ${to}`;
}

/**
 * Say what was removed.
 * @param {string[]} names
 */
export function removedWords(names) {
  return names.length === 1 ? `Removed ${names[0] || "a job"}` : `Removed ${countWords(names.length, "job")}`;
}

/**
 * Say what came of an import.
 * @param {number} added
 * @param {number} offered
 */
export function importedWords(added, offered) {
  const rest = offered - added;
  if (added === 0) return "Nothing to import: all of these jobs are here already";
  return `Imported ${countWords(added, "job")}${rest > 0 ? `; ${rest.toLocaleString("en")} ${rest === 1 ? "was" : "were"} here already` : ""}`;
}
