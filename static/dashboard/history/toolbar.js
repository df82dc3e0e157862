import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { SHOWS } from "./timeline.js";
import { WORDS } from "./words.js";

/**
 * @import { History } from "./history.js"
 * @import { Show } from "./timeline.js"
 */

/** @typedef {Event & {currentTarget: HTMLInputElement & HTMLSelectElement}} Input */

/**
 * Narrow the timeline, and play it.
 * @param {{history: History}} props
 */
export function Toolbar({ history }) {
  const versions = history.versions.value;
  const show = history.show.value;
  const offered = SHOWS.map(({ name, title, fits }) => ({ name, title, count: versions.filter(fits).length })).filter(({ name, count }) => count > 0 || name === show || name === "all");
  return html`<div class="tools">
    <div class="row">
      <label class="search"><${Icon} name="search" /><span class="for-readers">${WORDS.search}</span>
        <input class="input" type="search" placeholder=${WORDS.searchHint} value=${history.q.value} onInput=${(/** @type {Input} */ event) => history.want({ q: event.currentTarget.value })} /></label>
      <button type="button" class="button" aria-label=${WORDS.playLabel} title=${WORDS.playLabel} disabled=${versions.length < 2} onClick=${() => history.play()}><${Icon} name="play" />${WORDS.play}</button>
    </div>
    <div class="row">
      <select class="select" aria-label=${WORDS.show} value=${show} onChange=${(/** @type {Input} */ event) => history.want({ show: /** @type {Show} */ (event.currentTarget.value) })}>
        ${offered.map(({ name, title, count }) => html`<option value=${name}>${title} (${count.toLocaleString("en")})</option>`)}
      </select>
      ${show === "all" ? html`<label class="check"><input type="checkbox" checked=${history.hidesSaves.value} onChange=${(/** @type {Input} */ event) => (history.hidesSaves.value = event.currentTarget.checked)} />${WORDS.hideSaves}</label>` : null}
    </div>
  </div>`;
}
