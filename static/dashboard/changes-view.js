import { h } from "./dom.js";
import { countWords, shortValue } from "./format.js";

/** @import { Change, Difference } from "./types.js" */

/** @type {Readonly<Record<Change["op"], string>>} */
const WORDS = { add: "Added", remove: "Removed", replace: "Changed", move: "Moved" };

/**
 * Show a difference as a table of paths with the value on either side.
 * @param {Difference} difference
 * @param {{from: string, to: string}} names
 */
export function changeTable(difference, names) {
  if (difference.changes.length === 0) return h("p", { class: "help" }, "They say the same; only the layout differs.");
  const table = h("table", { class: "changes" },
    h("thead", {}, h("tr", {}, ["", "Where", names.from, names.to].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, difference.changes.map((change) => changeRow(change, names))));
  return h("div", { class: "changes-box" },
    h("p", { class: "help" }, summary(difference)),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Differences" }, table));
}

/** @param {Difference} difference */
function summary({ counts, truncated }) {
  const parts = [
    counts.replaced && `${counts.replaced} changed`, counts.added && `${counts.added} added`,
    counts.removed && `${counts.removed} removed`, counts.moved && `${counts.moved} moved`,
  ].filter(Boolean);
  const total = counts.replaced + counts.added + counts.removed + counts.moved;
  const more = truncated ? "; only the first ones are shown" : "";
  return `${countWords(total, "difference")}: ${parts.join(", ")}${more}`;
}

/**
 * @param {Change} change
 * @param {{from: string, to: string}} names
 */
function changeRow({ op, path, from, to }, names) {
  return h("tr", { class: op },
    h("td", {}, h("span", { class: `op ${op}` }, WORDS[op])),
    h("th", { scope: "row" }, h("code", {}, path || "/")),
    h("td", { "data-side": names.from }, value(from)),
    h("td", { "data-side": names.to }, value(to)));
}

/** @param {unknown} side */
function value(side) {
  return side === undefined ? h("span", { class: "nothing" }, "not there") : h("code", {}, shortValue(side));
}
