import { useId } from "preact/hooks";

import { html } from "../parts/html.js";
import { Value } from "../parts/value.js";
import { placeWords } from "../words/pointer.js";
import { choicesFor } from "./deciding.js";

/**
 * @import { Choice } from "./deciding.js"
 * @import { Decision } from "./decision.js"
 * @import { Conflict } from "../server-types.js"
 */

const WORDS = { mine: "Yours", theirs: "In the file", both: "Both" };

/**
 * Show both values of each place, to be chosen by one click.
 * @param {{decision: Decision}} props
 */
export function MergeView({ decision }) {
  const conflicts = decision.conflicts.value;
  if (conflicts.length === 0) return html`<${Whole} decision=${decision} />`;
  const busy = decision.isBusy.value;
  return html`<section class="merge card" aria-label="Decide which values stay">
    <div class="merge-head row">
      <p class="grow small muted">Everything else that was changed on both sides is kept. Yours is chosen at first, because it is what you see on this page.</p>
      ${conflicts.length > 1 ? html`<button type="button" class="button small" onClick=${() => decision.chooseAll("mine")}>All of yours</button>
        <button type="button" class="button small" onClick=${() => decision.chooseAll("theirs")}>All of the file's</button>` : null}
    </div>
    <ol>${conflicts.map((conflict, index) => html`<${Place} key=${conflict.path} conflict=${conflict} choice=${decision.choices.value[index]} choose=${(/** @type {Choice} */ choice) => decision.choose(conflict.path, choice)} />`)}</ol>
    <div class="merge-foot row">
      <button type="button" class="button primary" disabled=${busy} onClick=${() => decision.take()}>Save this decision</button>
      <span class="small muted">What loses stays in the history.</span>
    </div>
  </section>`;
}

/** @param {{conflict: Conflict, choice: Choice, choose: (choice: Choice) => void}} props */
function Place({ conflict, choice, choose }) {
  const group = useId();
  return html`<li><fieldset>
    <legend title=${conflict.path}>${placeWords(conflict.path)}</legend>
    ${conflict.base === undefined ? null : html`<p class="was small muted">Before both edits: <${Value} value=${conflict.base} /></p>`}
    <div class="sides">${choicesFor(conflict).map((side) => html`<label class="side" data-chosen=${side === choice}>
      <span class="check"><input type="radio" name=${group} checked=${side === choice} onChange=${() => choose(side)} /><strong>${WORDS[side]}</strong></span>
      ${side === "both" ? html`<span class="small muted">What is in the file, and what only you have behind it.</span>` : html`<${Value} value=${conflict[side]} />`}
    </label>`)}</div>
  </fieldset></li>`;
}

/**
 * Where nobody can say which places overlap, the whole document is decided.
 * @param {{decision: Decision}} props
 */
function Whole({ decision }) {
  const busy = decision.isBusy.value;
  return html`<section class="merge card" aria-label="Decide which document stays">
    <p class="merge-head">The version that both edits began with is no longer kept, so the documents cannot be brought together value by value.</p>
    <div class="merge-foot row">
      <button type="button" class="button" disabled=${busy} onClick=${() => decision.takeWhole("mine")}>Keep yours</button>
      <button type="button" class="button" disabled=${busy} onClick=${() => decision.takeWhole("theirs")}>Keep the file's</button>
      <button type="button" class="button primary" disabled=${busy} onClick=${() => decision.takeWhole("both")}>Keep both: yours as a project of its own</button>
    </div>
  </section>`;
}
