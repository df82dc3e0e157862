import { Empty } from "../../parts/empty.js";
import { Banner } from "../../parts/banner.js";
import { html } from "../../parts/html.js";
import { useMedia } from "../../parts/media.js";
import { VirtualList } from "../../parts/virtual-list.js";
import { useFilm } from "./context.js";
import { FilmStrip, StripWords, useStrip } from "./film-strip-view.js";
import { RollActions } from "./roll-actions.js";
import { RollPage } from "./roll-page.js";
import { RollFacts } from "./track.js";

/** @import { Roll } from "./film-types.js" */

/** Pixels of a card: its head, the film and a line of words; a film of 35mm is higher. */
const HEIGHT = { wide: 128, narrow: 206, tall: 28 };
const GAP = 12;
const NARROW = "(max-width: 44rem)";

/**
 * Show the rolls as film, or one of them from near.
 * @param {{chosen: string}} props the roll that the address names
 */
export function RollsPart({ chosen }) {
  const { rolls, words, register } = useFilm();
  const isNarrow = useMedia(NARROW);
  const isTall = rolls.some(({ film_type }) => film_type === "35mm");
  const height = (isNarrow ? HEIGHT.narrow : HEIGHT.wide) + (isTall ? HEIGHT.tall : 0);
  const roll = rolls.find(({ roll_id }) => String(roll_id) === chosen);
  if (chosen !== "" && roll) return html`<${RollPage} key=${roll.roll_id} roll=${roll} />`;
  const isUnusable = register.order.value !== null && register.order.value.rolls.length === 0 && rolls.length > 0;
  return html`<section class="stack" aria-labelledby="film-rolls">
    <h2 id="film-rolls" class="for-readers">${words.rolls.title}</h2>
    ${chosen !== "" && register.isKnown.value ? html`<${Banner} tone="warn" title=${words.rolls.unknown(Number(chosen) || 0)} />` : null}
    ${isUnusable ? html`<${Banner} tone="warn" title=${words.rolls.unusable}>${words.rolls.unusableAdvice}<//>` : null}
    ${rolls.length === 0 ? html`<${NoRolls} />` : html`<${VirtualList} count=${rolls.length} height=${height} gap=${GAP} label=${words.rolls.title}
      render=${(/** @type {number} */ place) => html`<${RollCard} roll=${rolls[place]} />`} />`}
  </section>`;
}

/** @param {{roll: Roll}} props */
function RollCard({ roll }) {
  const { words, link } = useFilm();
  const strip = useStrip(roll);
  return html`<article class="card roll-card" aria-label=${words.rolls.roll(roll.roll_id)}>
    <header class="row">
      <h3><a href=${link({ part: "rolls", roll: String(roll.roll_id) })}>${words.rolls.roll(roll.roll_id)}</a></h3>
      <${RollFacts} roll=${roll} />
      <span class="grow"></span>
      <${RollActions} roll=${roll} />
    </header>
    <div class="reel"><${FilmStrip} roll=${roll} strip=${strip} /></div>
    <${StripWords} strip=${strip} />
  </article>`;
}

function NoRolls() {
  const { words, workflow, ask, register } = useFilm();
  const isAnalysed = workflow.some(({ name, isFilled }) => name === "analysis" && isFilled);
  if (!register.isKnown.value) return html`<div class="progress" role="progressbar" aria-label=${words.loading}><span></span></div>`;
  return html`<${Empty} icon="film" title=${words.rolls.none}>
    <p>${isAnalysed ? words.rolls.noneAdvice : words.rolls.noneYet}</p>
    ${isAnalysed && register.order.value ? html`<button type="button" class="button primary" onClick=${() => ask({ act: "plan" })}>${words.acts.plan.short}</button>` : null}
  <//>`;
}
