import { useCallback, useEffect, useMemo } from "preact/hooks";

import { useApp } from "../app.js";
import { Empty } from "../parts/empty.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { useMedia } from "../parts/media.js";
import { Time } from "../parts/time.js";
import { VirtualList } from "../parts/virtual-list.js";
import { focusPlace, moveByKeys } from "./moving.js";
import { ProjectCard } from "./project-card.js";
import { ProjectRow } from "./project-row.js";
import { sortedBy } from "./wish.js";
import { COLUMNS, WORDS } from "./words.js";

/**
 * @import { ProjectRow as Row } from "../server-types.js"
 * @import { HomeState } from "./home.js"
 */

const SKIPPABLE = 12;
const CARDS = { wide: { height: 250, columnWidth: 272, gap: 16 }, narrow: { height: 112, columnWidth: 0, gap: 10 } };
const ROWS = { wide: 56, narrow: 64 };

/**
 * Show the projects as cards or as a table, however many there are.
 * @param {{home: HomeState}} props
 */
export function ProjectList({ home }) {
  const { listing, router } = useApp();
  const isNarrow = useMedia("(max-width: 42rem)");
  const isFresh = listing.isFresh.value;
  const count = listing.total.value;
  const isTable = home.view.value === "table";
  const reach = useCallback((/** @type {number} */ first, /** @type {number} */ last) => listing.reach(first, last), [listing]);
  const render = useCallback((/** @type {number} */ place) => html`<${Place} place=${place} home=${home} isTable=${isTable} />`, [home, isTable]);
  useFocus(home);
  const size = isNarrow ? CARDS.narrow : CARDS.wide;
  if (count === 0 && !isFresh) return html`<${Waiting} />`;
  if (count === 0) {
    const all = () => router.refine({ q: null, kind: null, state: null });
    return html`<${Empty} icon="search" title=${WORDS.noMatch}><p>${WORDS.noMatchHelp}</p>
      <button type="button" class="button" onClick=${all}>${WORDS.showAll}</button><//>`;
  }
  return html`<section class="project-list" aria-busy=${!isFresh} onKeyDown=${(/** @type {KeyboardEvent} */ event) => keys(event, home, count)}>
    <h2 class="for-readers">${WORDS.list}</h2>
    ${count > SKIPPABLE ? html`<a class="skip-list" href="#server-line" onClick=${skip}>${WORDS.skip}</a>` : null}
    <${Age} />
    ${isTable
      ? html`<div class="project-table card" role="table" aria-label=${WORDS.list} aria-rowcount=${count + 1}>
          <${Heads} home=${home} />
          <${VirtualList} key="table" label=${WORDS.list} role="rowgroup" count=${count} height=${isNarrow ? ROWS.narrow : ROWS.wide} render=${render} reach=${reach} />
        </div>`
      : html`<${VirtualList} key=${`cards ${isNarrow}`} label=${WORDS.list} count=${count} ...${size} render=${render} reach=${reach} />`}
  </section>`;
}

/**
 * Keep the keyboard where it is when the project that had the focus is gone.
 * @param {HomeState} home
 */
function useFocus(home) {
  const { listing } = home.app;
  const rows = listing.rows.value;
  useEffect(() => {
    const { leaving } = home;
    if (leaving === null || rows.get(leaving.place)?.id === leaving.id) return;
    if (document.activeElement === document.body) focusPlace(Math.min(leaving.place, listing.total.peek() - 1));
    home.leaving = null;
  }, [rows]);
}

/** @param {{place: number, home: HomeState, isTable: boolean}} props */
function Place({ place, home, isTable }) {
  const { listing } = useApp();
  const row = listing.rows.value.get(place);
  const { q } = listing.wish.value;
  const kind = listing.kinds.value.find(({ name }) => name === row?.kind)?.title ?? row?.kind ?? "";
  // The same result as before spares the browser to look at what it holds.
  return useMemo(() => {
    if (!row) return html`<div class=${isTable ? "project-row waiting" : "project-card card waiting"} aria-hidden="true"></div>`;
    const View = isTable ? ProjectRow : ProjectCard;
    return html`<${View} key=${row.id} row=${row} place=${place} home=${home} kind=${kind} q=${q} />`;
  }, [row, place, isTable, kind, q]);
}

/** Nothing is known of the list yet. */
function Waiting() {
  const { connection } = useApp();
  if (connection.standing.value !== "away") return html`<div class="project-list progress" aria-busy="true" role="progressbar" aria-label="Loading the list"><span></span></div>`;
  return html`<${Empty} icon="cloudOff" title="The server is away, and this browser knows no list yet">
    <p>Start it with <code>holdfast serve</code>. The page goes on by itself when it answers.</p>
  <//>`;
}

/** @param {{home: HomeState}} props */
function Heads({ home }) {
  const { listing } = useApp();
  const { sort, order } = listing.wish.value;
  return html`<div role="rowgroup"><div class="project-row heads" role="row" aria-rowindex="1">
    ${COLUMNS.map(({ name, title, sort: by }) => html`<div class=${name} role="columnheader" aria-sort=${by !== "" && by === sort ? `${order}ending` : undefined}>
      ${by === "" ? title : html`<button type="button" onClick=${() => home.sortBy(sortedBy({ sort, order }, by))}>${title}${by === sort ? html`<${Icon} name=${order === "asc" ? "up" : "down"} />` : null}</button>`}
    </div>`)}
    <div class="acts" role="columnheader"><span class="for-readers">Actions</span></div>
  </div></div>`;
}

/** Says how old the list is while the server does not answer. */
function Age() {
  const { listing, connection } = useApp();
  if (connection.standing.value !== "away") return null;
  return html`<p class="list-age small muted" role="status">${WORDS.away}${listing.cached.value.at ? html` (<${Time} at=${listing.cached.value.at} />)` : null}.</p>`;
}

/**
 * @param {KeyboardEvent} event
 * @param {HomeState} home
 * @param {number} count
 */
function keys(event, home, count) {
  moveByKeys(event, count);
  const link = /** @type {HTMLElement} */ (event.target).closest("a[data-place]");
  if (event.key !== "Delete" || !(link instanceof HTMLElement)) return;
  /** @type {Row | undefined} */
  const row = home.app.listing.rows.peek().get(Number(link.dataset["place"]));
  if (row) home.remove(row);
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault();
  /** @type {HTMLElement | null} */ (document.querySelector("#server-line"))?.focus();
}
