import { html } from "../../parts/html.js";

/** @import { OpenProject } from "../../state/open-project.js" */

/** @param {{project: OpenProject}} props */
export function GenericView({ project }) {
  return html`<p>${project.id}</p>`;
}
