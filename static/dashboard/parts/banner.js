import { html } from "./html.js";
import { Icon } from "./icon.js";

const ICONS = { good: "check", note: "info", warn: "warning", bad: "warning" };

/**
 * Say something that stays until it is dealt with.
 * @param {{tone: "good" | "note" | "warn" | "bad", icon?: string, title: any, children?: any, actions?: any, name?: string}} props
 *   `name` is for tests and styles
 */
export function Banner({ tone, icon = ICONS[tone], title, children, actions, name = "" }) {
  return html`<section class=${`banner ${tone}`} data-banner=${name} role=${tone === "bad" ? "alert" : "status"}>
    <${Icon} name=${icon} />
    <div class="body"><strong>${title}</strong>${children ? html`<div class="small">${children}</div>` : null}</div>
    ${actions ? html`<div class="row">${actions}</div>` : null}
  </section>`;
}
