import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { useApp } from "../../app.js";
import { html } from "../../parts/html.js";
import { useFilm } from "./context.js";
import { drawFilm } from "./film-drawing.js";
import { blipOf, oversizedIn, placeAt, runsOf, zonesOf } from "./film-strip.js";
import { filmOf, USUAL } from "./order-rolls.js";

/**
 * @import { Segment, Zone } from "./film-strip.js"
 * @import { Film } from "./order-rolls.js"
 * @import { Roll } from "./film-types.js"
 * @import { Words } from "./words.js"
 */

/**
 * @typedef {{segments: Segment[], film: Film, zones: Zone[], place: number, setPlace: (place: number) => void}} Strip
 *   `place` is the segment that is pointed at, -1 for none
 */

const NONE = -1;
/** The share of a film from which on a temp roll is named with its length. */
const BRIEF = 0.15;
const HEIGHTS = { "16mm": 30, "35mm": 58 };
/** The most pixels of a canvas; a wider one is stretched. */
const WIDEST = 4096;

/**
 * Return what the picture of a roll goes by.
 * @param {Roll} roll
 * @returns {Strip}
 */
export function useStrip(roll) {
  const { file, register } = useFilm();
  const [place, setPlace] = useState(NONE);
  const tempRolls = register.tempRolls.value;
  const settings = register.order.value?.settings ?? USUAL;
  const segments = useMemo(() => file.segments(roll), [file, roll.roll_id, roll.film_type]);
  const film = useMemo(() => filmOf(roll, tempRolls), [roll, tempRolls]);
  const zones = useMemo(() => zonesOf({ ...film, padding: settings.padding, minimum: settings.minimum }), [film, settings]);
  return { segments, film, zones, place: place < segments.length ? place : NONE, setPlace };
}

/**
 * Draw a roll as a strip of film. Pointing at it, or moving in it by the arrow keys, chooses a document.
 * @param {{roll: Roll, strip: Strip}} props
 */
export function FilmStrip({ roll, strip }) {
  const { words } = useFilm();
  const { segments, film, place } = strip;
  const share = `${Math.max(4, (100 * film.capacity) / film.standard)}%`;
  const chosen = segments[place];
  return html`<div class="strip" data-film=${roll.film_type} style=${{ inlineSize: share, blockSize: `${HEIGHTS[roll.film_type]}px` }}>
    <${Canvas} roll=${roll} strip=${strip} />
    ${strip.zones.map((zone) => html`<${ZoneName} zone=${zone} film=${film} />`)}
    ${chosen ? html`<span class="pointed" style=${boxOf(chosen, film.capacity)}></span>` : null}
    ${segments.length === 0 ? html`<span class="for-readers">${words.strip.empty}</span>` : html`<${Pointer} roll=${roll} strip=${strip} />`}
  </div>`;
}

/**
 * Say what is pointed at, or what the roll holds.
 * @param {{strip: Strip}} props
 */
export function StripWords({ strip }) {
  const { words } = useFilm();
  const { segments, film, place } = strip;
  const oversized = useMemo(() => oversizedIn(segments), [segments]);
  const chosen = segments[place];
  if (chosen) return html`<p class="strip-words cut small" data-chosen>${segmentWords(words, chosen, film)}</p>`;
  if (segments.length === 0) return html`<p class="strip-words cut small muted">${words.strip.empty}</p>`;
  const summary = words.strip.summary({ documents: segments.length, used: film.used, capacity: film.capacity });
  return html`<p class="strip-words cut small muted">${summary}${oversized > 0 ? ` · ${words.strip.oversized(oversized)}` : ""} · ${rangeWords(segments[0]?.name, segments.at(-1)?.name)}</p>`;
}

/**
 * Name the first and the last of several.
 * @param {string} [first]
 * @param {string} [last]
 */
export function rangeWords(first = "", last = "") {
  return first === last ? first : `${first} – ${last}`;
}

/**
 * @param {Words} words
 * @param {Segment} segment
 * @param {Film} film
 */
function segmentWords(words, segment, film) {
  const blip = film.isExposed && film.number ? blipOf(film.number, segment) : "";
  const { first, last, index, isOversized } = segment;
  return words.strip.segment({ name: segment.name || words.strip.nameless, index, pages: last - first + 1, first, last, blip, isOversized });
}

