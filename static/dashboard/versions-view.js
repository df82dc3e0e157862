import { button, fill, h, time } from "./dom.js";
import { countWords, shortHash, sizeWords, whyWords } from "./format.js";

/**
 * @import { Project } from "./project.js"
 * @import { Backup } from "./types.js"
 */

const AT_FIRST = 60;

/**
 * @typedef {{
 *   look: (version: Backup) => void,
 *   savePoint: () => void,
 * }} VersionActions
 */

/**
 * Build the list of the kept versions of a project.
 * @param {Project} project
 * @param {VersionActions} actions
 * @param {AbortSignal} signal
 */
export function versionsView(project, actions, signal) {
  const list = h("ol", { class: "versions" });
  const count = h("span", { class: "count" });
  const trouble = h("p", { class: "help" });
  const savePoint = button("Save point…", actions.savePoint);
  /** @type {Backup[] | null} */
  let drawn = null;
  let base = "";
  project.state.watch((value) => {
    trouble.textContent = value.versionsError || (value.versions.length === 0 ? "The first save keeps the first version." : "");
    savePoint.disabled = value.broken !== null;
    if (value.versions === drawn && value.base === base) return;
    ({ versions: drawn, base } = value);
    count.textContent = String(drawn.length || "");
    draw(list, drawn, base, actions, AT_FIRST);
  }, signal);
  return h("aside", { class: "side", "aria-labelledby": "versions" },
    h("div", { class: "side-head" }, h("h2", { id: "versions" }, "Versions ", count),
      savePoint), trouble, list);
}

/**
 * @param {HTMLElement} list
 * @param {Backup[]} versions
 * @param {string} base
 * @param {VersionActions} actions
 * @param {number} most
 */
function draw(list, versions, base, actions, most) {
  const rest = versions.length - most;
  const more = () => draw(list, versions, base, actions, versions.length);
  fill(list, versions.slice(0, most).map((version) => row(version, base, actions)),
    rest > 0 && h("li", {}, button(`Show ${countWords(rest, "older version")}`, more, { class: "quiet" })));
}

/**
 * @param {Backup} version
 * @param {string} base
 * @param {VersionActions} actions
 */
function row(version, base, { look }) {
  const current = version.etag === base;
  return h("li", { "data-version": version.name },
    h("button", { type: "button", class: "version", onclick: () => look(version) },
      h("span", { class: "what" }, version.label || whyWords(version.why)),
      current && h("span", { class: "badge good" }, "On disk"),
      version.pinned && h("span", { class: "badge" }, "Pinned"),
      h("span", { class: "facts" }, time(version.savedAt), `, ${sizeWords(version.size)}, `,
        h("span", { class: "hash", title: version.etag }, shortHash(version.etag)))));
}
