import { button, h, time } from "./dom.js";
import { attempt, notify } from "./notices.js";
import { countWords, sizeWords } from "./format.js";

/**
 * @import { Listing } from "./listing.js"
 * @import { OtherFile, TrashedProject } from "./types.js"
 */

/**
 * List the files whose names are not ids, with what can be done about each.
 * @param {OtherFile[]} files
 * @param {Listing} listing
 */
export function otherFiles(files, listing) {
  if (files.length === 0) return null;
  return h("section", { "aria-labelledby": "others" },
    h("h2", { id: "others" }, "Other files in the folder"),
    h("p", { class: "help" }, "Their names are not project ids. Adopting copies one to a new project; the file stays."),
    h("ul", { class: "rows" }, files.map((file) => otherFile(file, listing))));
}

/**
 * @param {OtherFile} file
 * @param {Listing} listing
 */
function otherFile(file, listing) {
  const detail = typeof file.problem === "string" ? file.problem : file.problem?.detail;
  const copyOf = file.of ? `Looks like a copy of ${file.of}. ` : "";
  return h("li", {},
    h("div", {}, h("span", { class: "file" }, file.name),
      h("span", { class: "detail" }, copyOf, detail ?? "")),
    h("span", { class: "facts" }, `${sizeWords(file.size)}, `, time(file.savedAt)),
    file.action !== "none" && button("Adopt", () => adopt(file.name, listing), { "aria-label": `Adopt ${file.name}` }));
}

/**
 * @param {string} name
 * @param {Listing} listing
 */
function adopt(name, listing) {
  return attempt(async () => {
    const { id } = await listing.api.adopt(name);
    notify(`${name} is now also the project ${id}.`);
    await listing.refresh();
  });
}

/**
 * List the deleted projects, folded away.
 * @param {TrashedProject[]} projects
 * @param {Listing} listing
 */
export function trash(projects, listing) {
  if (projects.length === 0) return null;
  return h("details", { class: "trash", open: document.querySelector("details.trash[open]") !== null },
    h("summary", {}, "Trash ", h("span", { class: "count" }, countWords(projects.length, "project"))),
    h("ul", { class: "rows" }, projects.map((project) => trashed(project, listing))));
}

/**
 * @param {TrashedProject} project
 * @param {Listing} listing
 */
function trashed({ id, name, deletedAt, size, backup }, listing) {
  const bringBack = () => attempt(async () => {
    await listing.api.restore(id, backup);
    notify(`${id} is back.`);
    await listing.refresh();
  });
  return h("li", {}, h("div", {}, h("span", { class: "file" }, name || id)),
    h("span", { class: "facts" }, `${sizeWords(size)}, deleted `, time(deletedAt)),
    button("Restore", bringBack, { "aria-label": `Restore ${id}` }));
}
