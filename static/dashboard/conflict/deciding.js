import { setAt, valueAt } from "../words/pointer.js";

/** @import { Conflict } from "../server-types.js" */

/** @typedef {"mine" | "theirs" | "both"} Choice */

/**
 * Say what can be chosen where both sides changed one value: of two lists both can stay.
 * @param {Conflict} conflict
 * @returns {Choice[]}
 */
export function choicesFor({ mine, theirs }) {
  return Array.isArray(mine) && Array.isArray(theirs) ? ["mine", "theirs", "both"] : ["mine", "theirs"];
}

/**
 * Return the value that a choice takes; undefined where that side has none.
 * @param {Conflict} conflict
 * @param {Choice} choice
 */
export function valueOf({ mine, theirs }, choice) {
  if (choice === "mine") return mine;
  if (choice === "theirs" || !Array.isArray(mine) || !Array.isArray(theirs)) return theirs;
  const known = new Set(theirs.map((item) => JSON.stringify(item)));
  return [...theirs, ...mine.filter((item) => !known.has(JSON.stringify(item)))];
}

/**
 * Say with which policy the server is to merge, so that as little as possible is left to put right afterwards.
 * @param {Choice[]} choices one for each conflict
 * @returns {"mine" | "theirs"}
 */
export function policyOf(choices) {
  return choices.length > 0 && choices.every((choice) => choice === "mine") ? "mine" : "theirs";
}

/**
 * Put the chosen values into a document that was merged in favour of theirs.
 *
 * A place where something else stands now was changed again meanwhile: it is left as it is.
 * @param {any} document
 * @param {Conflict[]} conflicts their paths lead into the merged document
 * @param {Choice[]} choices one for each conflict
 * @returns {Conflict[]} those that could not be put in
 */
export function putChoices(document, conflicts, choices) {
  return conflicts.filter((conflict, index) => {
    const choice = choices[index] ?? "theirs";
    if (choice === "theirs") return false;
    const isAsMerged = JSON.stringify(valueAt(document, conflict.path)) === JSON.stringify(conflict.theirs);
    return !isAsMerged || !setAt(document, conflict.path, valueOf(conflict, choice));
  });
}

/**
 * Say what was decided, in one sentence.
 * @param {Choice[]} choices
 */
export function decisionWords(choices) {
  const count = (/** @type {Choice} */ wanted) => choices.filter((choice) => choice === wanted).length;
  const [mine, theirs, both] = [count("mine"), count("theirs"), count("both")];
  const parts = [mine && `${mine} of yours`, theirs && `${theirs} of the file's`, both && `${both} of both`].filter(Boolean);
  return `Decided: ${parts.join(", ")}. What lost is kept in the history.`;
}
