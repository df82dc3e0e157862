import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Menu } from "../../parts/menu.js";
import { isPicture, Picture } from "../../parts/picture.js";
import { member, textOf } from "../../words/shapes.js";
import { problemWith } from "./checks.js";
import { nameOf, useFreshFocus } from "./desk.js";
import { NumberField, SelectField, TextField } from "./fields.js";
import { PhraseEditor } from "./phrase-editor.js";
import { LONGEST, promptLength, promptState } from "./shots.js";
import { clockOf, noSequenceWords, promptDoubt, WORDS } from "./words.js";

/**
 * @import { Desk } from "./desk.js"
 * @import { Phrase, Shot } from "./shots.js"
 */

/**
 * Edit a shot and what is spoken in it.
 * @param {{desk: Desk, shot: Shot, phrase: Phrase | null, isNarrow: boolean}} props
 */
export function ShotEditor({ desk, shot, phrase, isNarrow }) {
  const spoken = desk.film.phrasesOf.get(shot.key) ?? [];
  const ref = useFreshFocus(desk, shot.id);
  return html`<section class="editor card" aria-labelledby="film-shot" ref=${ref}>
    <${Head} desk=${desk} shot=${shot} isNarrow=${isNarrow} />
    <div class="shot-body">
      <div class="look"><${Look} shot=${shot} /><${Checked} value=${shot.item["promptValidation"]} /></div>
      <div class="fields"><${Fields} desk=${desk} shot=${shot} /></div>
    </div>
    <div class="phrases">
      <div class="row"><h3 class="grow">${WORDS.phrases}</h3><button type="button" class="button small" onClick=${() => desk.addPhrase(shot)}><${Icon} name="add" />${WORDS.addPhrase}</button></div>
      ${spoken.length === 0 ? html`<p class="muted small">${WORDS.noPhrases}</p>` : null}
      ${spoken.map((each, place) => html`<${PhraseEditor} key=${each.key} desk=${desk} phrase=${each} isChosen=${each.key === phrase?.key} place=${place} count=${spoken.length} />`)}
    </div>
  </section>`;
}

/** @param {{desk: Desk, shot: Shot, isNarrow: boolean}} props */
function Head({ desk, shot, isNarrow }) {
  const { shots } = desk.film;
  const place = shots.indexOf(shot);
  const go = (/** @type {number} */ step) => desk.choose({ shot: shots[place + step]?.key ?? shot.key });
  const sequence = desk.sequenceOf(shot);
  return html`${isNarrow ? html`<div class="back"><button type="button" class="button" onClick=${() => desk.choose()}><${Icon} name="back" />${WORDS.back}</button></div>` : null}
  <div class="bar">
    <div class="title"><h2 id="film-shot">${WORDS.shot} ${place + 1} <span class="muted">of ${shots.length}</span></h2>
      <p class="muted small cut"><code>${shot.id || WORDS.noId}</code> · ${sequence ? nameOf(sequence) : WORDS.loose}${shot.isTimed ? ` · ${clockOf(shot.start)} to ${clockOf(shot.end)}` : ""}</p></div>
    <span class="grow"></span>
    <div class="row">
      <button type="button" class="icon-button" aria-label=${WORDS.previous} title=${WORDS.previous} disabled=${place <= 0} onClick=${() => go(-1)}><${Icon} name="back" /></button>
      <button type="button" class="icon-button" aria-label=${WORDS.next} title=${WORDS.next} disabled=${place >= shots.length - 1} onClick=${() => go(1)}><${Icon} name="arrow" /></button>
      ${sequence ? html`<button type="button" class="button" onClick=${() => desk.addShot(shot)}><${Icon} name="add" />${WORDS.addShot}</button>` : null}
      <${Menu} label=${WORDS.more} items=${[
        { label: WORDS.duplicate, icon: "copy", run: () => desk.duplicateShot(shot) },
        { label: WORDS.earlier, icon: "back", run: () => desk.moveShot(shot, -1) },
        { label: WORDS.later, icon: "arrow", run: () => desk.moveShot(shot, 1) },
        { label: WORDS.remove, icon: "bin", danger: true, run: () => desk.removeShot(shot) },
      ]} />
    </div>
  </div>`;
}

