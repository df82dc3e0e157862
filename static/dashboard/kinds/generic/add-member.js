import { useId, useState } from "preact/hooks";

import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { emptyOf } from "./values.js";
import { TYPES, WORDS } from "./words.js";

/**
 * @import { Editing } from "./editing.js"
 * @import { Step } from "./changing.js"
 */

/**
 * Offer to add a member to an object.
 * @param {{editing: Editing, steps: Step[], names: string[]}} props
 */
export function AddMember({ editing, steps, names }) {
  const [isOpen, setOpen] = useState(false);
  if (editing.isReadOnly) return null;
  if (isOpen) return html`<${MemberForm} editing=${editing} steps=${steps} names=${names} close=${() => setOpen(false)} />`;
  return html`<button type="button" class="button small quiet" onClick=${() => setOpen(true)}><${Icon} name="add" />${WORDS.addMember}</button>`;
}

/**
 * Add a member to an object: its name, and what it is to be.
 * @param {{editing: Editing, steps: Step[], names: string[], close: () => void}} props
 */
export function MemberForm({ editing, steps, names, close }) {
  const [name, setName] = useState("");
  const [type, setType] = useState("text");
  const id = useId();
  const problem = name === "" ? WORDS.unnamed : names.includes(name) ? WORDS.taken : "";
  const make = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (problem) return;
    editing.addMember(steps, name, type === "table" ? [{ name: "" }] : emptyOf(/** @type {import("./values.js").Type} */ (type)));
    close();
  };
  return html`<form class="add-member" onSubmit=${make} onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && (event.preventDefault(), event.stopPropagation(), close())}>
    <div class="field"><label class="label" for=${`${id}-name`}>${WORDS.memberName}</label><input class="input" id=${`${id}-name`} ref=${focus} value=${name} aria-describedby=${id} aria-invalid=${name !== "" && problem !== ""} onInput=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => setName(event.currentTarget.value)} /></div>
    <div class="field"><label class="label" for=${`${id}-type`}>${WORDS.memberType}</label><select class="select" id=${`${id}-type`} value=${type} onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => setType(event.currentTarget.value)}>${TYPES.map(([value, word]) => html`<option value=${value}>${word}</option>`)}</select></div>
    <button class="button primary" disabled=${problem !== ""}>${WORDS.add}</button>
    <button type="button" class="button" onClick=${close}>${WORDS.cancel}</button>
    <span class="problem small" id=${id} aria-live="polite">${name === "" ? "" : problem}</span>
  </form>`;
}

/** @param {HTMLElement | null} element */
function focus(element) {
  if (element && document.activeElement?.closest("form") !== element.closest("form")) element.focus();
}
