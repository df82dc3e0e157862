import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Picture } from "../../parts/picture.js";
import { nameOf } from "./desk.js";
import { clockOf, secondsWords, WORDS } from "./words.js";

/**
 * @import { Desk } from "./desk.js"
 * @import { Shot } from "./shots.js"
 */

/**
 * Show the film as a list, where a timeline has no room: sequence by sequence, one shot below the other.
 * @param {{desk: Desk}} props
 */
export function ShotList({ desk }) {
  const { film } = desk;
  return html`<section class="shot-list" aria-label=${WORDS.shots}>
    ${film.sequences.map((sequence) => html`<section key=${sequence.key} class="card">
      <button type="button" class="sequence" onClick=${() => desk.choose({ sequence: sequence.key })}>
        <h2>${nameOf(sequence)}</h2><span class="muted small numbers">${secondsWords(sequence.seconds)}</span><${Icon} name="edit" />
      </button>
      <${Rows} desk=${desk} shots=${sequence.shots} />
      <button type="button" class="button quiet" onClick=${() => desk.addShot(sequence)}><${Icon} name="add" />${WORDS.addShot}</button>
    </section>`)}
    ${film.loose.length > 0 ? html`<section class="card"><h2 class="sequence">${WORDS.loose}</h2><${Rows} desk=${desk} shots=${film.loose} /></section>` : null}
    <button type="button" class="button" onClick=${() => desk.addSequence()}><${Icon} name="add" />${WORDS.addSequence}</button>
  </section>`;
}

/** @param {{desk: Desk, shots: Shot[]}} props */
function Rows({ desk, shots }) {
  if (shots.length === 0) return html`<p class="muted small">${WORDS.noShots}</p>`;
  return html`<ol>${shots.map((shot) => html`<li key=${shot.key}><button type="button" class="shot" onClick=${() => desk.choose({ shot: shot.key })}>
    <span class="for-readers">${shot.id || shot.key}: </span>
    <span class="thumb"><${Picture} src=${shot.image} alt="" /></span>
    <span class="grow"><span class="text">${shot.prompt.slice(0, 200) || html`<em class="muted">${WORDS.promptHelp}</em>`}</span>
      <span class="muted small numbers">${clockOf(shot.start)} · ${secondsWords(shot.duration)}${spoken(desk, shot)}</span></span>
    ${shot.state === "valid" ? null : html`<span class="badge warn"><${Icon} name="warning" />${shot.state}</span>`}
  </button></li>`)}</ol>`;
}

/**
 * @param {Desk} desk
 * @param {Shot} shot
 */
function spoken({ film }, shot) {
  const count = film.phrasesOf.get(shot.key)?.length ?? 0;
  return count === 0 ? "" : ` · ${count} ${count === 1 ? "phrase" : "phrases"}`;
}
