import { html } from "../parts/html.js";
import { Banner } from "../parts/banner.js";

/** @import { OpenProject } from "../state/open-project.js" */

/**
 * Says that the same values were changed here and elsewhere, and leads to the decision.
 * @param {{project: OpenProject}} props
 */
export function ConflictBanner({ project }) {
  if (!project.conflict) return null;
  return html`<${Banner} tone="bad" name="conflict" title="Changed here and elsewhere at the same place" />`;
}
