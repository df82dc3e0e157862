import { button, h, time } from "./dom.js";
import { clock, countWords } from "./format.js";
import { changeTable } from "./changes-view.js";
import { around, findProblem } from "./position.js";

/** @import { Broken, Conflict, Disk } from "./project-value.js" */

/**
 * Show both sides of a save whose base is no longer on disk, and the ways to go on.
 * @param {Conflict} conflict
 * @param {{takeTheirs: () => unknown, saveMine: () => unknown, keepEditing: () => unknown}} ways
 */
export function conflictBanner({ kept, difference }, ways) {
  return h("section", { class: "banner warn conflict", role: "alert", "aria-labelledby": "conflict" },
    h("h2", { id: "conflict" }, "This project changed on disk while you were editing"),
    h("p", {}, "Nothing was overwritten and nothing is lost. What you typed is kept as the version ",
      h("code", {}, kept), "."),
    difference ? changeTable(difference, { from: "Mine", to: "On disk" }) : h("p", { class: "help" }, "Comparing…"),
    h("div", { class: "buttons" },
      button("Keep editing", ways.keepEditing, { class: "quiet" }),
      button("Save mine over it", ways.saveMine),
      button("Load the one on disk", ways.takeTheirs, { class: "primary" })));
}

/**
 * Say what happened to the file while the editor holds unsaved text.
 * @param {Disk} disk
 * @param {{save: () => unknown, saveOverBroken: () => unknown, reload: () => unknown}} ways
 */
export function diskBanner(disk, ways) {
  if (disk.state === "changed") {
    return banner(`Changed on disk, noticed at ${clock(disk.at)}`,
      "Your edits are still here and not saved. Saving compares the two and lets you choose; it overwrites nothing.",
      [button("Save and compare", ways.save), button("Drop my edits", ways.reload, { class: "quiet" })]);
  }
  if (disk.state === "deleted") {
    return banner("The file was deleted", "Your text is still here. Save it again to have the file back.",
      [button("Save it again", ways.save, { class: "primary" })]);
  }
  return banner("The file on disk is broken now", `${disk.detail ?? ""} Saving puts your text in its place; the broken text is kept as a version.`,
    [button("Save mine over it", ways.saveOverBroken), button("Show the broken file", ways.reload, { class: "quiet" })]);
}

/**
 * Show where a file stops being JSON, and the two ways to mend it.
 * @param {Broken} broken
 * @param {string} text
 * @param {{restore: (name: string) => unknown, goTo: () => unknown}} ways
 */
export function brokenBanner({ detail, line, column, lastGood }, text, ways) {
  const good = lastGood && button("Restore the last good version", () => ways.restore(lastGood.name), { class: "primary" });
  return h("section", { class: "banner bad", role: "alert", "aria-labelledby": "broken" },
    h("h2", { id: "broken" }, `This file is broken at line ${line}, column ${column}`),
    h("p", {}, findProblem(text)?.message ?? detail, "."),
    excerpt(text, { line, column }),
    h("p", {}, "Mend it below and save; the broken text is kept as a version. ",
      lastGood ? ["The last good version was saved ", time(lastGood.savedAt), "."].map(textNode) : "No good version is kept."),
    h("div", { class: "buttons" }, button("Go to the place", ways.goTo), good));
}

/**
 * Say what the server found worth saying about the text.
 * @param {string[]} warnings
 */
export function warningsBanner(warnings) {
  if (warnings.length === 0) return null;
  const words = warnings.map((warning) => WARNINGS[warning] ?? warning);
  return h("details", { class: "banner quiet" }, h("summary", {}, countWords(words.length, "remark"), " about this text"),
    h("ul", {}, words.map((word) => h("li", {}, word))));
}

/** @type {Readonly<Record<string, string>>} */
const WARNINGS = {
  big_integer: "It holds a number that other programs may round; write it as text to be safe.",
  number_precision: "It holds a number with more digits than other programs keep; write it as text to be safe.",
  duplicate_key: "A key appears twice in one object; programs use the last one.",
  lone_surrogate: "It holds half of an emoji, shown as �.",
  utf16: "The file is UTF-16; the next save writes UTF-8.",
};

/** @param {string | Node} part */
function textNode(part) {
  return typeof part === "string" ? document.createTextNode(part) : part;
}

/**
 * @param {string} title
 * @param {string} text
 * @param {HTMLElement[]} buttons
 */
function banner(title, text, buttons) {
  return h("section", { class: "banner warn", role: "alert" }, h("h2", {}, title), h("p", {}, text),
    h("div", { class: "buttons" }, buttons));
}

/**
 * @param {string} text
 * @param {{line: number, column: number}} place
 */
function excerpt(text, place) {
  const rows = around(text, place).flatMap(({ line, text: row, caret }) => {
    const shown = h("span", { class: caret === null ? "" : "at" }, `${String(line).padStart(5)}  ${row}\n`);
    return caret === null ? [shown] : [shown, h("span", { class: "caret" }, `${" ".repeat(caret + 7)}^\n`)];
  });
  return h("pre", { class: "excerpt", tabindex: "0", "aria-label": "The text around the place" }, rows);
}
