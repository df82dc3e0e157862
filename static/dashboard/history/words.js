import { clock, countWords, sizeWords, whyWords } from "../words/format.js";

/** @import { Version } from "./timeline.js" */

/** What the history says. */
export const WORDS = {
  title: "Versions",
  search: "Search in labels",
  searchHint: "Label or reason",
  show: "Which versions",
  hideSaves: "Hide autosaves",
  play: "Play",
  playLabel: "Play through the versions, oldest first",
  pause: "Pause",
  resume: "Go on",
  stop: "Stop",
  earlier: "Earlier version",
  later: "Later version",
  playing: (/** @type {number} */ step, /** @type {number} */ of) => `Version ${step} of ${of}`,
  now: "Now",
  pinned: "Save point",
  none: "No versions yet",
  noneHelp: "Each save is kept as a version within a second. Edit something, and it shows up here.",
  away: "The server is away",
  awayHelp: "The versions are on its disk. They are shown here as soon as it answers.",
  noneFound: "No version fits",
  noneFoundHelp: "Look at all versions, or search for less.",
  showAll: "Show all versions",
  choose: "Choose a version",
  chooseHelp: "You see what it changed, what restoring it would change, and its whole text. Nothing happens to the project until you restore.",
  keysHelp: "Compare any two: hold Shift and click the second one.",
  back: "All versions",
  againstNow: "Against now",
  againstBefore: "Against the one before",
  text: "Whole text",
  difference: "What is different",
  against: "What is shown of this version",
  noBefore: "This is the oldest version that is kept; there is none before it to compare with.",
  same: "Nothing is different: both are the same, byte for byte or but for the spelling of the file.",
  sameAsNow: "This version holds what the project holds now.",
  comparing: "Comparing",
  restoreThis: "Restore this version",
  restoreSome: "Choose what to restore",
  restoreChosen: (/** @type {number} */ count) => (count === 0 ? "Restore what is chosen" : `Restore ${countWords(count, "change")}`),
  chosen: (/** @type {number} */ count, /** @type {number} */ of) => `${count} of ${of} chosen`,
  chooseAll: "All",
  chooseNone: "None",
  cancel: "Cancel",
  isNow: "This is what the project holds now.",
  brokenRestore: "It is not JSON, so it cannot be restored. Its text is shown as it was.",
  wouldChange: "Restoring it would make",
  wouldChangeNothing: "Restoring it would change nothing.",
  pin: "Keep as save point",
  rename: "Rename the save point",
  label: "Label",
  labelHint: "What is special about it, such as “before the cut”",
  saveLabel: "Keep",
  unpin: "Let go of the save point",
  more: "More about this version",
  download: "Download this version",
  copyHash: "Copy its hash",
  hashCopied: "The hash is copied",
  two: "Two versions compared",
  from: "From",
  to: "To",
  compareWith: "Compare with another version",
  comparePrompt: "Choose the version to compare with",
  close: "Close",
  gone: "This version is no longer kept",
  goneHelp: "It was thinned out, as old versions are. The list shows what is kept now.",
  broken: "This version is not JSON",
  failed: "The difference cannot be shown",
  again: "Try again",
  tooLong: (/** @type {number} */ size) => `This version has ${sizeWords(size)}, which is too much to show as text here.`,
  unsavedFirst: "Not restored: what you edited last could not be saved, and would be lost. Look at how it is saved first.",
  keys: [["J K", "move"], ["Enter", "open"], ["X", "compare"], ["R", "restore"], ["P", "save point"], ["Space", "play"], ["/", "search"], ["Esc", "close"]],
};

/**
 * Name a version in a sentence: `the version of 14:03:22`.
 * @param {{savedAt: string, label?: string | undefined}} version
 */
export function versionWords({ savedAt, label }) {
  return label ? `“${label}”` : `the version of ${clock(savedAt)}`;
}

/**
 * Say when a version was made, as `Today, 14:03:22`.
 * @param {{savedAt: string}} version
 */
export function longTime({ savedAt }) {
  return `${dayWords(savedAt)}, ${clock(savedAt)}`;
}

/**
 * Say when a version was made, as short as it is clear: the time if it was today.
 * @param {{savedAt: string}} version
 */
export function shortTime({ savedAt }) {
  return dayWords(savedAt) === "Today" ? clock(savedAt) : longTime({ savedAt });
}

/**
 * Say why a version is there.
 * @param {Pick<Version, "why">} version
 */
export function reasonWords({ why }) {
  return why === null ? "On disk" : whyWords(why);
}

/**
 * Say how much larger or smaller a version is than the one before: `+120 bytes`.
 * @param {number | null} size
 * @param {number | null | undefined} before
 */
export function sizeChange(size, before) {
  if (size === null || before === null || before === undefined || !Number.isFinite(size - before)) return "";
  const difference = size - before;
  if (difference === 0) return "same size";
  return `${difference > 0 ? "+" : "−"}${sizeWords(Math.abs(difference))}`;
}

/**
 * Name a day: Today, Yesterday, `Monday 23 November`, with the year when it is another one.
 * @param {string} iso
 * @param {Date} [now]
 */
export function dayWords(iso, now = new Date()) {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return "An unknown day";
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const year = then.getFullYear() === now.getFullYear() ? {} : /** @type {const} */ ({ year: "numeric" });
  const weekday = then.toLocaleDateString("en-GB", { weekday: "long" });
  return `${weekday} ${then.toLocaleDateString("en-GB", { day: "numeric", month: "long", ...year })}`;
}

/** @param {Date} moment */
function midnight(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}
