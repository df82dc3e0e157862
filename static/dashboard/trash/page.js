import { html } from "../parts/html.js";

/** Deleted projects. */
export function TrashPage() {
  return html`<h1 tabindex="-1">Trash</h1>`;
}