/** @param {{shot: Shot}} props */
function Look({ shot }) {
  const { image } = shot;
  if (isPicture(image)) return html`<figure class="frame"><${Picture} src=${image} alt=${WORDS.picture} /></figure>`;
  const link = typeof image === "string" && /^https?:\/\//iu.test(image) ? image : null;
  return html`<div class="frame none"><${Icon} name="image" /><span class="small">${link ? html`<a href=${link} target="_blank" rel="noopener noreferrer">${WORDS.elsewhere}</a>` : image ? WORDS.notShown : WORDS.noPicture}</span></div>`;
}

/** @param {{desk: Desk, shot: Shot}} props */
function Fields({ desk, shot }) {
  const set = (/** @type {string[]} */ path) => (/** @type {unknown} */ value) => desk.set("shots", shot, path, value);
  const about = (/** @type {string} */ name) => textOf(member(shot.item["metadata"], name));
  const describe = (/** @type {string} */ name, /** @type {string} */ label) => html`<${TextField} label=${label} value=${about(name)} known=${knownOf(desk, name)}
    write=${(/** @type {string} */ text) => set(["metadata", name])(text === "" ? undefined : text)} />`;
  return html`<${TextField} name="prompt" label=${WORDS.prompt} value=${shot.prompt} lines=${4} placeholder=${WORDS.promptHelp} write=${set(["prompt"])}
      doubt=${(/** @type {string} */ text) => promptDoubt(promptState(text), promptLength(text))} counter=${counterOf} />
    <div class="fields-row">
      <${NumberField} label=${WORDS.start} unit=${WORDS.seconds} value=${shot.item["startTime"]} write=${set(["startTime"])} check=${(/** @type {number} */ value) => problemWith("shots", { startTime: value })} />
      <${NumberField} label=${WORDS.length} unit=${WORDS.seconds} value=${shot.item["duration"]} write=${set(["duration"])} check=${(/** @type {number} */ value) => problemWith("shots", { duration: value })} />
      <${SequenceField} desk=${desk} shot=${shot} />
    </div>
    <div class="fields-row">${describe("cameraAngle", WORDS.camera)}${describe("lighting", WORDS.lighting)}${describe("mood", WORDS.mood)}</div>`;
}

/** @param {{desk: Desk, shot: Shot}} props */
function SequenceField({ desk, shot }) {
  const { sequences } = desk.film;
  const move = (/** @type {string} */ key) => {
    const sequence = sequences.find((found) => found.key === key);
    if (sequence) desk.moveInto(shot, sequence);
  };
  const doubt = shot.sequenceKey === null ? noSequenceWords(shot.sequenceId) : "";
  return html`<${SelectField} label=${WORDS.sequence} value=${shot.sequenceKey ?? shot.sequenceId} doubt=${doubt} write=${move}
    options=${sequences.map((sequence) => /** @type {[string, string]} */ ([sequence.key, nameOf(sequence)]))} />`;
}

/**
 * Show what the tool itself has found when it looked at the prompt.
 * @param {{value: unknown}} props
 */
function Checked({ value }) {
  if (value === undefined || value === null) return null;
  const isValid = member(value, "isValid") === true;
  const lists = /** @type {[string, string][]} */ ([["errors", WORDS.errors], ["warnings", WORDS.warnings], ["suggestions", WORDS.suggestions]]);
  return html`<div class="checked"><h3>${WORDS.validation} <span class=${`badge ${isValid ? "good" : "warn"}`}><${Icon} name=${isValid ? "check" : "warning"} />${isValid ? WORDS.isValid : WORDS.isInvalid}</span></h3>
    ${lists.map(([name, title]) => {
      const found = member(value, name);
      if (!Array.isArray(found) || found.length === 0) return null;
      return html`<p class="muted small">${title}</p><ul class="small">${found.slice(0, 20).map((each) => html`<li>${said(each)}</li>`)}</ul>`;
    })}
  </div>`;
}

/** @param {unknown} value */
function said(value) {
  const text = typeof value === "string" ? value : (textOf(member(value, "message")) || JSON.stringify(value) || "");
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** @param {string} text */
function counterOf(text) {
  const length = promptLength(text);
  return html`<span class="muted small numbers">${length.toLocaleString("en")} / ${LONGEST}</span>`;
}

/**
 * Return the values that shots of the film have, to propose them.
 * @param {Desk} desk
 * @param {string} name
 */
function knownOf({ film }, name) {
  const found = new Set(film.shots.slice(0, 2000).map(({ item }) => textOf(member(item["metadata"], name))));
  return [...found].filter((text) => text !== "" && text.length < 80).slice(0, 40);
}

