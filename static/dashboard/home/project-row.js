import { html } from "../parts/html.js";
import { Time } from "../parts/time.js";
import { projectLink } from "../state/router.js";
import { sizeWords } from "../words/format.js";
import { found } from "./found.js";
import { Problem } from "./project-card.js";
import { ProjectMenu } from "./project-menu.js";
import { ProjectPicture } from "./project-picture.js";

/** @import { Shown } from "./project-card.js" */

/**
 * Show a project as a row of the table: the whole row opens it.
 * @param {Shown} props
 */
export function ProjectRow({ row, place, home, kind, q }) {
  const { id, name, size, savedAt, backups, summary, state } = row;
  const file = name === id ? null : html`<span class="mono">${found(id, q)}</span>`;
  const beside = summary?.text ?? "";
  return html`<div class="project-row" data-state=${state}>
    <div class="name" role="cell">
      <${ProjectPicture} row=${row} pictures=${home.pictures} />
      <div class="grow">
        <p class="cut"><a href=${projectLink(id)} data-place=${place} title=${`${name} (${id}.json)`}>${found(name, q)}</a></p>
        ${state === "ok"
          ? html`<p class="cut small muted"><span class="saved-beside"><${Time} at=${savedAt} /> · </span>${file}${file && beside ? " · " : ""}${beside}</p>`
          : html`<${Problem} row=${row} />`}
      </div>
    </div>
    <div class="kind cut muted" role="cell">${kind}</div>
    <div class="size" role="cell">${sizeWords(size)}</div>
    <div class="saved cut" role="cell"><${Time} at=${savedAt} /></div>
    <div class="backups" role="cell">${backups.toLocaleString("en")}</div>
    <div class="acts" role="cell"><${ProjectMenu} row=${row} home=${home} /></div>
  </div>`;
}