/** @param {{roll: Roll, strip: Strip}} props */
function Canvas({ roll, strip }) {
  const { theme } = useApp();
  const ref = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const [width, setWidth] = useState(0);
  const { segments, film, zones } = strip;
  const ratio = Math.min(globalThis.devicePixelRatio || 1, width > 0 ? WIDEST / width : 1);
  const height = HEIGHTS[roll.film_type];
  const pixels = Math.round(width * ratio);
  const runs = useMemo(() => runsOf(segments, film.capacity, pixels), [segments, film.capacity, pixels]);
  useLayoutEffect(() => {
    const look = () => setWidth(Math.round(ref.current?.clientWidth ?? 0));
    look();
    const observer = new ResizeObserver(look);
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const context = ref.current?.getContext("2d");
    if (!context || !ref.current || pixels === 0) return;
    [ref.current.width, ref.current.height] = [pixels, Math.round(height * ratio)];
    drawFilm(context, { type: roll.film_type, width, height, capacity: film.capacity, runs, zones, inks: inksOf(ref.current), ratio });
  }, [runs, zones, width, height, theme.isDark.value]);
  return html`<canvas ref=${ref} aria-hidden="true"></canvas>`;
}

/** @param {{roll: Roll, strip: Strip}} props */
function Pointer({ roll, strip }) {
  const { words } = useFilm();
  const { segments, film, place, setPlace } = strip;
  const at = (/** @type {PointerEvent & {currentTarget: HTMLElement}} */ event) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPlace(placeAt(segments, Math.floor(((event.clientX - box.left) / box.width) * film.capacity) + 1));
  };
  const leave = (/** @type {PointerEvent & {currentTarget: HTMLElement}} */ event) => event.currentTarget !== document.activeElement && setPlace(NONE);
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const next = placeAfter(event.key, place, segments.length);
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
  };
  const chosen = segments[place] ?? segments[0];
  return html`<div class="pointer" role="slider" tabindex="0" aria-label=${words.strip.label(roll.roll_id)} aria-valuemin="1" aria-valuemax=${segments.length}
    aria-valuenow=${Math.max(1, place + 1)} aria-valuetext=${chosen ? segmentWords(words, chosen, film) : ""}
    onPointerMove=${at} onPointerDown=${at} onPointerLeave=${leave} onFocus=${() => place === NONE && setPlace(0)} onBlur=${() => setPlace(NONE)} onKeyDown=${keys}></div>`;
}

/** @param {{zone: Zone, film: Film}} props */
function ZoneName({ zone, film }) {
  const { words } = useFilm();
  const frames = zone.last - zone.first + 1;
  const { made } = zone.kind === "usable" ? film : { made: null };
  const text = zone.kind === "padding" ? words.strip.padding : zone.kind === "unwind" ? words.strip.unwind : made ? words.strip.made(made.id, made.usable) : words.strip.usable(frames);
  const isBrief = made !== null && frames < BRIEF * film.capacity;
  return html`<span class="zone cut" data-zone=${zone.kind} title=${text} style=${boxOf(zone, film.capacity)}><span class=${isBrief ? "brief" : ""}>${isBrief ? made.id : text}</span></span>`;
}

/**
 * @param {string} key
 * @param {number} place
 * @param {number} count
 */
function placeAfter(key, place, count) {
  const page = Math.max(1, Math.round(count / 10));
  const steps = new Map([["ArrowRight", 1], ["ArrowUp", 1], ["ArrowLeft", -1], ["ArrowDown", -1], ["PageUp", page], ["PageDown", -page], ["Home", -count], ["End", count]]);
  const step = steps.get(key);
  return step === undefined ? null : Math.max(0, Math.min(count - 1, place + step));
}

/**
 * @param {{first: number, last: number}} frames
 * @param {number} capacity
 */
function boxOf({ first, last }, capacity) {
  return { insetInlineStart: `${(100 * (first - 1)) / capacity}%`, inlineSize: `${(100 * (last - first + 1)) / capacity}%` };
}

/**
 * Read the colours of a film, which the styles give as those of the canvas's borders: a canvas knows no variables.
 * @param {HTMLCanvasElement} canvas
 */
function inksOf(canvas) {
  const style = getComputedStyle(canvas);
  const { backgroundColor, borderTopColor, borderRightColor, borderBottomColor, borderLeftColor, outlineColor } = style;
  return { base: backgroundColor, light: borderTopColor, dark: borderRightColor, mark: borderBottomColor, hole: borderLeftColor, line: outlineColor };
}
