import { Dialog } from "../parts/dialog.js";
import { html } from "../parts/html.js";
import { problemWords } from "./words.js";

/**
 * @import { ProjectRow } from "../server-types.js"
 * @import { HomeState } from "./home.js"
 */

/**
 * Ask before a file is deleted that no Undo brings back, because it cannot be read.
 * @param {{home: HomeState, row: ProjectRow}} props
 */
export function DeleteDialog({ home, row }) {
  const close = () => (home.doomed.value = null);
  return html`<${Dialog} title=${`Delete ${row.id}?`} close=${close}>
    <p>${problemWords(row)}. So there is no Undo here: the text moves to <code>backups/${row.id}/</code>, and by hand it can be
      copied back from there. Mending the file may be what you want.</p>
    <div class="actions">
      <button type="button" class="button" autofocus onClick=${close}>Leave it</button>
      <button type="button" class="button danger" onClick=${() => home.removeDoomed()}>Delete the file</button>
    </div>
  <//>`;
}
