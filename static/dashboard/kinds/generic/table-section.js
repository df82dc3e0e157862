import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { toItem } from "./changing.js";
import { Rows } from "./choosing.js";
import { columnsOf } from "./reading.js";
import { moveInTable, Row } from "./table-row.js";
import { columnWords, rangeWords, WORDS } from "./words.js";

/**
 * @import { Editing } from "./editing.js"
 * @import { Step } from "./changing.js"
 * @import { Sort } from "./choosing.js"
 * @import { Column } from "./reading.js"
 */

const PAGE = 50;
const FEW_COLUMNS = 10;
const MOST_COLUMNS = 60;
const SEARCHED_FROM = 8;

/**
 * Show a list of objects as a table: searched, sorted, page by page, its scalars edited in place.
 * @param {{editing: Editing, steps: Step[], rows: any[], wanted: number, isNewestFirst: boolean, title: any, menu: any}} props
 *   `wanted` is the row to which the address leads, or -1; `title` and `menu` stand in the line of the tools
 */
export function TableSection({ editing, steps, rows, wanted, isNewestFirst, title, menu }) {
  const revision = editing.project.revision.value;
  const columns = useMemo(() => columnsOf(rows), [rows, revision]);
  const index = useMemo(() => new Rows(rows), [rows, revision]);
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState(/** @type {Sort | null} */ (null));
  const [isWide, setWide] = useState(false);
  const [page, setPage] = useState(0);
  const added = useRef(-1);
  const body = useRef(/** @type {HTMLElement | null} */ (null));
  const places = useMemo(() => {
    const found = index.places(search, sort);
    return isNewestFirst && !sort ? found.toReversed() : found;
  }, [index, search, sort]);
  const pages = Math.max(1, Math.ceil(places.length / PAGE));
  const at = Math.min(page, pages - 1);
  useEffect(() => {
    const place = wanted < 0 ? -1 : places.indexOf(wanted);
    if (place >= 0) setPage(Math.floor(place / PAGE));
  }, [wanted, places.length]);
  const shown = isWide ? columns.slice(0, MOST_COLUMNS) : columns.slice(0, FEW_COLUMNS);
  const add = () => {
    setSearch("");
    setSort(null);
    const place = editing.addRow(steps);
    setPage(Math.floor(place / PAGE));
    added.current = place;
  };
  useLayoutEffect(() => {
    if (added.current >= 0 && focusRow(body.current, added.current)) added.current = -1;
  });
  return html`<div class="rows">
    <div class="bar">${title}<${Tools} rows=${rows} columns=${columns} shown=${shown} search=${search} setSearch=${(/** @type {string} */ text) => (setSearch(text), setPage(0))} isWide=${isWide} setWide=${setWide} add=${editing.isReadOnly ? null : add} name=${String(steps.at(-1))} />${menu}</div>
    <div class="scroll-x"><table class="table" onKeyDown=${moveInTable}>
      <thead><tr><th scope="col" class="number">#</th>${shown.map((column) => html`<${Head} key=${column.name} column=${column} sort=${sort} setSort=${(/** @type {Sort | null} */ next) => (setSort(next), setPage(0))} />`)}${editing.isReadOnly ? null : html`<th scope="col"><span class="for-readers">${WORDS.actions}</span></th>`}</tr></thead>
      <tbody ref=${body}>${places.slice(at * PAGE, (at + 1) * PAGE).map((place) => html`<${Row} key=${keyOf(rows[place], place)} editing=${editing} list=${steps} place=${place} row=${rows[place]} count=${rows.length} columns=${shown} isAt=${place === wanted} isSorted=${sort !== null || search !== ""} />`)}</tbody>
    </table></div>
    ${places.length === 0 ? html`<p class="muted small none">${rows.length === 0 ? WORDS.noItems : WORDS.noRows}</p>` : null}
    ${pages > 1 ? html`<${Pager} at=${at} pages=${pages} total=${places.length} go=${setPage} />` : null}
  </div>`;
}

/**
 * @param {{
 *   rows: any[], columns: Column[], shown: Column[], search: string, setSearch: (text: string) => void, isWide: boolean,
 *   setWide: (isWide: boolean) => void, add: (() => void) | null, name: string,
 * }} props
 */
function Tools({ rows, columns, shown, search, setSearch, isWide, setWide, add, name }) {
  const hidden = columns.length - shown.length;
  return html`
    ${rows.length >= SEARCHED_FROM || search ? html`<label class="search"><${Icon} name="search" /><span class="for-readers">${WORDS.search} ${name}</span>
      <input class="input" type="search" placeholder=${`${WORDS.search} ${name}`} value=${search} onInput=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => setSearch(event.currentTarget.value)} /></label>` : null}
    ${hidden > 0 || isWide ? html`<button type="button" class="button small" aria-pressed=${isWide} onClick=${() => setWide(!isWide)}>${isWide ? WORDS.fewer : columnWords(hidden)}</button>` : null}
    <span class="grow"></span>
    ${add ? html`<button type="button" class="button small" onClick=${add}><${Icon} name="add" />${WORDS.addRow}</button>` : null}`;
}

/** @param {{column: Column, sort: Sort | null, setSort: (sort: Sort | null) => void}} props */
function Head({ column, sort, setSort }) {
  const { name, type, width } = column;
  const isSorted = sort?.column === name;
  const next = !isSorted ? { column: name, isDown: false } : sort.isDown ? null : { column: name, isDown: true };
  return html`<th scope="col" class=${type === "number" ? "number" : ""} style=${{ minWidth: `${Math.min(30, width + 3)}ch` }} aria-sort=${isSorted ? (sort.isDown ? "descending" : "ascending") : undefined}>
    <button type="button" class="head" onClick=${() => setSort(next)}>${name.slice(0, 60)}${isSorted ? html`<${Icon} name=${sort.isDown ? "down" : "up"} />` : null}</button>
  </th>`;
}

/** @param {{at: number, pages: number, total: number, go: (page: number) => void}} props */
function Pager({ at, pages, total, go }) {
  const button = (/** @type {string} */ label, /** @type {number} */ to, /** @type {boolean} */ isOff) => html`<button type="button" class="button small" disabled=${isOff} onClick=${() => go(to)}>${label}</button>`;
  return html`<nav class="pager row" aria-label="Pages">
    ${button(WORDS.first, 0, at === 0)}${button(WORDS.previous, at - 1, at === 0)}
    <span class="muted small numbers" aria-live="polite">${rangeWords(at * PAGE + 1, Math.min(total, (at + 1) * PAGE), total)}</span>
    ${button(WORDS.next, at + 1, at >= pages - 1)}${button(WORDS.last, pages - 1, at >= pages - 1)}
  </nav>`;
}

/**
 * Rows keep their fields when rows before them come or go, if they have ids.
 * @param {any} row
 * @param {number} place
 */
function keyOf(row, place) {
  const step = /** @type {{index: number, id?: unknown}} */ (toItem([], place, row)[0]);
  return typeof step.id === "string" || typeof step.id === "number" ? `${step.id}/${typeof step.id}` : `#${place}`;
}

/**
 * Put the cursor into the first field of a row, behind its id.
 * @param {HTMLElement | null} body
 * @param {number} place
 * @returns {boolean} whether the row is there
 */
function focusRow(body, place) {
  const row = body?.querySelector(`tr[data-row="${place}"]`);
  const field = /** @type {HTMLInputElement | null} */ (row?.querySelector("td:not([data-column='id']) input") ?? row?.querySelector("input"));
  row?.scrollIntoView({ block: "nearest" });
  field?.focus();
  return row !== null && row !== undefined;
}
