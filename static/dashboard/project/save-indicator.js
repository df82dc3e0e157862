import { useId, useRef } from "preact/hooks";

import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { saveWords } from "./save-words.js";

/** @import { OpenProject } from "../state/open-project.js" */

const ICONS = { quiet: "disk", busy: "disk", good: "check", warn: "cloudOff", bad: "warning" };
const STEP_ICONS = { todo: "more", now: "clock", done: "check", bad: "warning" };

/**
 * Says how far the last edit has come; a click shows each step on the way.
 * @param {{project: OpenProject}} props
 */
export function SaveIndicator({ project }) {
  const app = useApp();
  const id = useId();
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const { etag, savedAt } = project.onDisk;
  const { all, etags } = project.versions;
  const words = saveWords({
    status: project.status, isDirty: project.isDirty, isKept: project.isKept, savedAt,
    isBackedUp: all.value === null || etag === null ? null : etags.value.has(etag),
    isAway: app.connection.standing.value === "away" || project.status === "offline", error: project.error?.message ?? "",
  });
  const place = () => {
    const at = button.current?.getBoundingClientRect();
    if (!at || !panel.current) return;
    panel.current.style.top = `${at.bottom + 6}px`;
    panel.current.style.left = `${Math.max(8, Math.min(at.right, innerWidth - 8) - panel.current.offsetWidth)}px`;
  };
  return html`<div class="save-indicator" data-tone=${words.tone} data-status=${project.status}>
    <button type="button" class="button quiet" ref=${button} popovertarget=${id} aria-label=${`How it is saved: ${words.text}`}>
      <${Icon} name=${ICONS[words.tone]} /><span role="status">${words.text}</span>
    </button>
    <div class="menu save-steps" id=${id} popover="auto" ref=${panel} onToggle=${place}>
      <ol>${words.steps.map((step) => html`<li data-state=${step.state}><${Icon} name=${STEP_ICONS[step.state]} /><span><strong>${step.name}</strong><br /><span class="muted small">${step.detail}</span></span></li>`)}</ol>
      <p class="small">${words.hint}</p>
      ${project.isDirty ? html`<button type="button" class="button small" onClick=${() => project.save()}>Save now</button>` : null}
    </div>
  </div>`;
}
