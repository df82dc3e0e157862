import { useEffect, useRef } from "preact/hooks";

import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { useFilm } from "./context.js";
import { DataTable } from "./data-table.js";
import { FilmStrip, rangeWords, StripWords, useStrip } from "./film-strip-view.js";
import { framesAround } from "./film-strip.js";
import { NumberTable } from "./number-table.js";
import { RollActions } from "./roll-actions.js";
import { RollFacts, RollTrack } from "./track.js";

/**
 * @import { Strip } from "./film-strip-view.js"
 * @import { Roll } from "./film-types.js"
 */

const SPAN = 24;

/**
 * Show one roll from near: where it stands, what can be done, its frames, its numbers, its documents.
 * @param {{roll: Roll}} props
 */
export function RollPage({ roll }) {
  const { words } = useFilm();
  const strip = useStrip(roll);
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => heading.current?.focus(), []);
  return html`<section class="stack roll-page" aria-labelledby="film-roll">
    <${Ways} roll=${roll} />
    <div class="card panel stack">
      <header class="row"><h2 id="film-roll" tabindex="-1" ref=${heading}>${words.rolls.roll(roll.roll_id)}</h2><${RollFacts} roll=${roll} /><span class="grow"></span><${RollActions} roll=${roll} whole /></header>
      <${RollTrack} roll=${roll} />
      <div class="reel"><${FilmStrip} roll=${roll} strip=${strip} /></div>
      <${StripWords} strip=${strip} />
      <${Lens} strip=${strip} />
      <${RollDetails} roll=${roll} strip=${strip} />
    </div>
    ${roll.numbers.length === 0 ? null : html`<section class="stack" aria-labelledby="film-roll-numbers"><h3 id="film-roll-numbers">${words.rolls.history}</h3>
      <${NumberTable} label=${words.rolls.history} numbers=${roll.numbers.toReversed().map((issue) => ({ roll: roll.roll_id, type: roll.film_type, issue }))} /></section>`}
    <section class="stack" aria-labelledby="film-roll-content"><h3 id="film-roll-content">${words.rolls.content}</h3>
      <${DataTable} collection="segments" filter=${{ roll_id: roll.roll_id, film_type: roll.film_type }} label=${words.rolls.content} without=${["roll_id", "film_type"]} /></section>
  </section>`;
}

/**
 * Lead back to all rolls, and on to the neighbours.
 * @param {{roll: Roll}} props
 */
function Ways({ roll }) {
  const { words, link, rolls } = useFilm();
  const place = rolls.indexOf(roll);
  const way = (/** @type {Roll | undefined} */ other, /** @type {string} */ icon, /** @type {string} */ name) =>
    other ? html`<a class="icon-button" href=${link({ part: "rolls", roll: String(other.roll_id) })} aria-label=${name} title=${name}><${Icon} name=${icon} /></a>` : null;
  return html`<nav class="row ways" aria-label=${words.rolls.title}>
    <a class="small back" href=${link({ part: "rolls" })}><${Icon} name="list" />${words.back}</a><span class="grow"></span>
    ${way(rolls[place - 1], "back", words.before)}${way(rolls[place + 1], "arrow", words.after)}
  </nav>`;
}

/**
 * Show some frames as they follow one another on the film, around the one that is pointed at.
 * @param {{strip: Strip}} props
 */
function Lens({ strip }) {
  const { words } = useFilm();
  const { segments, film, place, setPlace } = strip;
  if (segments.length === 0) return null;
  const chosen = segments[place];
  const frames = framesAround(segments, { capacity: film.capacity, centre: chosen ? chosen.first + Math.min(SPAN / 2, chosen.last - chosen.first) : 1, span: SPAN });
  return html`<div class="lens" role="img" aria-label=${words.rolls.lens}>
    ${frames.map(({ frame, place: at }) => {
      const segment = segments[at];
      const kind = !segment ? "empty" : at % 2 === 0 ? "light" : "dark";
      const title = segment ? `${segment.index}. ${segment.name}` : words.rolls.lensNone;
      return html`<span class="frame" data-kind=${kind} data-chosen=${segment !== undefined && at === place} data-oversized=${segment?.isOversized ?? false} title=${title} onClick=${() => segment && setPlace(at)}>
        <b>${segment && frame === segment.first ? segment.index : ""}</b><i>${frame}</i></span>`;
    })}
  </div>`;
}

/** @param {{roll: Roll, strip: Strip}} props */
function RollDetails({ roll, strip }) {
  const { words, register } = useFilm();
  const { film, zones } = strip;
  const say = words.rolls.facts;
  const padding = register.order.value?.settings.padding ?? 0;
  const rest = zones.at(-1);
  const length = rest ? rest.last - rest.first + 1 : 0;
  const restWords = !rest ? words.strip.restNone : rest.kind === "usable" ? words.strip.restUsable(length, padding) : words.strip.restUnwind(length);
  return html`<dl class="facts">
    <dt>${say.frames}</dt><dd>${words.rolls.framesOf(film.used, film.capacity)}</dd>
    <dt>${say.documents}</dt><dd>${words.number(roll.documents)}</dd>
    <dt>${say.range}</dt><dd>${rangeWords(roll.first_document, roll.last_document)}</dd>
    <dt>${say.rest}</dt><dd>${film.made ? words.strip.made(film.made.id, film.made.usable) : restWords}</dd>
    ${roll.attempt > 0 ? html`<dt>${say.attempt}</dt><dd>${words.number(roll.attempt)}</dd>` : null}
  </dl>`;
}
