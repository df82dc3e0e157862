import { countWords } from "../words/format.js";

/** @import { Arrival } from "../state/open-project.js" */

/** @type {Readonly<Record<string, string>>} */
const BY = { "hand-edit": "in the file", merge: "elsewhere and merged", restore: "by a restore", import: "by an import", conflict: "elsewhere" };

/**
 * Say what somebody else has done: "3 values changed in the file".
 * @param {Pick<Arrival, "why" | "changes">} arrival
 */
export function arrivalWords({ why, changes }) {
  const where = BY[why] ?? "in another window";
  if (changes === undefined || changes === null) return `Changed ${where}`;
  return `${countWords(changes, "value")} changed ${where}`;
}
