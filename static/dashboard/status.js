import { clock, timeWords } from "./format.js";
import { isDirty } from "./project.js";

/** @import { ProjectValue } from "./project-value.js" */

/** @typedef {{tone: "quiet" | "good" | "busy" | "warn" | "bad", text: string}} Status */

/** @type {Readonly<Record<string, string>>} */
const CHECKS = {
  exact: "hash checked",
  "laid out": "laid out with two spaces, hash checked",
  merged: "merged with what was on disk, hash checked",
  unchecked: "this browser cannot check the hash here",
};

/**
 * Say honestly where the text stands: what is on disk, what is not, and why.
 * @param {ProjectValue} value
 * @returns {Status}
 */
export function statusOf(value) {
  const { saving, conflict, disk } = value;
  if (saving.phase === "saving") return { tone: "busy", text: "Saving…" };
  if (conflict) return { tone: "warn", text: "Not saved: the file on disk is another version" };
  if (saving.phase === "away") return { tone: "warn", text: awayWords(saving.retryIn) };
  if (saving.phase === "failed") return { tone: "bad", text: `Not saved. ${saving.detail ?? ""}`.trim() };
  if (isDirty(value)) return dirtyStatus(value);
  if (saving.phase === "saved") return { tone: "good", text: savedWords(saving) };
  if (disk?.state === "followed") return { tone: "good", text: `Changed on disk, shown since ${clock(disk.at)}` };
  if (value.broken) return { tone: "bad", text: "Broken on disk" };
  return { tone: "quiet", text: `As on disk, saved ${timeWords(value.savedAt)}` };
}

/**
 * @param {ProjectValue} value
 * @returns {Status}
 */
function dirtyStatus({ disk, recovered }) {
  if (disk?.state === "changed") return { tone: "warn", text: "Edited, not saved; changed on disk too" };
  if (disk?.state === "deleted") return { tone: "warn", text: "Edited, not saved; deleted on disk" };
  if (disk?.state === "broken") return { tone: "warn", text: "Edited, not saved; broken on disk" };
  return { tone: "busy", text: recovered ? "Edited before the reload, not saved" : "Edited, not saved" };
}

/** @param {ProjectValue["saving"]} saving */
function savedWords({ at, check }) {
  return `Saved on disk at ${clock(at ?? "")}, ${CHECKS[check ?? "exact"]}`;
}

/** @param {number | undefined} retryIn */
function awayWords(retryIn) {
  return `Holdfast is not answering. Your edits are kept in this tab; trying again in ${retryIn ?? 2} s`;
}
