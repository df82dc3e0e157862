import { useSignalEffect } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";

import { useApp } from "../app.js";
import { Banner } from "../parts/banner.js";
import { html } from "../parts/html.js";
import { sizeWords } from "../words/format.js";
import { keysOf } from "../words/pointer.js";
import { EditorFrame } from "./editor-view.js";
import { LARGE, TextState } from "./text-state.js";

/**
 * @import { OpenProject } from "../state/open-project.js"
 * @import { EditorMode } from "./editor-frame.js"
 */

/** @type {[EditorMode, string][]} */
const MODES = [["tree", "Tree"], ["text", "Text"], ["table", "Table"]];

/**
 * The whole document as data: a tree, its text, or a table; what breaks the contract is marked in place.
 * @param {{project: OpenProject}} props
 */
export function DataTab({ project }) {
  const app = useApp();
  const state = useMemo(() => new TextState(project, app.toasts), [project]);
  const mode = app.preferences.of("data-mode", /** @type {EditorMode} */ ("tree"));
  const [isUnlocked, setUnlocked] = useState(false);
  useSignalEffect(() => void (project.revision.value >= 0 && state.follow()));
  const isLarge = state.text.value.length > LARGE && !isUnlocked;
  const marks = useMemo(() => marksOf(project), [project.contract.value, project.error]);
  return html`<div class="data">
    <div class="row">
      <div class="choice" role="group" aria-label="Show as">${MODES.map(([name, title]) => html`
        <button type="button" class="button" aria-pressed=${mode.value === name} onClick=${() => (mode.value = name)}>${title}</button>`)}</div>
      <span class="grow"></span>
      ${state.isLoaded.value ? html`<span class="muted small numbers">${sizeWords(state.text.value.length)}</span>` : null}
    </div>
    <${Notices} state=${state} project=${project} />
    ${isLarge ? html`<${Banner} tone="note" title="A large document: opened for reading" actions=${html`<button type="button" class="button small" onClick=${() => setUnlocked(true)}>Edit all the same</button>`}>Each edit here sends the whole text; the page may stop for a moment each time.<//>` : null}
    ${state.isLoaded.value ? html`<${EditorFrame} text=${state.text.value} version=${state.version.value} mode=${mode.value} isDark=${app.theme.isDark.value} isReadOnly=${isLarge} marks=${marks}
      change=${state.take.bind(state)} setMode=${(/** @type {EditorMode} */ next) => (mode.value = next)} isAway=${app.connection.standing.value === "away"} keys=${{ s: () => project.save(), k: () => (app.commands.isOpen.value = true) }} />`
      : html`<div class="progress" role="progressbar" aria-label="Loading"><span></span></div>`}
  </div>`;
}

/** @param {{state: TextState, project: OpenProject}} props */
function Notices({ state, project }) {
  const isBreach = project.error?.code === "contract_broken";
  return html`
    ${state.problem.value ? html`<${Banner} tone="warn" name="no-document" title="Not a document for the moment">${state.problem.value} What was there before is kept until the text is whole again.<//>` : null}
    ${state.tooLong.value ? html`<${Banner} tone="note" name="digits" title="More digits than a browser keeps"
      actions=${html`<button type="button" class="button" onClick=${() => state.saveAsTyped()}>Save as typed</button>`}>
      <code>${state.tooLong.value}</code> would be rounded by the page, so this text is not saved by itself. Save it as it is typed.<//>` : null}
    ${isBreach ? html`<${Banner} tone="bad" name="breach" title="Not on disk: it breaks the contract of its kind"
      actions=${html`<button type="button" class="button" onClick=${() => state.saveAllTheSame()}>Save all the same</button>`}>
      ${project.error?.problem.detail}. It is kept in this browser, and saved as soon as it is right.<//>` : null}`;
}

/** @param {OpenProject} project */
function marksOf(project) {
  const { violations = [], warnings = [] } = project.contract.value ?? {};
  const refused = project.error?.problem["violations"] ?? [];
  const found = [...(refused.length > 0 ? refused : violations), ...warnings];
  return found.map((/** @type {any} */ { path = "", message, detail }) => ({ path: keysOf(path), message: String(message ?? detail) }));
}
