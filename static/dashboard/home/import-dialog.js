import { useEffect, useRef } from "preact/hooks";

import { Dialog } from "../parts/dialog.js";
import { html } from "../parts/html.js";
import { importWords, TEXTS } from "./import-words.js";
import { ImportFile } from "./import-file.js";

/** @import { Imports } from "./imports.js" */

/**
 * Show what importing files would change, and let the person choose how.
 * @param {{imports: Imports}} props
 */
export function ImportDialog({ imports }) {
  const entries = imports.entries.value;
  const ready = imports.ready.value.length;
  const progress = imports.progress.value;
  const first = useRef(/** @type {HTMLElement | null} */ (null));
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  // Enter imports what was dropped, unless somebody has begun to choose.
  useEffect(() => void (ready > 0 && document.activeElement === first.current && button.current?.focus({ preventScroll: true })), [ready > 0]);
  const send = (/** @type {Event} */ event) => (event.preventDefault(), void imports.send());
  return html`<${Dialog} title=${TEXTS.title} close=${() => imports.close()} wide>
    <form class="import-dialog" onSubmit=${send}>
      <p class="small muted" ref=${first} tabindex="-1" autofocus>${TEXTS.help}</p>
      <ul aria-label="Files">${entries.map((entry) => html`<${ImportFile} key=${entry.key} entry=${entry} leaveOut=${() => imports.leaveOut(entry)} />`)}</ul>
      <div class="actions">
        ${progress ? html`<progress value=${progress.done} max=${progress.all} aria-label="Importing"></progress><span class="numbers small muted" role="status">${progress.done} of ${progress.all}</span>` : null}
        <button type="button" class="button" disabled=${progress !== null} onClick=${() => imports.close()}>${TEXTS.cancel}</button>
        <button class="button primary" ref=${button} disabled=${ready === 0 || progress !== null}>${importWords(Math.max(1, ready))}</button>
      </div>
    </form>
  <//>`;
}
