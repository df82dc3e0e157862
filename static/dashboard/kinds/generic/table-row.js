import { html } from "../../parts/html.js";
import { Menu } from "../../parts/menu.js";
import { toItem } from "./changing.js";
import { cell } from "./choosing.js";
import { Scalar } from "./scalar.js";
import { reveal } from "./tree.js";
import { isScalar } from "./values.js";
import { rowWords, sizeOf, WORDS } from "./words.js";

/**
 * @import { Editing } from "./editing.js"
 * @import { Step } from "./changing.js"
 * @import { Column } from "./reading.js"
 */

const CUT = 160;

/**
 * Show one row of a table.
 * @param {{
 *   editing: Editing, list: Step[], place: number, row: any, count: number, columns: Column[], isAt: boolean, isSorted: boolean,
 * }} props `place` in the file
 */
export function Row({ editing, list, place, row, count, columns, isAt, isSorted }) {
  const own = toItem(list, place, row);
  const step = /** @type {Step} */ (own.at(-1));
  return html`<tr data-row=${place} data-at=${isAt} ref=${(/** @type {HTMLElement | null} */ element) => isAt && element && !element.dataset["seen"] && (reveal(element), element.dataset["seen"] = "yes")}>
    <th scope="row" class="number"><button type="button" class="place numbers" title=${WORDS.details} aria-label=${`${WORDS.details}: ${place + 1}`} onClick=${() => editing.show(own)}>${(place + 1).toLocaleString("en")}</button></th>
    ${columns.map((column) => html`<td key=${column.name} data-column=${column.name} class=${column.type === "number" ? "number" : ""}>
      <${Cell} editing=${editing} steps=${[...own, column.name]} row=${own} value=${cell(row, column.name)} column=${column} label=${`${column.name}, ${rowWords(place)}`} />
    </td>`)}
    ${editing.isReadOnly ? null : html`<td class="acts"><${Menu} label=${`${WORDS.actions}: ${rowWords(place)}`} items=${[
      { label: WORDS.details, icon: "list", run: () => editing.show(own) },
      { label: WORDS.duplicate, icon: "copy", run: () => editing.duplicate(list, step) },
      ...(isSorted ? [] : [
        ...(place > 0 ? [{ label: WORDS.up, icon: "up", run: () => editing.move(list, step, -1) }] : []),
        ...(place < count - 1 ? [{ label: WORDS.down, icon: "down", run: () => editing.move(list, step, 1) }] : []),
      ]),
      { label: WORDS.remove, icon: "bin", danger: true, run: () => editing.remove(list, step) },
    ]} /></td>`}
  </tr>`;
}

/** @param {{editing: Editing, steps: Step[], row: Step[], value: any, column: Column, label: string}} props */
function Cell({ editing, steps, row, value, column, label }) {
  const problem = editing.problemAt(steps);
  const isText = typeof value === "string" && !value.startsWith("data:") && (value.length > CUT || value.includes("\n"));
  if (value !== undefined && (!isScalar(value) || isText)) {
    return html`<button type="button" class="inside cut" title=${WORDS.details} onClick=${() => editing.show(isText ? row : steps)}><span class="for-readers">${label}: </span>${isText ? value.slice(0, CUT) : html`<span class="muted">${sizeOf(value)}</span>`}</button>
      ${problem ? html`<span class="problem small">${problem}</span>` : null}`;
  }
  return html`<${Scalar} value=${value} label=${label} type=${column.type} isReadOnly=${editing.isReadOnly} problem=${problem} inTable write=${(/** @type {any} */ next) => editing.write(steps, next)} />`;
}

/**
 * Go to the same column of the next row by Enter and the arrow keys.
 * @param {KeyboardEvent} event
 */
export function moveInTable(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  const way = { Enter: "next", ArrowDown: "next", ArrowUp: "previous" }[event.key];
  if (!way || !(field instanceof HTMLInputElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const own = field.closest("td");
  const row = way === "next" ? field.closest("tr")?.nextElementSibling : field.closest("tr")?.previousElementSibling;
  const column = own?.dataset["column"];
  const target = [...(row?.querySelectorAll("td") ?? [])].find((other) => other.dataset["column"] === column)?.querySelector("input");
  event.preventDefault();
  if (target) target.focus();
  else if (event.key === "Enter") field.blur();
}
