import { useMemo } from "preact/hooks";

import { useApp } from "../../app.js";
import { html } from "../../parts/html.js";
import { binsChart, daysChart, rateChart } from "./chart-options.js";
import { durationBins, perDay, successRate } from "./metrics.js";
import { Plot } from "./plot.js";
import { binWords, dayWords, rateWords, WORDS } from "./words.js";

/**
 * @import { JobList } from "./job-list.js"
 * @import { Bin, Day } from "./metrics.js"
 */

/**
 * Draw jobs by day, how long they took, and how many succeeded; the same as tables for who cannot see drawings.
 * @param {{list: JobList}} props
 */
export function JobCharts({ list }) {
  const { preferences } = useApp();
  const asTable = preferences.of("jobs:tables", false);
  const { value: index } = list.index;
  const days = useMemo(() => perDay(index?.rows ?? []), [index]);
  const bins = useMemo(() => durationBins(index?.rows ?? []), [index]);
  const charts = useMemo(() => [daysChart(days), binsChart(bins), rateChart(days)], [days, bins]);
  const tables = useMemo(() => [daysTable(days), binsTable(bins), ratesTable(days)], [days, bins]);
  if (days.length === 0 && bins.length === 0) return html`<p class="muted small">${WORDS.noTimes}</p>`;
  const rate = list.metrics.value ? successRate(list.metrics.value) : null;
  const parts = [
    { title: WORDS.perDay, legend: html`<${Legend} />` },
    { title: WORDS.durations, legend: null },
    { title: `${WORDS.rate} ${rateWords(rate)}`, legend: null },
  ];
  return html`${parts.map(({ title, legend }, at) => html`<figure class="chart" key=${at}>
      <figcaption class="small"><strong>${title}</strong>${legend}</figcaption>
      ${asTable.value ? html`<div class="as-table" tabindex="0" role="region" aria-label=${title}>${tables[at]}</div>` : html`<${Plot} chart=${charts[at]} /><div class="for-readers">${tables[at]}</div>`}
    </figure>`)}`;
}

function Legend() {
  return html`<span class="legend muted"><span class="mark good"></span>${WORDS.completed}<span class="mark bad"></span>${WORDS.failed}</span>`;
}

/** @param {Day[]} days */
function daysTable(days) {
  return table([WORDS.day, WORDS.completed, WORDS.failed], days.toReversed().map(({ day, completed, failed }) => [dayWords(day), completed, failed]));
}

/** @param {Bin[]} bins */
function binsTable(bins) {
  return table([WORDS.seconds, WORDS.jobs], bins.map((bin) => [binWords(bin), bin.count]));
}

/** @param {Day[]} days */
function ratesTable(days) {
  return table([WORDS.day, WORDS.rate], days.toReversed().map((day) => [dayWords(day.day), rateWords(successRate(day))]));
}

/**
 * @param {string[]} heads
 * @param {(string | number)[][]} rows
 */
function table(heads, rows) {
  return html`<table class="table small"><thead><tr>${heads.map((head, at) => html`<th scope="col" class=${at > 0 ? "number" : ""}>${head}</th>`)}</tr></thead>
    <tbody>${rows.slice(0, 400).map((cells) => html`<tr>${cells.map((cell, at) => html`<td class=${at > 0 ? "number" : ""}>${cell}</td>`)}</tr>`)}</tbody></table>`;
}
