import { html } from "../parts/html.js";
import { foundParts } from "./places.js";

/**
 * Return a text with what was looked for marked in it.
 * @param {string} text
 * @param {string} wanted
 */
export function found(text, wanted) {
  const parts = wanted === "" ? [text] : foundParts(text, wanted);
  if (parts.length === 1) return text;
  return parts.map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part));
}
