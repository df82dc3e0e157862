import { Dialog } from "../../parts/dialog.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { toItem } from "./changing.js";
import { Scalar } from "./scalar.js";
import { Tree } from "./tree.js";
import { isScalar, nameOf } from "./values.js";
import { WORDS } from "./words.js";

/**
 * @import { Editing } from "./editing.js"
 * @import { Step } from "./changing.js"
 */

/**
 * Show one row with everything that it has, over the page.
 * @param {{editing: Editing, list: Step[], rows: any[], index: number, place: string}} props
 */
export function RowDetail({ editing, list, rows, index, place }) {
  const row = rows[index];
  const steps = toItem(list, index, row);
  const go = (/** @type {number} */ step) => editing.show(toItem(list, index + step, rows[index + step]));
  const name = nameOf(row);
  return html`<${Dialog} title=${`${String(list.at(-1))} ${index + 1}${name ? ` · ${name}` : ""}`} close=${() => editing.leave(place)} wide>
    <div class="generic detail">${isScalar(row)
      ? html`<${Scalar} value=${row} label=${`${WORDS.row} ${index + 1}`} isReadOnly=${editing.isReadOnly} write=${(/** @type {any} */ next) => editing.write(steps, next)} />`
      : html`<${Tree} key=${index} editing=${editing} steps=${steps} value=${row} place=${place} />`}</div>
    <div class="actions">
      <button type="button" class="button" disabled=${index === 0} onClick=${() => go(-1)}><${Icon} name="back" />${WORDS.previous}</button>
      <button type="button" class="button" disabled=${index >= rows.length - 1} onClick=${() => go(1)}>${WORDS.next}<${Icon} name="arrow" /></button>
      <span class="grow"></span><button type="button" class="button primary" onClick=${() => editing.leave(place)}>${WORDS.close}</button>
    </div>
  <//>`;
}
