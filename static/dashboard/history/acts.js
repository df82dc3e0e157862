import { saveAs } from "../parts/download.js";
import { wordsOf } from "../state/connection.js";
import { countWords } from "../words/format.js";
import { versionWords, WORDS } from "./words.js";

/**
 * @import { History } from "./history.js"
 * @import { Version } from "./timeline.js"
 */

/**
 * Bring a version back whole, say so, and offer to undo it.
 * @param {History} history
 * @param {Version} version
 */
export function restore(history, version) {
  return acted(history, "Not restored", async () => {
    const { project, app } = history;
    if (version.isCurrent) return app.toasts.say(WORDS.isNow);
    if (version.why === "broken") return app.toasts.say(WORDS.brokenRestore, { tone: "bad" });
    const before = await saved(history);
    if (before === null) return undefined;
    const { replaced, unchanged } = await project.versions.restore(version.name);
    if (unchanged) return app.toasts.say(WORDS.sameAsNow);
    return app.undo.offer(`Restored ${versionWords(version)}`, () => project.versions.restore(wayBack(replaced ?? null, before)));
  });
}

/**
 * Say which version undoes a restore. The backup that it made of one that was kept already goes within seconds, so the hash
 * is the surer name, unless somebody else was quicker and it was another version that was replaced.
 * @param {string | null} replaced
 * @param {string} before the hash of what was on disk when the restore began
 */
function wayBack(replaced, before) {
  return replaced !== null && !replaced.includes(`--${before.slice("sha256-".length, "sha256-".length + 12)}--`) ? replaced : before;
}

/**
 * Bring back the changes that are chosen, say so, and offer to undo it.
 * @param {History} history
 */
export function restorePicked(history) {
  return acted(history, "Not restored", async () => {
    const { project, app, picking } = history;
    const { value: choice } = picking.choice;
    if (!choice || picking.keys.value.size === 0) return undefined;
    const [plan, count] = [picking.plan(), picking.keys.value.size];
    const before = await saved(history);
    if (before === null) return undefined;
    await project.versions.restoreSome(choice.version.name, plan, choice.pair.from);
    picking.end();
    return app.undo.offer(`Restored ${countWords(count, "change")} from ${versionWords(choice.version)}`, () => project.versions.restore(before));
  });
}

/**
 * Begin to choose which changes are restored.
 * @param {History} history
 */
export function choose(history) {
  return acted(history, "The version cannot be read", async () => {
    const { difference, shown } = history.comparing.state.value;
    const { value: chosen } = history.chosen;
    if (!difference || !shown || !chosen || (await saved(history)) !== shown.from) return undefined;
    return history.picking.begin(chosen.version, shown, difference.changes);
  });
}

/**
 * Keep a version as a save point, and ask what it is to be called.
 * @param {History} history
 * @param {Version} version
 */
export function pin(history, version) {
  return acted(history, "Not kept as a save point", async () => {
    const { project, labelled } = history;
    if (version.pinned) return void (labelled.value = version.name);
    const isKept = version.name !== "current";
    const etag = version.isCurrent ? await saved(history) : version.etag;
    if (etag === null) return undefined;
    const made = isKept && etag === version.etag ? project.versions.mark(version.name, { pinned: true }) : project.versions.pin("");
    return void (labelled.value = (await made).name);
  });
}

/**
 * Call a save point something else.
 * @param {History} history
 * @param {Version} version
 * @param {string} label
 */
export function rename(history, version, label) {
  return acted(history, "Not renamed", async () => {
    await history.project.versions.mark(version.name, { pinned: true, label: label.trim() });
    history.labelled.value = null;
  });
}

/**
 * Let a version go the way of all others, and offer to undo it.
 * @param {History} history
 * @param {Version} version
 */
export function unpin(history, version) {
  return acted(history, "Still a save point", async () => {
    const { versions } = history.project;
    const { name } = await versions.mark(version.name, { pinned: false });
    const again = { pinned: true, ...(version.label && { label: version.label }) };
    history.app.undo.offer(`No longer a save point: ${versionWords(version)}`, () => versions.mark(name, again));
  });
}

/**
 * Give the person a version as a file.
 * @param {History} history
 * @param {Version} version
 */
export function download(history, version) {
  return acted(history, "Not downloaded", async () => {
    const text = await history.project.versions.text(version.name);
    saveAs(new Blob([text], { type: "application/json" }), `${history.project.id} ${version.savedAt.slice(0, 19).replaceAll(":", "-")}.json`);
  });
}

/**
 * Save what is not saved, so that a restore never loses it.
 * @param {History} history
 * @returns {Promise<string | null>} the hash of what is on disk then; null, and said, if it could not be saved
 */
async function saved({ project, app }) {
  await project.save();
  if (!project.isDirty) return project.onDisk.etag;
  app.toasts.say(WORDS.unsavedFirst, { tone: "bad" });
  return null;
}

/**
 * @param {History} history
 * @param {string} failure what is said if it fails
 * @param {() => Promise<unknown>} act
 */
async function acted(history, failure, act) {
  try {
    await act();
  } catch (error) {
    history.app.toasts.say(`${failure}. ${wordsOf(error)}`, { tone: "bad" });
    void history.project.versions.refresh();
  }
}
