import { useEffect, useMemo } from "preact/hooks";

import { Banner } from "../../parts/banner.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { useFilm } from "./context.js";
import { Rows } from "./rows.js";
import { cellText, COLUMNS, nextSort, pageOf, sortOf } from "./tables.js";
import { problemText } from "./words.js";

/** @import { Column } from "./tables.js" */

/**
 * Show the rows of a collection of the order, with search, order and pages.
 * @param {{collection: string, label: string, filter?: Record<string, string | number>, without?: string[]}} props
 *   `filter` is what all rows have in common, `without` names columns that would say the same in each
 */
export function DataTable({ collection, label, filter = {}, without = [] }) {
  const { register, words } = useFilm();
  const rows = useMemo(() => new Rows(register, collection, filter), [register, collection, JSON.stringify(filter)]);
  const turn = register.turn.value;
  useEffect(() => void rows.load(), [rows, turn]);
  const columns = (COLUMNS[collection] ?? []).filter(({ field }) => !without.includes(field));
  const typed = (/** @type {InputEvent & {currentTarget: HTMLInputElement}} */ event) => rows.search(event.currentTarget.value);
  return html`<div class="stack">
    <div class="row table-tools">
      <label class="search"><${Icon} name="search" /><span class="for-readers">${words.table.search(label)}</span>
        <input class="input" type="search" placeholder=${words.table.placeholder} value=${rows.q.value} onInput=${typed} /></label>
      <${Pages} rows=${rows} />
    </div>
    ${rows.problem.value ? html`<${Banner} tone="warn" title=${problemText(words, rows.problem.value)} />` : null}
    <div class="card scroll-x"><table class="table" aria-label=${label}>
      <thead><tr>${columns.map((column) => html`<${Head} column=${column} rows=${rows} />`)}</tr></thead>
      <tbody>${(rows.items.value ?? []).map((item, place) => html`<tr key=${place}>${columns.map((column) => html`<${Cell} column=${column} value=${valueOf(item, column.field)} />`)}</tr>`)}</tbody>
    </table>
    ${rows.items.value?.length === 0 ? html`<p class="muted nothing">${rows.q.value.trim() === "" ? words.table.empty : words.table.nothing}</p>` : null}
    </div>
  </div>`;
}

/** @param {{rows: Rows}} props */
function Pages({ rows }) {
  const { words } = useFilm();
  const { first, last, hasBefore, hasMore } = pageOf(rows.offset.value, rows.total.value);
  return html`<div class="row pages">
    <span class="small muted" role="status">${rows.items.value === null ? "" : words.table.page(first, last, rows.total.value)}</span>
    <button type="button" class="icon-button" aria-label=${words.table.before} title=${words.table.before} disabled=${!hasBefore} onClick=${() => rows.turnPage(-1)}><${Icon} name="back" /></button>
    <button type="button" class="icon-button" aria-label=${words.table.after} title=${words.table.after} disabled=${!hasMore} onClick=${() => rows.turnPage(1)}><${Icon} name="arrow" /></button>
  </div>`;
}

/** @param {{column: Column, rows: Rows}} props */
function Head({ column, rows }) {
  const { words } = useFilm();
  const sorted = sortOf(rows.sort.value, column.field);
  const mark = { ascending: "▲", descending: "▼", none: "" }[sorted];
  return html`<th class=${classOf(column)} aria-sort=${sorted}><button type="button" onClick=${() => rows.sortBy(nextSort(rows.sort.value, column.field))}>${words.table.columns[column.title]}<span aria-hidden="true">${mark}</span></button></th>`;
}

/** @param {{column: Column, value: unknown}} props */
function Cell({ column, value }) {
  const { words } = useFilm();
  const text = cellText(value, column.kind, { yes: words.yes, no: words.no, number: words.number, state: words.table.state });
  return html`<td class=${classOf(column)}>${text}</td>`;
}

/** @param {Column} column */
function classOf({ kind, isMinor }) {
  const side = kind === "number" || kind === "range" ? "number" : kind === "code" ? "mono" : kind;
  return isMinor ? `${side} minor` : side;
}

/**
 * @param {Record<string, unknown>} item
 * @param {string} field
 */
function valueOf(item, field) {
  return Object.hasOwn(item, field) ? item[field] : null;
}
