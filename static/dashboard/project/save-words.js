import { clock } from "../words/format.js";

/**
 * @typedef {"todo" | "now" | "done" | "bad"} StepState
 * @typedef {{name: string, detail: string, state: StepState}} Step
 * @typedef {{text: string, tone: "quiet" | "busy" | "good" | "warn" | "bad", steps: Step[], hint: string}} SaveWords
 * @typedef {{
 *   status: string, isDirty: boolean, isKept: boolean, savedAt: string | null, isBackedUp: boolean | null,
 *   isAway: boolean, error: string,
 * }} SaveFacts `isBackedUp` is null as long as nobody knows
 */

/**
 * Say honestly how far an edit has come: edited, kept in this browser, on disk with its time, kept as a backup.
 * @param {SaveFacts} facts
 * @returns {SaveWords}
 */
export function saveWords(facts) {
  const { tone, text, hint } = standing(facts);
  return { text, tone, hint, steps: stepsOf(facts) };
}

/**
 * @param {SaveFacts} facts
 * @returns {Omit<SaveWords, "steps">}
 */
function standing({ status, isDirty, isKept, savedAt, isBackedUp, isAway, error }) {
  if (status === "conflict") return { tone: "bad", text: "Needs a decision", hint: "Somebody changed the same values. Nothing is lost: decide above which ones stay." };
  if (status === "error" && isDirty) return { tone: "bad", text: isKept ? "Not on disk" : "Not saved anywhere", hint: error };
  if (isAway && isDirty) return { tone: "warn", text: "Kept in this browser", hint: "The server does not answer. Go on working: your edits are in this browser, and are saved by themselves when it is back." };
  if (isAway) return { tone: "warn", text: "Server away", hint: "What you see is the last version that this browser knows. You can go on editing; it is saved when the server is back." };
  if (status === "saving") return { tone: "busy", text: "Saving…", hint: "On its way to the disk." };
  if (isDirty) return { tone: "busy", text: isKept ? "Edited, in this browser" : "Edited", hint: "Saved to the disk in a moment." };
  if (!savedAt) return { tone: "quiet", text: "", hint: "" };
  if (isBackedUp) return { tone: "good", text: `On disk ${clock(savedAt)}, kept as backup`, hint: "The file holds exactly this, and the version is among the backups." };
  return { tone: "good", text: `On disk ${clock(savedAt)}`, hint: isBackedUp === null ? "The file holds exactly this." : "The file holds exactly this; its copy among the backups follows within a second." };
}

/**
 * @param {SaveFacts} facts
 * @returns {Step[]}
 */
function stepsOf({ status, isDirty, isKept, savedAt, isBackedUp, isAway }) {
  const failed = status === "error" || status === "conflict";
  /** @type {StepState} */
  const disk = !isDirty ? (savedAt ? "done" : "todo") : failed ? "bad" : isAway ? "todo" : "now";
  return [
    { name: "Edited", detail: isDirty ? "here, just now" : "nothing is waiting", state: "done" },
    { name: "In this browser", detail: isKept ? "survives a crash of the page" : "this browser keeps nothing", state: isKept ? "done" : "bad" },
    { name: "On disk", detail: !isDirty && savedAt ? clock(savedAt) : isAway ? "when the server is back" : "soon", state: disk },
    { name: "Kept as backup", detail: isBackedUp ? "can be restored at any time" : "within a second of the save", state: !isDirty && isBackedUp ? "done" : "todo" },
  ];
}
