import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Picture } from "../../parts/picture.js";
import { fitted, pictureSize } from "../../words/pictures.js";
import { cut } from "./details.js";
import { STATES, WORDS } from "./words.js";

/**
 * @import { Row, State } from "./jobs.js"
 */

/** @type {Readonly<Record<State, string>>} */
const STATE_ICONS = { success: "check", error: "warning", running: "play", queued: "clock", idle: "clock", other: "help" };
/** @type {Readonly<Record<State, string>>} */
const TONES = { success: "done", error: "bad", running: "note", queued: "", idle: "", other: "warn" };

/**
 * Show a picture on a quiet checkerboard, each of its pixels as a whole number of the screen's.
 * @param {{source: string, alt: string, room: number, size?: {width: number, height: number} | null}} props
 *   `room` is the side of the square that it has; `size` is taken where the picture does not say its own
 */
export function Pixels({ source, alt, room, size = null }) {
  const known = pictureSize(source) ?? size;
  if (!known) return html`<span class="free" style=${{ maxWidth: `${room}px`, maxHeight: `${room}px` }}><${Picture} src=${source} alt=${alt} pixelated /></span>`;
  const { width, height, isWhole } = fitted(known, room);
  return html`<${Picture} src=${source} alt=${alt} width=${width} height=${height} pixelated=${isWhole} />`;
}

/**
 * Show the picture of a job, or why there is none.
 * @param {{row: Row, room: number, isSmall?: boolean}} props
 */
export function PictureStage({ row, room, isSmall = false }) {
  if (row.picture) return html`<span class="stage"><${Pixels} source=${row.picture} alt="" room=${room} size=${sizeOf(row)} /></span>`;
  const why = row.state === "success" ? WORDS.noPicture : row.state === "error" && row.error ? cut(row.error, 90) : STATES[row.state];
  return html`<span class="stage bare" data-state=${row.state}><${Icon} name=${STATE_ICONS[row.state]} />${isSmall ? null : html`<span class="why">${why}</span>`}</span>`;
}

/**
 * Say how far a job is.
 * @param {{row: Row}} props
 */
export function StateBadge({ row }) {
  const text = row.state === "other" ? cut(row.status, 24) || WORDS.unknown : STATES[row.state];
  return html`<span class=${`badge ${TONES[row.state]}`}><${Icon} name=${STATE_ICONS[row.state]} />${text}</span>`;
}

/**
 * Return the size that a job asked for.
 * @param {Row} row
 */
export function sizeOf({ width, height }) {
  return width !== null && height !== null && width > 0 && height > 0 && width <= 4096 && height <= 4096 ? { width, height } : null;
}
