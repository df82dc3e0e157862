import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { Time } from "../parts/time.js";
import { projectLink } from "../state/router.js";
import { sizeWords } from "../words/format.js";
import { found } from "./found.js";
import { ProjectMenu } from "./project-menu.js";
import { ProjectPicture } from "./project-picture.js";
import { backupWords, problemWords, STATES } from "./words.js";

/**
 * @import { ProjectRow } from "../server-types.js"
 * @import { HomeState } from "./home.js"
 * @typedef {{row: ProjectRow, place: number, home: HomeState, kind: string, q: string}} Shown
 */

/**
 * Show a project as a card: the whole card opens it.
 * @param {Shown} props
 */
export function ProjectCard({ row, place, home, kind, q }) {
  const { id, name, size, savedAt, backups, summary, state } = row;
  const line = summary?.text;
  const file = html`<span class="mono">${found(id, q)}</span>`;
  return html`<article class="project-card card" data-state=${state}>
    <${ProjectPicture} row=${row} pictures=${home.pictures} />
    <div class="about">
      <h3 class="cut"><a href=${projectLink(id)} data-place=${place} title=${`${name} (${id}.json)`}>${found(name, q)}</a></h3>
      <p class="cut small muted">${kind}${line && name !== id ? html` · ${file}` : null}</p>
      ${state === "ok" ? html`<p class="cut small">${line ?? html`<span class="muted">${file}</span>`}</p>` : html`<${Problem} row=${row} />`}
      <p class="cut small muted numbers facts-line"><${Time} at=${savedAt} /> · ${sizeWords(size)} · ${backupCount(backups)}</p>
    </div>
    <${ProjectMenu} row=${row} home=${home} />
  </article>`;
}

/** @param {number} count */
function backupCount(count) {
  return html`<span class="backup-count" title=${backupWords(count)}><${Icon} name="history" /><span aria-hidden="true">${count.toLocaleString("en")}</span><span class="for-readers">${backupWords(count)}</span></span>`;
}

/**
 * Say in one line what is wrong with a file.
 * @param {{row: ProjectRow}} props
 */
export function Problem({ row }) {
  const { title = row.state, tone = "bad" } = STATES[row.state] ?? {};
  const words = problemWords(row);
  return html`<p class=${`problem-line small ${tone}`} title=${words}><${Icon} name="warning" /><span class="cut"><strong>${title}</strong> ${words}</span></p>`;
}
