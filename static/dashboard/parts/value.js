import { useState } from "preact/hooks";

import { html } from "./html.js";
import { isPicture, Picture } from "./picture.js";

const SHORT = 400;
const FEW = 12;

/**
 * Show a value of a document for people: a text as text, an image as a picture, lists and objects as a small tree.
 * @param {{value: unknown}} props `undefined` stands for a value that is not there
 */
export function Value({ value }) {
  if (value === undefined) return html`<span class="value none">nothing</span>`;
  if (value === null) return html`<span class="value none">empty</span>`;
  if (isPicture(value)) return html`<span class="value picture"><${Picture} src=${value} alt="Picture" pixelated /></span>`;
  if (typeof value === "string") return html`<${Text} text=${value} />`;
  if (typeof value === "boolean") return html`<span class="value">${value ? "yes" : "no"}</span>`;
  if (typeof value === "object") return html`<${Tree} value=${value} />`;
  return html`<span class="value number">${String(value)}</span>`;
}

/** @param {{text: string}} props */
function Text({ text }) {
  const [isWhole, setWhole] = useState(false);
  if (text === "") return html`<span class="value none">empty text</span>`;
  if (isWhole || text.length <= SHORT) return html`<span class="value text">${text}</span>`;
  return html`<span class="value text">${text.slice(0, SHORT)}… <button type="button" class="button small" onClick=${() => setWhole(true)}>Show all ${text.length.toLocaleString("en")} characters</button></span>`;
}

/** @param {{value: object}} props */
function Tree({ value }) {
  const entries = Object.entries(value);
  const [shown, setShown] = useState(FEW);
  const isList = Array.isArray(value);
  if (entries.length === 0) return html`<span class="value none">${isList ? "empty list" : "empty object"}</span>`;
  return html`<dl class="value tree">
    ${entries.slice(0, shown).map(([key, member]) => html`<div><dt>${isList ? Number(key) + 1 : key}</dt><dd><${Value} value=${member} /></dd></div>`)}
    ${entries.length > shown ? html`<div><dt>…</dt><dd><button type="button" class="button small" onClick=${() => setShown(shown * 10)}>${entries.length - shown} more</button></dd></div>` : null}
  </dl>`;
}
