import { html } from "../parts/html.js";
import { Banner } from "../parts/banner.js";

/** @import { OpenProject } from "../state/open-project.js" */

/**
 * Show a file that is no document for the moment: what is wrong, and how to mend it.
 * @param {{project: OpenProject}} props
 */
export function FaultPage({ project }) {
  return html`<${Banner} tone="bad" title="This file cannot be shown">${project.fault?.detail}<//>`;
}
