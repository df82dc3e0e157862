import { html } from "../../parts/html.js";
import { useFilm } from "./context.js";
import { entryOf } from "./sections.js";

/** @import { Misfit, Outcome } from "./film-types.js" */

/**
 * Say what became of numbers that were given early, and what does not fit together.
 * @param {{outcome: Outcome}} props
 */
export function Taken({ outcome }) {
  const { words } = useFilm();
  const { taken = [], known = [], misfits = [] } = outcome;
  const say = words.migrated;
  const isLeft = misfits.some((misfit) => !misfit.taken && !misfit.dropped);
  return html`<div class="stack taken" role="status">
    ${taken.length > 0 ? html`<p>${say.taken(taken)}</p>` : null}
    ${known.length > 0 ? html`<p>${say.known(known.length)}</p>` : null}
    ${taken.length + known.length + misfits.length === 0 ? html`<p>${say.nothing}</p>` : null}
    ${misfits.length > 0 ? html`<h3>${say.misfits}</h3><ul class="stack misfits">${misfits.map((misfit) => html`<${MisfitEntry} misfit=${misfit} />`)}</ul>` : null}
    ${isLeft ? html`<p class="small muted">${say.advice}</p>` : null}
  </div>`;
}

/** @param {{misfit: Misfit}} props */
function MisfitEntry({ misfit }) {
  const { words } = useFilm();
  const say = words.migrated;
  const { roll, number, code, detail, taken, dropped } = misfit;
  return html`<li><strong>${say.misfit(roll, number)}</strong> <span class=${`badge ${taken ? "" : "warn"}`}>${dropped ? say.isDropped : taken ? say.isTaken : say.isLeft}</span><br />
    ${entryOf(say.codes, code) ?? ""} <span class="small muted" lang="en">${detail}</span></li>`;
}
