import { useState } from "preact/hooks";

import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { pointerTo, toItem } from "./changing.js";
import { Scalar } from "./scalar.js";
import { reveal } from "./tree.js";
import { typeOf } from "./values.js";
import { WORDS } from "./words.js";

/**
 * @import { Editing } from "./editing.js"
 * @import { Step } from "./changing.js"
 */

const MANY = 100;

/**
 * Show a list of scalars: edited in place, added to, put into another order.
 * @param {{editing: Editing, steps: Step[], list: any[], place: string}} props
 */
export function ListSection({ editing, steps, list, place }) {
  const [most, setMost] = useState(MANY);
  const reached = list.findIndex((_, index) => pointerTo([...steps, { index }]) === place);
  const shown = list.slice(0, Math.max(most, reached + 1));
  const add = () => editing.addItem(steps, typeOf(list.at(-1)) === "number" ? 0 : typeOf(list.at(-1)) === "yes-no" ? false : "");
  return html`<div class="items">
    <ol>${shown.map((value, index) => html`<${Item} key=${index} editing=${editing} steps=${steps} index=${index} count=${list.length} value=${value} isAt=${index === reached} />`)}</ol>
    ${list.length > shown.length ? html`<button type="button" class="button small" onClick=${() => setMost(most * 10)}>${WORDS.more}: ${(list.length - shown.length).toLocaleString("en")}</button>` : null}
    ${editing.isReadOnly ? null : html`<button type="button" class="button small quiet" onClick=${add}><${Icon} name="add" />${WORDS.addValue}</button>`}
  </div>`;
}

/** @param {{editing: Editing, steps: Step[], index: number, count: number, value: any, isAt: boolean}} props */
function Item({ editing, steps, index, count, value, isAt }) {
  const own = toItem(steps, index, value);
  const step = /** @type {Step} */ (own.at(-1));
  const button = (/** @type {string} */ label, /** @type {string} */ icon, /** @type {() => void} */ run, isOff = false) => html`<button type="button" class="icon-button" aria-label=${`${label}: ${index + 1}`} title=${label} disabled=${isOff} onClick=${run}><${Icon} name=${icon} /></button>`;
  return html`<li data-at=${isAt} ref=${(/** @type {HTMLElement | null} */ element) => isAt && reveal(element)}>
    <span class="number muted small numbers" aria-hidden="true">${index + 1}</span>
    <${Scalar} value=${value} label=${String(index + 1)} isReadOnly=${editing.isReadOnly} problem=${editing.problemAt(own)} write=${(/** @type {any} */ next) => editing.write(own, next)} />
    ${editing.isReadOnly ? null : html`<span class="acts">${button(WORDS.up, "up", () => editing.move(steps, step, -1), index === 0)}${button(WORDS.down, "down", () => editing.move(steps, step, 1), index === count - 1)}${button(WORDS.remove, "bin", () => editing.remove(steps, step))}</span>`}
  </li>`;
}
