import { useEffect, useState } from "preact/hooks";

import { useApp } from "../app.js";
import { Banner } from "../parts/banner.js";
import { html } from "../parts/html.js";
import { lazy } from "../parts/lazy.js";
import { loadStyles } from "../parts/stylesheet.js";
import { changesOf, takeBackArrival } from "../state/project-acts.js";
import { arrivalWords } from "./arrival-words.js";

/**
 * @import { OpenProject } from "../state/open-project.js"
 * @import { Change } from "../server-types.js"
 */

/** @type {import("preact").FunctionComponent<{changes: Change[]}>} */
const Changes = lazy(async () => {
  const [{ ChangesList }] = await Promise.all([import("../changes/changes-list.js"), loadStyles(new URL("../changes/changes.css", import.meta.url))]);
  return ChangesList;
});

/**
 * Says what somebody else has changed in the file while it was open here, and shows it on demand.
 * @param {{project: OpenProject}} props
 */
export function ArrivalBanner({ project }) {
  const app = useApp();
  const [changes, setChanges] = useState(/** @type {Change[] | null} */ (null));
  const arrival = project.arrival.value;
  useEffect(() => setChanges(null), [arrival]);
  if (!arrival) return null;
  const show = async () => setChanges(await changesOf(project, app, arrival));
  const actions = html`
    ${arrival.before && changes === null ? html`<button type="button" class="button small" onClick=${show}>Show what</button>` : null}
    ${arrival.before ? html`<button type="button" class="button small" onClick=${() => takeBackArrival(project, app, arrival)}>Undo it</button>` : null}
    <button type="button" class="button small" onClick=${() => (project.arrival.value = null)}>Dismiss</button>`;
  return html`<div class="arrival">
    <${Banner} tone="note" icon="edit" name="arrival" title=${arrivalWords(arrival)} actions=${actions}>It is shown here already, and the version before it is kept.<//>
    ${changes ? html`<div class="card panel"><${Changes} changes=${changes} /></div>` : null}
  </div>`;
}
