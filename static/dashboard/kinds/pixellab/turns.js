import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { cut } from "./details.js";
import { jobsOf } from "./jobs.js";
import { Pixels, PictureStage } from "./picture-stage.js";
import { sidesOf } from "./sides.js";
import { WORDS } from "./words.js";

/**
 * @import { Turn } from "./details.js"
 * @import { JobList } from "./job-list.js"
 * @import { Row } from "./jobs.js"
 */

const ROOM = 64;

/**
 * Show from which side to which a job turns a thing, and the other jobs that turn the same one.
 * @param {{list: JobList, row: Row, turn: Turn | null}} props
 */
export function Turns({ list, row, turn }) {
  const of = turn?.of || row.id;
  const source = list.index.value?.byKey.get(of) ?? null;
  const sides = sidesOf(list.index.value?.rows ?? [], jobsOf(list.project.document), of);
  if (!turn && sides.length === 0) return null;
  return html`<h3>${turn ? WORDS.turned : WORDS.turns}</h3>
    ${turn ? html`<p class="turned row">
      ${turn.source ? html`<span class="stage"><${Pixels} source=${turn.source} alt=${WORDS.source} room=${ROOM} /></span>` : null}
      <span>${cut(turn.from || WORDS.source, 40)}</span><${Icon} name="arrow" /><strong>${cut(turn.to || WORDS.unknown, 40)}</strong>
    </p>` : null}
    <ul class="sides">${[...(source ? [{ row: source, side: WORDS.source }] : []), ...sides].map(({ row: one, side }) => html`<li key=${one.key}>
      <button type="button" class="side" aria-current=${one.key === row.key} aria-label=${`${cut(side, 40)}, ${one.id || one.key}`} onClick=${() => list.open(one.key)}>
        <${PictureStage} row=${one} room=${ROOM} isSmall /><span class="small cut">${cut(side, 40)}</span>
      </button></li>`)}</ul>`;
}
