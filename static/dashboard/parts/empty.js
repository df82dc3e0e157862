import { html } from "./html.js";
import { Icon } from "./icon.js";

/**
 * Say that there is nothing, and what to do next.
 * @param {{icon: string, title: string, children?: any}} props
 */
export function Empty({ icon, title, children }) {
  return html`<div class="empty"><${Icon} name=${icon} /><h2>${title}</h2>${children}</div>`;
}
