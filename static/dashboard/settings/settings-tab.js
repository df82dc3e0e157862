import { useEffect, useMemo } from "preact/hooks";

import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { Time } from "../parts/time.js";
import { keepSavePoint, releaseSavePoint } from "../state/project-acts.js";
import { projectLink } from "../state/router.js";
import { ContractPart } from "./contract-part.js";
import { Keeping } from "./keeping.js";

/**
 * @import { OpenProject } from "../state/open-project.js"
 * @import { Backup } from "../server-types.js"
 */

/**
 * Which versions are kept, what the document has to look like, and what is pinned.
 * @param {{project: OpenProject}} props
 */
export function SettingsTab({ project }) {
  const app = useApp();
  const keeping = useMemo(() => new Keeping(project.path, app), [project]);
  useEffect(() => void keeping.load(), [keeping]);
  return html`<div class="settings">
    <${Retention} keeping=${keeping} />
    <${ContractPart} project=${project} />
    <${Pins} project=${project} />
    <section class="card panel stack" aria-labelledby="delete-title"><h2 id="delete-title">Delete</h2>
      <p class="muted">The file moves to the trash, with all its versions. Undo, or the trash, brings it back.</p>
      <div class="row"><button type="button" class="button danger" onClick=${() => app.deleteProject(project.id)}><${Icon} name="bin" />Delete this project</button></div>
    </section>
  </div>`;
}

/** @param {{keeping: Keeping}} props */
function Retention({ keeping }) {
  const retention = keeping.retention.value;
  return html`<section class="card panel stack" aria-labelledby="keeping-title"><h2 id="keeping-title">Versions that are kept</h2>
    <p class="muted">Everything of the last ten minutes; then one a minute for an hour, one an hour for two days, one a day for a month, one a month for a year. Older ones are let go, but never the newest one that is whole.</p>
    ${keeping.error.value ? html`<p role="alert">${keeping.error.value}</p>` : null}
    <fieldset class="stack" disabled=${!retention}><legend class="for-readers">Versions that are kept</legend>
      <label class="check"><input type="checkbox" checked=${retention?.keepAll ?? false} onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => keeping.change({ keepAll: event.currentTarget.checked })} />Keep every version of this project, for ever</label>
      <${NumberField} label="Always keep the newest" unit="versions" value=${retention?.last} most=${10_000} isOff=${retention?.keepAll ?? true} change=${(/** @type {number} */ last) => keeping.change({ last })} />
      <${NumberField} label="Keep hand edits, conflicts and save points for" unit="days" value=${retention?.specialDays} most=${36_500} isOff=${retention?.keepAll ?? true} change=${(/** @type {number} */ specialDays) => keeping.change({ specialDays })} />
    </fieldset>
  </section>`;
}

/** @param {{label: string, unit: string, value: number | undefined, most: number, isOff: boolean, change: (value: number) => void}} props */
function NumberField({ label, unit, value, most, isOff, change }) {
  const set = (/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => {
    const { currentTarget: input } = event;
    if (input.reportValidity() && Number(input.value) !== value) change(Number(input.value));
  };
  return html`<label class="number-field"><span class="grow">${label}</span>
    <input class="input numbers" type="number" min="1" max=${most} step="1" required value=${value ?? ""} disabled=${isOff} onChange=${set} /><span class="muted small">${unit}</span></label>`;
}

/** @param {{project: OpenProject}} props */
function Pins({ project }) {
  const app = useApp();
  const pins = (project.versions.all.value ?? []).filter(({ pinned }) => pinned);
  return html`<section class="card panel stack" aria-labelledby="pins-title"><h2 id="pins-title">Save points</h2>
    ${pins.length === 0 ? html`<p class="muted">Nothing is pinned. A save point keeps the version that is on disk under a label, as before a clean-up.</p>` : null}
    <ul>${pins.map((pin) => html`<${Pin} key=${pin.name} pin=${pin} project=${project} release=${() => releaseSavePoint(project, app, pin)} />`)}</ul>
    <div class="row"><button type="button" class="button" onClick=${() => keepSavePoint(project, app)}><${Icon} name="pin" />Keep this version</button></div>
  </section>`;
}

/** @param {{pin: Backup, project: OpenProject, release: () => void}} props */
function Pin({ pin, project, release }) {
  const label = pin.label || "without a label";
  return html`<li class="row pin"><${Icon} name="pin" /><a class="grow" href=${`${projectLink(project.id, "history")}?from=${encodeURIComponent(pin.name)}`}>${label}</a>
    <span class="muted small"><${Time} at=${pin.savedAt} /></span>
    <button type="button" class="button small" aria-label=${`Let go of ${label}`} onClick=${release}>Let go</button></li>`;
}
