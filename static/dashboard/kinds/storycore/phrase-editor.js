import { useEffect, useRef } from "preact/hooks";

import { html } from "../../parts/html.js";
import { Menu } from "../../parts/menu.js";
import { isObject, member, numberOf, textOf } from "../../words/shapes.js";
import { problemWith } from "./checks.js";
import { NumberField, SelectField, TextField } from "./fields.js";
import { WORDS } from "./words.js";

/**
 * @import { Desk } from "./desk.js"
 * @import { Phrase } from "./shots.js"
 */

const VOICE = { voiceType: "neutral", speed: 1, pitch: 0, language: "en" };
const VOICES = ["female", "male", "neutral"];

/**
 * Edit what is spoken: text, times, who and how, and the voice.
 * @param {{desk: Desk, phrase: Phrase, isChosen: boolean, place: number, count: number}} props `place` among those of its shot
 */
export function PhraseEditor({ desk, phrase, isChosen, place, count }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!isChosen) return;
    ref.current?.scrollIntoView({ block: "nearest" });
    const text = /** @type {HTMLTextAreaElement | null} */ (ref.current?.querySelector("textarea"));
    text?.focus({ preventScroll: true });
    if (text?.value === WORDS.newPhrase) text.select();
  }, [isChosen]);
  const set = (/** @type {string[]} */ path) => (/** @type {unknown} */ value) => desk.set("audioPhrases", phrase, path, value);
  const about = (/** @type {string} */ name, /** @type {string} */ label) => html`<${TextField} label=${label} value=${textOf(member(phrase.item["metadata"], name))} known=${knownOf(desk, name)}
    write=${(/** @type {string} */ text) => set(["metadata", name])(text === "" ? undefined : text)} />`;
  return html`<article class="phrase" ref=${ref} data-chosen=${isChosen} aria-label=${`${phrase.character || "Phrase"}: ${phrase.text.slice(0, 40)}`}>
    <div class="phrase-main">
      <${TextField} label=${WORDS.text} value=${phrase.text} lines=${2} write=${set(["text"])} check=${(/** @type {string} */ text) => problemWith("audioPhrases", { text })} />
      <${Menu} label=${WORDS.morePhrase} items=${[
        { label: WORDS.duplicate, icon: "copy", run: () => desk.duplicatePhrase(phrase) },
        ...(place > 0 ? [{ label: WORDS.earlier, icon: "back", run: () => desk.movePhrase(phrase, -1) }] : []),
        ...(place < count - 1 ? [{ label: WORDS.later, icon: "arrow", run: () => desk.movePhrase(phrase, 1) }] : []),
        ...(isObject(phrase.item["voiceParameters"]) ? [{ label: WORDS.removeVoice, icon: "close", run: () => desk.removeVoice(phrase) }] : [{ label: WORDS.addVoice, icon: "add", run: () => set(["voiceParameters"])({ ...VOICE }) }]),
        { label: WORDS.remove, icon: "bin", danger: true, run: () => desk.removePhrase(phrase) },
      ]} />
    </div>
    <div class="fields-row"><${Times} phrase=${phrase} set=${set} />${about("character", WORDS.character)}${about("emotion", WORDS.emotion)}</div>
    <${Voice} phrase=${phrase} set=${set} />
    <${Sound} address=${phrase.item["generatedAudioUrl"]} />
  </article>`;
}

/**
 * Edit when it is spoken; each of the two times is held to the other one.
 * @param {{phrase: Phrase, set: (path: string[]) => (value: unknown) => void}} props
 */
function Times({ phrase, set }) {
  const { startTime, endTime } = phrase.item;
  const [start, end] = [numberOf(startTime), numberOf(endTime)];
  const checkStart = (/** @type {number} */ value) => problemWith("audioPhrases", { startTime: value }) ?? (end !== null && value >= end ? WORDS.tooLate : null);
  const checkEnd = (/** @type {number} */ value) => problemWith("audioPhrases", { endTime: value, startTime: Math.max(0, start ?? 0) })?.replace("startTime", WORDS.theStart) ?? null;
  return html`<${NumberField} label=${WORDS.start} unit=${WORDS.seconds} value=${startTime} write=${set(["startTime"])} check=${checkStart} />
    <${NumberField} label=${WORDS.end} unit=${WORDS.seconds} value=${endTime} write=${set(["endTime"])} check=${checkEnd} />`;
}

/** @param {{phrase: Phrase, set: (path: string[]) => (value: unknown) => void}} props */
function Voice({ phrase, set }) {
  const voice = phrase.item["voiceParameters"];
  if (!isObject(voice)) return null;
  const check = (/** @type {string} */ name) => (/** @type {unknown} */ value) => problemWith("audioPhrases", { voiceParameters: { [name]: value } });
  const write = (/** @type {string} */ name) => set(["voiceParameters", name]);
  return html`<fieldset class="fields-row voice"><legend class="muted small">${WORDS.voice}</legend>
    <${SelectField} label=${WORDS.voiceType} value=${textOf(voice["voiceType"])} options=${VOICES.map((name) => [name, name])} write=${write("voiceType")} />
    <${NumberField} label=${WORDS.speed} unit="×" step=${0.1} value=${voice["speed"]} write=${write("speed")} check=${check("speed")} />
    <${NumberField} label=${WORDS.pitch} unit=${WORDS.semitones} step=${1} value=${voice["pitch"]} write=${write("pitch")} check=${check("pitch")} />
    <${TextField} label=${WORDS.language} value=${textOf(voice["language"])} write=${write("language")} check=${check("language")} />
  </fieldset>`;
}

/** @param {{address: unknown}} props */
function Sound({ address }) {
  if (typeof address !== "string" || !/^https?:\/\//iu.test(address)) return null;
  return html`<p class="small"><a href=${address} target="_blank" rel="noopener noreferrer">${WORDS.soundElsewhere}</a></p>`;
}

/**
 * Return who speaks in the film, or how, to propose it.
 * @param {Desk} desk
 * @param {string} name
 */
function knownOf({ film }, name) {
  const found = new Set(film.phrases.slice(0, 2000).map(({ item }) => textOf(member(item["metadata"], name))));
  return [...found].filter((text) => text !== "" && text.length < 80).slice(0, 40);
}
