import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { focusPlace } from "./moving.js";
import { SORTS, STATES, WORDS } from "./words.js";

/** @import { HomeState } from "./home.js" */

/** @typedef {Event & {currentTarget: HTMLSelectElement}} Chosen */

/**
 * What of the list is shown, and how. All of it stands in the address.
 * @param {{home: HomeState}} props
 */
export function Tools({ home }) {
  const { listing, router } = useApp();
  const { q, kind, state, sort, order } = listing.wish.value;
  const kinds = listing.kinds.value.map(({ name, title }) => ({ value: name, title }));
  const states = Object.entries(STATES).map(([value, { title }]) => ({ value, title }));
  const type = (/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => router.refine({ q: event.currentTarget.value });
  const sortTo = (/** @type {string} */ value) => {
    const [by = "", to = ""] = value.split(" ");
    home.sortBy({ sort: by, order: to === "asc" ? "asc" : "desc" });
  };
  return html`<div class="home-tools" role="search" aria-label="Projects">
    <label class="search"><${Icon} name="search" /><span class="for-readers">${WORDS.search}</span>
      <input id="find-project" class="input" type="search" autocomplete="off" spellcheck="false" placeholder=${WORDS.search} value=${q} aria-keyshortcuts="/"
        onInput=${type} onKeyDown=${intoList} />
      <kbd class="wide-only" aria-hidden="true">/</kbd>
    </label>
    <${Choice} label="Kind" value=${kind} otherwise=${WORDS.anyKind} options=${kinds} choose=${(/** @type {string} */ value) => router.refine({ kind: value })} />
    <${Choice} label="State" value=${state} otherwise=${WORDS.anyState} options=${states} choose=${(/** @type {string} */ value) => router.refine({ state: value })} />
    <${Choice} label="Sort" value=${`${sort} ${order}`} options=${SORTS} choose=${sortTo} />
    <div class="choice" role="group" aria-label="View">
      <${View} home=${home} view="cards" /><${View} home=${home} view="table" />
    </div>
  </div>`;
}

/** @param {{home: HomeState, view: "cards" | "table"}} props */
function View({ home, view }) {
  const choose = () => (home.view.value = view);
  return html`<button type="button" class="button" aria-pressed=${home.view.value === view} aria-label=${WORDS[view]} title=${WORDS[view]} onClick=${choose}><${Icon} name=${view} /></button>`;
}

/** @param {{label: string, value: string, options: readonly {value: string, title: string}[], otherwise?: string, choose: (value: string) => void}} props */
function Choice({ label, value, options, otherwise, choose }) {
  const isOther = value !== "" && !options.some((option) => option.value === value);
  return html`<select class="select" aria-label=${label} value=${value} data-set=${otherwise !== undefined && value !== ""} onChange=${(/** @type {Chosen} */ event) => choose(event.currentTarget.value)}>
    ${otherwise === undefined ? null : html`<option value="">${otherwise}</option>`}
    ${options.map((option) => html`<option key=${option.value} value=${option.value}>${option.title}</option>`)}
    ${isOther ? html`<option value=${value}>${value}</option>` : null}
  </select>`;
}

/**
 * Go down into the list; Enter opens the first project that was found.
 * @param {KeyboardEvent} event
 */
function intoList(event) {
  const wantsFirst = event.key === "Enter" && /** @type {HTMLInputElement} */ (event.currentTarget).value !== "";
  if (event.key !== "ArrowDown" && !wantsFirst) return;
  event.preventDefault();
  if (focusPlace(0) && wantsFirst) /** @type {HTMLElement} */ (document.activeElement).click();
}
