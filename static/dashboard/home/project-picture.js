import { useEffect, useMemo } from "preact/hooks";

import { html } from "../parts/html.js";
import { Picture } from "../parts/picture.js";
import { drawingOf, pathOf } from "./drawing.js";

/**
 * @import { ProjectRow } from "../server-types.js"
 * @import { Pictures } from "./pictures.js"
 */

/**
 * Show the picture of a project, or a drawing of its kind; it says nothing that the words beside it do not.
 * @param {{row: ProjectRow, pictures: Pictures}} props
 */
export function ProjectPicture({ row, pictures }) {
  const { id, etag, kind } = row;
  const has = Boolean(row.summary?.picture);
  useEffect(() => (has ? pictures.hold(id, etag) : undefined), [has, id, etag]);
  const address = has ? pictures.addressOf(id).value : "";
  return html`<div class="project-picture" data-kind=${kind}>
    ${address ? html`<${Picture} src=${address} alt="" pixelated=${kind === "pixellab"} />` : html`<${Drawing} kind=${kind} id=${id} />`}
  </div>`;
}

/** @param {{kind: string, id: string}} props */
function Drawing({ kind, id }) {
  return useMemo(() => {
    const shapes = drawingOf(kind, id);
    return html`<svg viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      ${[1, 2, 3].map((tone) => html`<path class=${`tone-${tone}`} d=${pathOf(shapes, tone)} />`)}
    </svg>`;
  }, [kind, id]);
}
