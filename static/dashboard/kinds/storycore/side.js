import { useMemo, useState } from "preact/hooks";

import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { isPicture, Picture } from "../../parts/picture.js";
import { Time } from "../../parts/time.js";
import { keysOf, placeWords } from "../../words/pointer.js";
import { isObject, itemsOf, member, put, textOf } from "../../words/shapes.js";
import { nameOf } from "./desk.js";
import { capabilitiesOf, CAPABILITIES, generationsOf, timeOf } from "./figures.js";
import { CAPABILITY_WORDS, shotName, STATUS_TONES, WORDS } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Warning } from "../../server-types.js"
 * @import { Desk } from "./desk.js"
 */

const FEW = 8;
const MOST = 1000;

/**
 * List what is allowed but doubtful in the file, each with a way to its place.
 * @param {{desk: Desk}} props
 */
export function Doubts({ desk }) {
  const warnings = desk.project.contract.value?.warnings ?? null;
  if (warnings === null) return null;
  return html`<section class="card panel" aria-labelledby="film-doubts"><h2 id="film-doubts">${WORDS.doubts} ${warnings.length > 0 ? html`<span class="badge warn">${warnings.length}</span>` : null}</h2>
    ${warnings.length === 0 ? html`<p class="muted small">${WORDS.noDoubts}</p>` : html`<ul class="doubts">${warnings.map((warning) => html`<${Doubt} desk=${desk} warning=${warning} />`)}</ul>`}
  </section>`;
}

/** @param {{desk: Desk, warning: Warning}} props */
function Doubt({ desk, warning }) {
  const { path = "", detail } = warning;
  const found = targetOf(desk, path);
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return html`<li><${Icon} name="warning" /><span class="grow">${found
    ? html`<button type="button" class="link" onClick=${() => desk.choose(found.target)}>${found.name}</button>`
    : html`<strong>${placeWords(path)}</strong>`}<br /><span class="muted">${text}</span></span></li>`;
}

/**
 * Return what the address has to choose to show a place of the file, and how that is called.
 * @param {Desk} desk
 * @param {string} path
 * @returns {{target: {shot?: string, sequence?: string, phrase?: string}, name: string} | null}
 */
function targetOf({ film }, path) {
  const [list, at] = keysOf(path);
  const isThere = (/** @type {{place: number}} */ { place }) => String(place) === at;
  const [shot, sequence, phrase] = [film.shots.find(isThere), film.sequences.find(isThere), film.phrases.find(isThere)];
  if (list === "shots" && shot) return { target: { shot: shot.key }, name: shotName(shot) };
  if (list === "sequences" && sequence) return { target: { sequence: sequence.key }, name: nameOf(sequence) };
  if (list === "audioPhrases" && phrase) return { target: { phrase: phrase.key }, name: phrase.text.slice(0, 60) || phrase.key };
  return null;
}

/**
 * Switch what the tool may do for this film.
 * @param {{project: OpenProject}} props
 */
export function Capabilities({ project }) {
  const set = (/** @type {string} */ name, /** @type {boolean} */ isOn) => project.edit((document) => {
    const all = Object.fromEntries(CAPABILITIES.map((each) => [each, false]));
    if (!isObject(member(document, "capabilities"))) put(document, "capabilities", all);
    put(document["capabilities"], name, isOn);
  });
  return html`<section class="card panel" aria-labelledby="film-capabilities"><h2 id="film-capabilities">${WORDS.capabilities}</h2>
    <ul class="switches">${capabilitiesOf(project.document).map(({ name, isOn }) => html`<li key=${name}><label class="check switch">
      <input type="checkbox" role="switch" checked=${isOn} onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => set(name, event.currentTarget.checked)} />
      <span>${CAPABILITY_WORDS[name] ?? name}</span></label></li>`)}</ul>
  </section>`;
}

/**
 * List what was generated, the newest first.
 * @param {{project: OpenProject}} props
 */
export function Generations({ project }) {
  const [isWhole, setWhole] = useState(false);
  const count = itemsOf(member(project.document, "generationHistory")).length;
  const shown = useMemo(() => generationsOf(project.document, isWhole ? MOST : FEW), [project.revision.value, isWhole]);
  return html`<section class="card panel" aria-labelledby="film-history"><h2 id="film-history">${WORDS.history}</h2>
    ${count === 0 ? html`<p class="muted small">${WORDS.noHistory}</p>` : html`<div class="scroll-x"><table class="table small">
      <thead><tr><th scope="col">${WORDS.when}</th><th scope="col">${WORDS.status}</th><th scope="col">${WORDS.outcome}</th></tr></thead>
      <tbody>${shown.map(({ place, at, status, says }) => html`<tr key=${place}><td>${at ? html`<${Time} at=${at} />` : "–"}</td>
        <td><span class=${`badge ${STATUS_TONES[status] ?? ""}`}>${status.slice(0, 40)}</span></td><td class="outcome">${says.slice(0, 300)}</td></tr>`)}</tbody>
    </table></div>`}
    ${count > shown.length && !isWhole ? html`<button type="button" class="button small" onClick=${() => setWhole(true)}>${WORDS.allGenerations} ${count.toLocaleString("en")}</button>` : null}
  </section>`;
}

/**
 * Show the picture that keeps the look of all shots together.
 * @param {{project: OpenProject}} props
 */
export function Sheet({ project }) {
  const sheet = member(project.document, "masterCoherenceSheet");
  const url = textOf(member(sheet, "url"));
  const isLink = /^https?:\/\//iu.test(url);
  if (url === "") return null;
  const at = timeOf(member(sheet, "generatedAt"));
  return html`<section class="card panel" aria-labelledby="film-sheet"><h2 id="film-sheet">${WORDS.sheet}</h2>
    ${isLink ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${WORDS.elsewhere}</a>` : isPicture(url) ? html`<${Picture} src=${url} alt=${WORDS.sheet} />` : html`<p class="muted small">${WORDS.notShown}</p>`}
    ${at ? html`<p class="muted small"><${Time} at=${at} /></p>` : null}
  </section>`;
}
