import { brokenBanner, conflictBanner, diskBanner, warningsBanner } from "./banners.js";
import { button, fill, h } from "./dom.js";
import { Editor } from "./editor.js";
import { isDirty } from "./project.js";
import { attempt } from "./notices.js";
import { reload, restoreVersion, savePoint, download, moveToTrash } from "./project-actions.js";
import { save, saveOverBroken, saveOverTheirs } from "./saving.js";
import { statusBar } from "./status-view.js";
import { versionView } from "./version-view.js";
import { versionsView } from "./versions-view.js";

/**
 * @import { Project } from "./project.js"
 * @import { ProjectValue } from "./project-value.js"
 * @import { Backup } from "./types.js"
 */

/**
 * Build the page of one project.
 * @param {Project} project
 * @param {AbortSignal} signal
 */
export function projectView(project, signal) {
  const editor = new Editor(`Text of ${project.id}`, (text) => project.edit(text));
  const banners = h("div", { class: "banners" });
  const main = h("div", { class: "work" }, banners, editor.element, statusBar(project, editor, signal));
  const look = (/** @type {Backup} */ version) => read(project, version, main);
  const side = versionsView(project, { look, savePoint: () => savePoint(project) }, signal);
  const desk = h("div", { class: "desk" }, main, side);
  const closed = h("div", { class: "page" });
  const view = h("div", { class: "project" }, head(project, signal), desk, closed);
  watchText(project, editor, signal);
  watchBanners(project, banners, editor, signal);
  project.state.watch((value) => {
    desk.hidden = value.phase !== "ready";
    fill(closed, value.phase === "ready" ? null : instead(project, value));
  }, signal);
  return view;
}

/**
 * @param {Project} project
 * @param {AbortSignal} signal
 */
function head(project, signal) {
  const saveButton = button("Save", () => save(project), { class: "primary", title: "Ctrl+S or ⌘S", id: "save" });
  const tidyButton = button("Tidy", () => project.tidyUp(), { title: "Lay the text out with two spaces" });
  const tools = h("div", { class: "buttons" }, button("Delete", () => moveToTrash(project), { class: "quiet" }),
    button("Download", () => download(project)), tidyButton, saveButton);
  project.state.watch((value) => {
    tools.hidden = value.phase !== "ready";
    tidyButton.disabled = value.problem !== null;
    saveButton.classList.toggle("idle", !isDirty(value));
  }, signal);
  return h("div", { class: "page-head" },
    h("div", { class: "title" }, h("a", { href: "#/", class: "back" }, "Projects"),
      h("h1", { tabindex: "-1" }, project.id)), tools);
}

/**
 * @param {Project} project
 * @param {Editor} editor
 * @param {AbortSignal} signal
 */
function watchText(project, editor, signal) {
  project.state.watch(({ text, problem, broken }) => {
    editor.show(text);
    editor.markLine(problem ?? (broken && text === project.value.shown ? broken : null));
  }, signal);
}

/**
 * @param {Project} project
 * @param {HTMLElement} banners
 * @param {Editor} editor
 * @param {AbortSignal} signal
 */
function watchBanners(project, banners, editor, signal) {
  /** @type {unknown[]} */
  let drawn = [];
  project.state.watch((value) => {
    const { conflict, disk, broken, warnings } = value;
    const now = [conflict, disk, broken, warnings];
    if (now.every((part, index) => part === drawn[index])) return;
    drawn = now;
    fill(banners, bannersFor(project, value, editor));
  }, signal);
}

/**
 * @param {Project} project
 * @param {ProjectValue} value
 * @param {Editor} editor
 */
function bannersFor(project, { conflict, disk, broken, warnings, text }, editor) {
  const keepEditing = () => {
    project.state.set({ conflict: null, disk: { state: "changed", at: new Date().toISOString() } });
    editor.area.focus();
  };
  const ways = { save: () => save(project), saveOverBroken: () => saveOverBroken(project), reload: () => reload(project) };
  return [
    conflict && conflictBanner(conflict, { takeTheirs: () => reload(project, conflict.kept), saveMine: () => saveOverTheirs(project), keepEditing }),
    disk && disk.state !== "followed" && diskBanner(disk, ways),
    broken && brokenBanner(broken, text, { restore: (name) => restoreVersion(project, name), goTo: () => editor.goTo(broken) }),
    warningsBanner(warnings),
  ];
}

/**
 * @param {Project} project
 * @param {Backup} version
 * @param {HTMLElement} main
 */
function read(project, version, main) {
  const close = () => {
    main.classList.remove("covered");
    reader.remove();
    for (const row of document.querySelectorAll("[aria-current]")) row.removeAttribute("aria-current");
  };
  main.querySelector(".reader")?.remove();
  for (const row of document.querySelectorAll(".versions > li")) {
    if (row instanceof HTMLElement && row.dataset["version"] === version.name) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  const restore = () => attempt(async () => (await restoreVersion(project, version.name)) && close());
  const reader = versionView(project, version, { close, restore });
  main.classList.add("covered");
  main.append(reader);
  reader.querySelector("h2")?.focus();
}

/**
 * Say why there is no text, and what to do next.
 * @param {Project} project
 * @param {ProjectValue} value
 */
function instead(project, { phase, reason }) {
  if (phase === "loading") return h("p", { class: "empty", "aria-busy": "true" }, "Reading the file…");
  const again = button("Try again", () => project.open(), { class: "primary" });
  if (phase === "away") return message("Holdfast is not answering", reason, again);
  if (phase === "refused") return message("This project cannot be shown here", reason, [again, button("Download", () => download(project))]);
  const home = button("See all projects", () => location.assign("#/"), { class: "primary" });
  return message(`There is no project ${project.id}`, "It may have been deleted or renamed; the trash on the first page would have it.", home);
}

/**
 * @param {string} title
 * @param {string} text
 * @param {HTMLElement | HTMLElement[]} buttons
 */
function message(title, text, buttons) {
  return h("div", { class: "empty", role: "alert" }, h("h2", {}, title), h("p", {}, text), h("div", { class: "buttons" }, buttons));
}
