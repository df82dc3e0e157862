import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../parts/html.js";
import { rename } from "./acts.js";
import { WORDS } from "./words.js";

/**
 * @import { History } from "./history.js"
 * @import { Version } from "./timeline.js"
 */

const LONGEST = 200;

/**
 * Ask what a save point is called.
 * @param {{history: History, version: Version}} props
 */
export function LabelForm({ history, version }) {
  const [label, setLabel] = useState(version.label ?? "");
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => input.current?.focus(), []);
  const close = () => (history.labelled.value = null);
  const keep = (/** @type {Event} */ event) => (event.preventDefault(), void rename(history, version, label));
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  return html`<form class="row label-form" onSubmit=${keep} onKeyDown=${keys}>
    <label class="grow"><span class="for-readers">${WORDS.label}</span>
      <input class="input" ref=${input} maxlength=${LONGEST} placeholder=${WORDS.labelHint} value=${label} onInput=${(/** @type {InputEvent & {currentTarget: HTMLInputElement}} */ event) => setLabel(event.currentTarget.value)} /></label>
    <button class="button primary">${WORDS.saveLabel}</button>
    <button type="button" class="button" onClick=${close}>${WORDS.cancel}</button>
  </form>`;
}
