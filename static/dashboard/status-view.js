import { button, fill, h } from "./dom.js";
import { countWords, shortHash, sizeWords } from "./format.js";
import { countLines } from "./position.js";
import { save } from "./saving.js";
import { statusOf } from "./status.js";

/**
 * @import { Editor } from "./editor.js"
 * @import { Project } from "./project.js"
 * @import { ProjectValue } from "./project-value.js"
 */

const TYPING_PAUSE = 250;

/**
 * Build the line under the editor: where the text stands, whether it is JSON, how large it is.
 * @param {Project} project
 * @param {Editor} editor
 * @param {AbortSignal} signal
 */
export function statusBar(project, editor, signal) {
  const state = h("p", { class: "state", role: "status", id: "status" });
  const validity = h("p", { class: "validity", "aria-live": "polite", id: "validity" });
  const size = h("p", { class: "size" });
  const again = button("Try now", () => retry(project), { class: "link", hidden: true });
  let waiting = 0;
  project.state.watch((value) => {
    again.hidden = value.saving.phase !== "away";
    say(state, value);
    clearTimeout(waiting);
    waiting = window.setTimeout(() => weigh(validity, size, project, editor), TYPING_PAUSE);
  }, signal);
  return h("div", { class: "status-bar" }, state, again, validity, size);
}

/**
 * @param {HTMLElement} state
 * @param {ProjectValue} value
 */
function say(state, value) {
  const { tone, text } = statusOf(value);
  state.className = `state ${tone}`;
  state.title = value.base;
  if (state.textContent !== text) state.textContent = text;
}

/** @param {Project} project */
function retry(project) {
  project.state.set({ saving: { phase: "none" } });
  return save(project);
}

/**
 * @param {HTMLElement} validity
 * @param {HTMLElement} size
 * @param {Project} project
 * @param {Editor} editor
 */
function weigh(validity, size, project, editor) {
  const { problem, text, base } = project.value;
  const words = problem ? `Line ${problem.line}, column ${problem.column}: ${problem.message}` : "Valid JSON";
  validity.classList.toggle("bad", problem !== null);
  if (validity.textContent !== words) fill(validity, problem ? button(words, () => editor.goTo(problem), { class: "link" }) : words);
  const bytes = sizeWords(new Blob([text]).size);
  const large = project.drafts.isOnlyInMemory(project.id) ? " · too large to keep across a reload" : "";
  size.textContent = `${countWords(countLines(text), "line")} · ${bytes} · ${shortHash(base)}${large}`;
}
