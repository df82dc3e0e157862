import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Menu } from "../../parts/menu.js";
import { problemWith } from "./checks.js";
import { nameOf, useFreshFocus } from "./desk.js";
import { NumberField, TextField } from "./fields.js";
import { isClose } from "./timing.js";
import { differenceWords, heirWords, secondsWords, WORDS } from "./words.js";

/**
 * @import { Desk } from "./desk.js"
 * @import { Sequence } from "./shots.js"
 */

/**
 * Edit a sequence.
 * @param {{desk: Desk, sequence: Sequence, isNarrow: boolean}} props
 */
export function SequenceEditor({ desk, sequence, isNarrow }) {
  const set = (/** @type {string} */ name) => (/** @type {unknown} */ value) => desk.set("sequences", sequence, [name], value);
  const ref = useFreshFocus(desk, sequence.id);
  return html`<section class="editor card" aria-labelledby="film-sequence" ref=${ref}>
    <${Head} desk=${desk} sequence=${sequence} isNarrow=${isNarrow} />
    <div class="fields">
      <div class="fields-row">
        <${TextField} label=${WORDS.name} width="wide" value=${sequence.name} write=${set("name")} />
        <${NumberField} label=${WORDS.length} unit=${WORDS.seconds} value=${sequence.item["duration"]} write=${set("duration")} check=${(/** @type {number} */ value) => problemWith("sequences", { duration: value })} />
      </div>
      <${Difference} sequence=${sequence} />
      <${TextField} label=${WORDS.description} value=${sequence.description} lines=${3} write=${set("description")} />
    </div>
  </section>`;
}

/** @param {{desk: Desk, sequence: Sequence, isNarrow: boolean}} props */
function Head({ desk, sequence, isNarrow }) {
  const { sequences } = desk.film;
  const place = sequences.indexOf(sequence);
  return html`${isNarrow ? html`<div class="back"><button type="button" class="button" onClick=${() => desk.choose()}><${Icon} name="back" />${WORDS.back}</button></div>` : null}
  <div class="bar">
    <div class="title"><h2 id="film-sequence">${WORDS.sequence} ${place + 1} <span class="muted">of ${sequences.length}</span></h2>
      <p class="muted small cut"><code>${sequence.id || WORDS.noId}</code> · ${sequence.shots.length} ${sequence.shots.length === 1 ? "shot" : "shots"}, ${secondsWords(sequence.seconds)}</p></div>
    <span class="grow"></span>
    <div class="row">
      <button type="button" class="button" onClick=${() => desk.addShot(sequence)}><${Icon} name="add" />${WORDS.addShot}</button>
      <${Menu} label=${WORDS.moreSequence} items=${[
        ...(place > 0 ? [{ label: WORDS.earlier, icon: "back", run: () => desk.moveSequence(sequence, -1) }] : []),
        ...(place < sequences.length - 1 ? [{ label: WORDS.later, icon: "arrow", run: () => desk.moveSequence(sequence, 1) }] : []),
        ...removals(desk, sequence, sequences[place - 1] ?? sequences[place + 1] ?? null),
      ]} />
    </div>
  </div>`;
}

/**
 * @param {Desk} desk
 * @param {Sequence} sequence
 * @param {Sequence | null} heir
 */
function removals(desk, sequence, heir) {
  if (sequence.shots.length === 0) return [{ label: WORDS.remove, icon: "bin", danger: true, run: () => desk.removeSequence(sequence, null) }];
  return [
    ...(heir ? [{ label: heirWords(nameOf(heir)), icon: "merge", danger: true, run: () => desk.removeSequence(sequence, heir) }] : []),
    { label: WORDS.removeAll, icon: "bin", danger: true, run: () => desk.removeSequence(sequence, null) },
  ];
}

/** @param {{sequence: Sequence}} props */
function Difference({ sequence: { duration, seconds, shots } }) {
  if (duration === null || shots.length === 0 || isClose(duration, seconds)) return null;
  return html`<p class="doubt small">${differenceWords(seconds, duration)}</p>`;
}
