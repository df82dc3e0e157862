import { useState } from "preact/hooks";

import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Menu } from "../../parts/menu.js";
import { AddMember, MemberForm } from "./add-member.js";
import { pointerTo, toItem } from "./changing.js";
import { Scalar } from "./scalar.js";
import { isScalar, nameOf, typeOf } from "./values.js";
import { sizeOf, turnWords, TYPES, WORDS } from "./words.js";

/**
 * @import { Editing } from "./editing.js"
 * @import { Step } from "./changing.js"
 */

const MANY = 100;
const OPEN_DEPTH = 2;
const OPEN_COUNT = 12;

/**
 * Show the members of an object, or the items of a list, as a tree whose scalars are edited in place.
 * @param {{editing: Editing, steps: Step[], value: any, depth?: number, place: string}} props `place` is the pointer to which
 *   the address leads; the way to it is open
 */
export function Tree({ editing, steps, value, depth = 0, place }) {
  const [most, setMost] = useState(MANY);
  const entries = childrenOf(steps, value);
  const isList = Array.isArray(value);
  const reached = entries.findIndex(([child]) => isOn(pointerTo(child), place));
  const shown = entries.slice(0, Math.max(most, reached + 1));
  return html`<div class="tree">
    <ul>${shown.map(([child, name, member]) => html`<${Node} key=${keyOf(child)} editing=${editing} steps=${child} name=${name} value=${member} depth=${depth} place=${place} index=${isList ? name : ""} count=${entries.length} />`)}</ul>
    ${entries.length > shown.length ? html`<button type="button" class="button small" onClick=${() => setMost(most * 10)}>${WORDS.more}: ${(entries.length - shown.length).toLocaleString("en")}</button>` : null}
    ${editing.isReadOnly || depth > 0 ? null : isList
      ? html`<button type="button" class="button small quiet" onClick=${() => addTo(editing, steps, value)}><${Icon} name="add" />${WORDS.addValue}</button>`
      : html`<${AddMember} editing=${editing} steps=${steps} names=${entries.map(([, name]) => name)} />`}
  </div>`;
}

/** @param {{editing: Editing, steps: Step[], name: string, value: any, depth: number, place: string, index: string, count: number}} props */
function Node({ editing, steps, name, value, depth, place, index, count }) {
  const pointer = pointerTo(steps);
  const isBranch = !isScalar(value);
  const isWay = isOn(pointer, place);
  const [choice, setChoice] = useState(/** @type {boolean | null} */ (null));
  const [isAdding, setAdding] = useState(false);
  const isOpen = choice ?? (isWay || (depth < OPEN_DEPTH && Object.keys(value ?? {}).length <= OPEN_COUNT));
  const into = (/** @type {HTMLElement | null} */ element) => pointer === place && element?.dataset["seen"] !== place && (reveal(element), element && (element.dataset["seen"] = place));
  const called = index === "" ? name : String(Number(index) + 1);
  const label = isBranch ? [called, index === "" ? "" : nameOf(value)].filter(Boolean).join(" · ") : called;
  return html`<li class=${isBranch ? "branch" : "leaf"} data-at=${pointer === place} ref=${into}>
    <div class="line">
      ${isBranch
        ? html`<button type="button" class="toggle" aria-expanded=${isOpen} onClick=${() => setChoice(!isOpen)}><${Icon} name="down" /><span class="key">${label.slice(0, 120)}</span> <span class="muted small">${sizeOf(value)}</span></button>`
        : html`<span class="key" title=${name}>${called.slice(0, 120)}</span><${Scalar} value=${value} label=${name} isReadOnly=${editing.isReadOnly} problem=${editing.problemAt(steps)} write=${(/** @type {any} */ next) => editing.write(steps, next)} />`}
      ${editing.isReadOnly ? null : html`<${Menu} label=${`${WORDS.actions}: ${called.slice(0, 60)}`} items=${[...(isBranch ? [{ label: WORDS.addInside, icon: "add", run: () => (setChoice(true), Array.isArray(value) ? addTo(editing, steps, value) : setAdding(true)) }] : []), ...actionsOf({ editing, steps, name, value, index, count })]} />`}
    </div>
    ${isBranch && editing.problemAt(steps) ? html`<p class="problem small">${editing.problemAt(steps)}</p>` : null}
    ${isBranch && isOpen ? html`<${Tree} editing=${editing} steps=${steps} value=${value} depth=${depth + 1} place=${place} />` : null}
    ${isAdding ? html`<${MemberForm} editing=${editing} steps=${steps} names=${Object.keys(value)} close=${() => setAdding(false)} />` : null}
  </li>`;
}

/** @param {{editing: Editing, steps: Step[], name: string, value: any, index: string, count: number}} node */
function actionsOf({ editing, steps, name, value, index, count }) {
  const parent = steps.slice(0, -1);
  const step = /** @type {Step} */ (steps.at(-1));
  const place = Number(index);
  const types = isScalar(value) ? TYPES.filter(([type]) => ["text", "number", "yes-no", "null"].includes(type) && type !== typeOf(value)) : [];
  const turns = types.map(([type, word]) => ({ label: turnWords(word), icon: "edit", run: () => editing.turn(steps, /** @type {import("./values.js").Type} */ (type)) }));
  if (index === "") return [...turns, { label: WORDS.remove, icon: "bin", danger: true, run: () => editing.removeMember(parent, name) }];
  return [
    ...turns, { label: WORDS.duplicate, icon: "copy", run: () => editing.duplicate(parent, step) },
    ...(place > 0 ? [{ label: WORDS.up, icon: "up", run: () => editing.move(parent, step, -1) }] : []),
    ...(place < count - 1 ? [{ label: WORDS.down, icon: "down", run: () => editing.move(parent, step, 1) }] : []),
    { label: WORDS.remove, icon: "bin", danger: true, run: () => editing.remove(parent, step) },
  ];
}

/**
 * @param {Step[]} steps
 * @param {any} value
 * @returns {[steps: Step[], name: string, value: any][]}
 */
function childrenOf(steps, value) {
  if (Array.isArray(value)) return value.map((item, index) => [toItem(steps, index, item), String(index), item]);
  return Object.entries(value ?? {}).map(([name, member]) => [[...steps, name], name, member]);
}

/**
 * Add to a list something like its last item.
 * @param {Editing} editing
 * @param {Step[]} steps
 * @param {any[]} list
 */
function addTo(editing, steps, list) {
  const last = list.at(-1);
  if (typeOf(last) === "object") editing.addRow(steps);
  else editing.addItem(steps, { text: "", number: 0, "yes-no": false, null: "", list: [], object: {} }[typeOf(last)]);
}

/** @param {Step[]} steps */
function keyOf(steps) {
  const last = steps.at(-1);
  if (typeof last === "string" || !last) return `.${last}`;
  return last.id === undefined || typeof last.id === "object" ? `#${last.index}` : `#${last.id}/${typeof last.id}`;
}

/**
 * Tell whether a place is this one or lies below it.
 * @param {string} pointer
 * @param {string} place
 */
function isOn(pointer, place) {
  return place === pointer || place.startsWith(`${pointer}/`);
}

/**
 * Bring an element into sight.
 * @param {HTMLElement | null} element
 */
export function reveal(element) {
  element?.scrollIntoView({ block: "center" });
}
