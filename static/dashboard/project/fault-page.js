import { useEffect, useMemo, useRef } from "preact/hooks";

import { useApp } from "../app.js";
import { Banner } from "../parts/banner.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { Time } from "../parts/time.js";
import { projectLink } from "../state/router.js";
import { around, countLines, offsetOf } from "../words/position.js";
import { faultWords } from "./fault-words.js";
import { Mending } from "./mending.js";

/**
 * @import { Problem } from "../../client/errors.js"
 * @import { OpenProject } from "../state/open-project.js"
 */

/**
 * Show a file that is no document for the moment: what is wrong with it, and how it becomes one again.
 * @param {{project: OpenProject, fault: Problem}} props
 */
export function FaultPage({ project, fault }) {
  const { connection } = useApp();
  const mending = useMemo(() => new Mending(project.path, connection), [project]);
  const { title, advice, isMendable } = faultWords(fault);
  const etag = String(fault["etag"] ?? "");
  useEffect(() => void (isMendable && etag && mending.load(etag)), [etag]);
  return html`<article class="project fault">
    <header class="project-header"><div class="grow"><h1 tabindex="-1">${project.id}</h1><p class="muted small"><code>${project.id}.json</code></p></div>
      <a class="button" href=${projectLink(project.id, "history")}><${Icon} name="history" />History</a>
    </header>
    <${Banner} tone="bad" name="fault" title=${title}>${isMendable ? null : html`${fault.detail}. `}${advice}<//>
    ${isMendable ? html`<${LastGood} mending=${mending} lastGood=${fault["lastGood"]} /><${Editor} mending=${mending} />` : null}
  </article>`;
}

/**
 * Offers the last version that was whole.
 * @param {{mending: Mending, lastGood: {name: string, savedAt: string} | null | undefined}} props
 */
function LastGood({ mending, lastGood }) {
  if (!lastGood) return null;
  return html`<${Banner} tone="good" icon="history" name="last-good" title="The last good version is kept"
    actions=${html`<button type="button" class="button" disabled=${mending.isBusy.value} onClick=${() => mending.useVersion(lastGood.name)}>Use it</button>`}>
    It was saved <${Time} at=${lastGood.savedAt} />. Using it keeps the broken text in the history too.
  <//>`;
}

/**
 * The text of the file, with what is wrong marked, to be mended in place.
 * @param {{mending: Mending}} props
 */
function Editor({ mending }) {
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const { text, problem, original, encoding, error, isBusy } = mending;
  if (original.value === null) return error.value ? html`<p role="alert">${error.value}</p>` : html`<div class="progress" role="progressbar" aria-label="Loading"><span></span></div>`;
  const goTo = () => {
    const { current } = area;
    if (!current || !problem.value) return;
    const offset = offsetOf(text.value, problem.value);
    current.focus();
    current.setSelectionRange(offset, offset + 1);
    current.scrollTop = (problem.value.line - 4) * Number.parseFloat(getComputedStyle(current).lineHeight);
  };
  return html`<section class="card panel stack mend" aria-labelledby="mend-title">
    <h2 id="mend-title">Mend it here</h2>
    ${encoding.value ? html`<p class="small muted">The file is not UTF-8. It was read as ${encoding.value}; saving makes it UTF-8.</p>` : null}
    <${Place} mending=${mending} goTo=${goTo} />
    <textarea class="textarea mono" ref=${area} rows=${Math.min(24, Math.max(8, countLines(text.value) + 1))} spellcheck=${false} aria-label="Text of the file" aria-invalid=${problem.value !== null}
      value=${text.value} onInput=${(/** @type {InputEvent & {currentTarget: HTMLTextAreaElement}} */ event) => (text.value = event.currentTarget.value)}></textarea>
    ${error.value ? html`<p class="small" role="alert">${error.value}</p>` : null}
    <div class="row">
      <button type="button" class="button primary" disabled=${problem.value !== null || isBusy.value} onClick=${() => mending.save()}><${Icon} name="disk" />Save the mended text</button>
      <button type="button" class="button" disabled=${problem.value === null || isBusy.value} onClick=${() => mending.repair()}>Mend it for me</button>
      <button type="button" class="button quiet" disabled=${!mending.isChanged.value} onClick=${() => (text.value = original.value ?? "")}>As it was</button>
      <span class="muted small">The broken text is kept in the history.</span>
    </div>
  </section>`;
}

/**
 * Says where the text stops being JSON, with the lines around.
 * @param {{mending: Mending, goTo: () => void}} props
 */
function Place({ mending, goTo }) {
  const problem = mending.problem.value;
  if (!problem) return html`<p class="whole" role="status"><${Icon} name="check" />The text is whole now.</p>`;
  const rows = around(mending.text.value, problem);
  return html`<div class="excerpt" role="status">
    <p><strong>Line ${problem.line}, column ${problem.column}:</strong> ${problem.message}. <button type="button" class="button small" onClick=${goTo}>Go there</button></p>
    <pre aria-hidden="true">${rows.map((row) => html`<span class=${row.caret === null ? "" : "here"}><i>${String(row.line).padStart(4)}</i>${`  ${row.text}\n`}${row.caret === null ? "" : `${" ".repeat(6 + row.caret)}^\n`}</span>`)}</pre>
  </div>`;
}
