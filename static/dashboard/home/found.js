import { html } from "../parts/html.js";
import { foundParts } from "./places.js";

/**
 * Show a text, with what was looked for marked in it.
 * @param {{text: string, wanted: string}} props
 */
export function Found({ text, wanted }) {
  const parts = foundParts(text, wanted);
  if (parts.length === 1) return text;
  return parts.map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part));
}
