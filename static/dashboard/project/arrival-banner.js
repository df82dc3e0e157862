import { html } from "../parts/html.js";

/** @import { OpenProject } from "../state/open-project.js" */

/**
 * Says what somebody else has changed in the file while it was open here.
 * @param {{project: OpenProject}} props
 */
export function ArrivalBanner({ project }) {
  return project.arrival.value ? html`` : null;
}
