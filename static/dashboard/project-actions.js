import { askText, choose } from "./dialog.js";
import { h } from "./dom.js";
import { attempt, notify } from "./notices.js";
import { save } from "./saving.js";
import { pin, restore } from "./versions.js";

/** @import { Project } from "./project.js" */

/**
 * Drop the text of the editor and show the file; `kept` is the backup that still holds the text.
 * @param {Project} project
 * @param {string} [kept]
 */
export async function reload(project, kept) {
  if (!kept && !(await mayDrop(project, "Drop my edits"))) return;
  await project.reload();
  if (kept) notify(`Loaded from disk. What you typed is kept as the version ${kept}.`);
}

/**
 * Restore a version, and offer the way back. Returns whether it was done.
 * @param {Project} project
 * @param {string} name
 */
export async function restoreVersion(project, name) {
  if (!(await settleEdits(project))) return false;
  await attempt(async () => {
    const before = await restore(project, name);
    const undo = before && { name: "Undo", run: () => restore(project, before) };
    notify("Restored. The replaced version is kept too.", undo || undefined);
  });
  return true;
}

/**
 * Ask for a label and keep the version on disk under it.
 * @param {Project} project
 */
export function savePoint(project) {
  const unsaved = project.isDirty ? " Your unsaved edits are not part of it; save first to include them." : "";
  askText({
    title: "Make a save point", label: "Label", value: "", action: "Keep it",
    help: `Keeps the version on disk under a name you will recognise.${unsaved}`,
  }, (label) => pin(project, label));
}

/**
 * Download the file as it is on disk.
 * @param {Project} project
 */
export function download(project) {
  return attempt(async () => {
    const address = URL.createObjectURL(await project.api.raw(project.id));
    h("a", { href: address, download: `${project.id}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    if (project.isDirty) notify("The download is the file on disk, without your unsaved edits.");
  });
}

/**
 * Move a project to the trash, go to the list, and offer the way back.
 * @param {Project} project
 */
export async function moveToTrash(project) {
  if (!(await mayDrop(project, "Delete it with my edits"))) return;
  await attempt(async () => {
    const { id, api, drafts } = project;
    const { backup } = await api.remove(id, project.value.base);
    drafts.drop(id);
    project.state.set({ phase: "missing" });
    location.assign("#/");
    const undo = async () => {
      await api.restore(id, backup);
      location.assign(`#/p/${id}`);
    };
    notify(`${id} is in the trash.`, { name: "Undo", run: undo });
  });
}

/**
 * @param {Project} project
 * @param {string} action
 */
async function mayDrop(project, action) {
  if (!project.isDirty) return true;
  const text = h("p", {}, "Your unsaved edits are only in this tab. They would be gone.");
  return (await choose("Drop unsaved edits?", [text], [{ name: action, value: "drop", look: "danger" }])) === "drop";
}

/** @param {Project} project */
async function settleEdits(project) {
  if (!project.isDirty) return true;
  const text = h("p", {}, "Save them first and they become a version that you can come back to.");
  const way = await choose("You have unsaved edits", [text], [
    { name: "Drop my edits", value: "drop", look: "danger" },
    { name: "Save, then restore", value: "save", look: "primary" },
  ]);
  if (way === "save") await save(project);
  return way === "drop" || (way === "save" && !project.isDirty);
}
