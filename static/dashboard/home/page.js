import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { projectLink } from "../state/router.js";

/** All projects. */
export function HomePage() {
  const { listing } = useApp();
  return html`<h1 tabindex="-1">Projects</h1><ul>${[...listing.rows.value.values()].map((row) => html`<li key=${row.id}><a href=${projectLink(row.id)}>${row.name}</a></li>`)}</ul>`;
}
