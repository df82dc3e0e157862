import { button, fill, h, time } from "./dom.js";
import { changeTable } from "./changes-view.js";
import { Editor } from "./editor.js";
import { errorWords } from "./errors.js";
import { whyWords } from "./format.js";

/**
 * @import { Project } from "./project.js"
 * @import { Backup } from "./types.js"
 */

/**
 * Build the reading view of one kept version: its text, or how it differs from the file.
 * @param {Project} project
 * @param {Backup} version
 * @param {{restore: () => unknown, close: () => unknown}} ways
 */
export function versionView(project, version, ways) {
  const body = h("div", { class: "reading" }, h("p", { class: "help" }, "Reading…"));
  const current = version.etag === project.value.base;
  const text = button("Text", () => choose(text, () => textOf(project, version)), { "aria-pressed": "true" });
  const compare = button("Compare with the file", () => choose(compare, () => comparison(project, version)), {
    "aria-pressed": "false",
  });
  const choose = async (/** @type {HTMLElement} */ chosen, /** @type {() => Promise<Node>} */ read) => {
    for (const one of [text, compare]) one.setAttribute("aria-pressed", String(one === chosen));
    fill(body, await read().catch((error) => h("p", { class: "help", role: "alert" }, errorWords(error))));
  };
  void choose(text, () => textOf(project, version));
  return h("section", { class: "reader", "aria-labelledby": "reading" },
    h("div", { class: "reader-head" },
      h("div", {}, h("h2", { id: "reading", tabindex: "-1" }, version.label || whyWords(version.why)),
        h("p", { class: "help" }, "Kept version, ", time(version.savedAt), ", only to be read")),
      h("div", { class: "buttons" },
        h("div", { class: "segments", role: "group", "aria-label": "How to show it" }, text, compare),
        button("Back to editing", ways.close),
        !current && button("Restore this version", ways.restore, { class: "primary" }))),
    body);
}

/**
 * @param {Project} project
 * @param {Backup} version
 */
async function textOf(project, version) {
  const editor = new Editor("Text of the kept version");
  editor.show(await project.api.backupText(project.id, version.name));
  requestAnimationFrame(() => editor.draw());
  return editor.element;
}

/**
 * @param {Project} project
 * @param {Backup} version
 */
async function comparison(project, version) {
  const difference = await project.api.diff(project.id, version.name, "current");
  return changeTable(difference, { from: "This version", to: "On disk" });
}
