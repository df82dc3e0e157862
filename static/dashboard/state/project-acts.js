import { wordsOf } from "./connection.js";

/**
 * @import { Arrival, OpenProject } from "./open-project.js"
 * @import { Backup, Change } from "../server-types.js"
 * @import { Toasts } from "./toasts.js"
 * @import { Undo } from "./undo.js"
 */

/** @typedef {{toasts: Toasts, undo: Undo}} Tools */

/**
 * Keep the version on disk as a save point.
 * @param {OpenProject} project
 * @param {Tools} tools
 * @param {string} [label]
 */
export function keepSavePoint(project, { toasts }, label = "") {
  return said(toasts, "Not kept as a save point", async () => {
    await project.save();
    const made = await project.versions.pin(label);
    toasts.say(`Kept as a save point${made.label ? `: ${made.label}` : ""}`);
  });
}

/**
 * Let go of a save point; the version itself stays until it is thinned out.
 * @param {OpenProject} project
 * @param {Tools} tools
 * @param {Backup} pin
 */
export function releaseSavePoint({ versions }, { toasts, undo }, { name, label = "" }) {
  return said(toasts, "Still a save point", async () => {
    const released = await versions.mark(name, { pinned: false });
    undo.offer(`Let go of the save point ${label}`, () => versions.mark(released.name, { pinned: true, label }));
  });
}

/**
 * Load what somebody else has changed; null if that cannot be done.
 * @param {OpenProject} project
 * @param {Tools} tools
 * @param {Arrival} arrival
 * @returns {Promise<Change[] | null>}
 */
export async function changesOf({ versions }, { toasts }, { before, etag }) {
  let changes = null;
  await said(toasts, "The difference cannot be shown", async () => {
    ({ changes } = await versions.compare(before ?? "current", etag));
  });
  return changes;
}

/**
 * Bring back the version before somebody else's change; what arrived stays in the history.
 * @param {OpenProject} project
 * @param {Tools} tools
 * @param {Arrival} arrival
 */
export function takeBackArrival(project, { toasts, undo }, { before, etag }) {
  return said(toasts, "Not taken back", async () => {
    await project.save();
    await project.versions.restore(before ?? "");
    project.arrival.value = null;
    // By its hash: of two equal backups one is let go, which can be the one that the answer names.
    undo.offer("Took back what had changed in the file", () => project.versions.restore(etag));
  });
}

/**
 * @param {Toasts} toasts
 * @param {string} failure what is said if it fails
 * @param {() => Promise<void>} act
 */
async function said(toasts, failure, act) {
  try {
    await act();
  } catch (error) {
    toasts.say(`${failure}. ${wordsOf(error)}`, { tone: "bad" });
  }
}
