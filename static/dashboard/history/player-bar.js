import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { WORDS } from "./words.js";

/** @import { History } from "./history.js" */

/**
 * Shows how far playing is, and lets it be stopped.
 * @param {{history: History}} props
 */
export function PlayerBar({ history }) {
  const { player } = history;
  const { value } = player.state;
  if (!value) return null;
  const { place, of, isPaused } = value;
  const toggle = isPaused ? WORDS.resume : WORDS.pause;
  return html`<section class="player" aria-label=${WORDS.playLabel}>
    <button type="button" class="icon-button" aria-label=${toggle} title=${toggle} onClick=${() => player.toggle()}><${Icon} name=${isPaused ? "play" : "pause"} /></button>
    <button type="button" class="icon-button" aria-label=${WORDS.earlier} title=${WORDS.earlier} disabled=${place === 0} onClick=${() => player.step(-1)}><${Icon} name="back" /></button>
    <button type="button" class="icon-button" aria-label=${WORDS.later} title=${WORDS.later} disabled=${place === of - 1} onClick=${() => player.step(1)}><${Icon} name="arrow" /></button>
    <span class="small numbers nowrap">${WORDS.playing(place + 1, of)}</span>
    <progress class="grow" max=${of} value=${place + 1} aria-hidden="true"></progress>
    <button type="button" class="icon-button" aria-label=${WORDS.stop} title=${WORDS.stop} onClick=${() => player.stop()}><${Icon} name="close" /></button>
  </section>`;
}
