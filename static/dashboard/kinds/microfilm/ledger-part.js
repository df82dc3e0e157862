import { useState } from "preact/hooks";

import { Banner } from "../../parts/banner.js";
import { Empty } from "../../parts/empty.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { useFilm } from "./context.js";
import { entryOf } from "./sections.js";
import { linesFound } from "./tables.js";

/** @import { Line, Rule } from "./film-types.js" */

const STEP = 100;
const EXPORT = "/api/projects/film-ledger/export?format=";

/** Shows the ledger's lines about this order, the newest first, what number comes next, and whether the rules hold. */
export function LedgerPart() {
  const { words, register } = useFilm();
  const [wish, setWish] = useState({ roll: "", event: "", text: "" });
  const [most, setMost] = useState(STEP);
  const say = words.ledger;
  const lines = register.lines.value;
  const found = linesFound(lines, wish);
  return html`<section class="stack" aria-labelledby="film-ledger">
    <header class="row"><div class="grow"><h2 id="film-ledger">${say.title}</h2><p class="muted small">${say.about}</p></div><${Ways} /></header>
    <${NextNumbers} />
    ${lines.length === 0 ? html`<${Empty} icon="list" title=${say.none} />` : html`
      <${Filters} wish=${wish} change=${(/** @type {Partial<typeof wish>} */ changes) => (setWish({ ...wish, ...changes }), setMost(STEP))} count=${found.length} />
      <div class="card scroll-x" tabindex="0" role="group" aria-label=${say.title}><table class="table ledger-table" aria-label=${say.title}>
        <thead><tr><th class="number">${say.columns.seq}</th><th>${say.columns.at}</th><th>${say.columns.user}</th><th>${say.columns.event}</th><th class="number">${say.columns.roll}</th><th>${say.columns.number}</th><th>${say.columns.reason}</th></tr></thead>
        <tbody>${found.slice(0, most).map((line) => html`<${LineRow} key=${line.seq} line=${line} />`)}</tbody>
      </table>${found.length === 0 ? html`<p class="muted nothing">${say.noneFound}</p>` : null}</div>
      ${found.length > most ? html`<button type="button" class="button" onClick=${() => setMost(most + STEP)}>${say.more(found.length - most)}</button>` : null}`}
    <${Check} />
  </section>`;
}

function Ways() {
  const { words } = useFilm();
  const { ledger } = words;
  return html`<div class="row"><a class="button" href="#/p/film-ledger"><${Icon} name="list" />${ledger.whole}</a>
    <a class="button" href=${`${EXPORT}csv&collection=entries`} download><${Icon} name="download" />${ledger.csv}</a>
    <a class="button" href=${`${EXPORT}xlsx`} download><${Icon} name="download" />${ledger.xlsx}</a></div>`;
}

function NextNumbers() {
  const { words, register, ask } = useFilm();
  const next = Object.entries(register.next.value);
  if (next.length === 0) return null;
  return html`<div class="row next-numbers"><strong class="small">${words.ledger.next}</strong>
    ${next.map(([location, number]) => html`<span class="small"><span class="muted">${entryOf(words.ledger.locations, location) ?? location}</span> <span class="mono">${number ?? words.ledger.exhausted}</span></span>`)}
    ${register.order.value ? html`<button type="button" class="button small quiet" onClick=${() => ask({ act: "next" })}>${words.acts.next.short}…</button>` : null}</div>`;
}

/** @param {{wish: {roll: string, event: string, text: string}, change: (changes: Partial<{roll: string, event: string, text: string}>) => void, count: number}} props */
function Filters({ wish, change, count }) {
  const { words, register } = useFilm();
  const say = words.ledger;
  const lines = register.lines.value;
  const rolls = [...new Set(lines.map(({ roll }) => roll).filter((roll) => roll !== undefined))].toSorted((one, other) => one - other).map(String);
  const events = [...new Set(lines.map(({ event }) => event))];
  return html`<div class="row table-tools">
    <label class="search"><${Icon} name="search" /><span class="for-readers">${say.search}</span>
      <input class="input" type="search" placeholder=${words.table.placeholder} value=${wish.text} onInput=${(/** @type {InputEvent & {currentTarget: HTMLInputElement}} */ event) => change({ text: event.currentTarget.value })} /></label>
    <${Choice} label=${say.roll} value=${wish.roll} options=${rolls.map((roll) => [roll, roll])} choose=${(/** @type {string} */ roll) => change({ roll })} />
    <${Choice} label=${say.event} value=${wish.event} options=${events.map((event) => [event, entryOf(say.events, event) ?? event])} choose=${(/** @type {string} */ event) => change({ event })} />
    <span class="small muted" role="status">${say.lines(count)}</span>
  </div>`;
}

/** @param {{label: string, value: string, options: [string, string][], choose: (value: string) => void}} props */
function Choice({ label, value, options, choose }) {
  const { words } = useFilm();
  return html`<label class="row small">${label}<select class="select" value=${value} onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => choose(event.currentTarget.value)}>
    <option value="">${words.ledger.all}</option>${options.map(([name, text]) => html`<option value=${name}>${text}</option>`)}
  </select></label>`;
}

/** @param {{line: Line}} props */
function LineRow({ line }) {
  const { words } = useFilm();
  const say = words.ledger;
  const skipped = line.event === "skipped" ? `${line.location ?? ""} ${line.first ?? ""}–${line.last ?? ""}` : "";
  const more = [
    line.attempt ? say.attempt(line.attempt) : "", line.temp_roll ?? "", line.makes ? say.made(line.makes.id) : "",
    Array.isArray(line.rolls) ? say.plan(line.rolls.length) : "", line.number ? "" : (line.given ?? ""), skipped,
  ].filter(Boolean);
  return html`<tr data-event=${line.event}><td class="number muted">${line.seq}</td><td class="nowrap"><time datetime=${line.at}>${words.moment(line.at)}</time></td><td>${line.user}</td>
    <td><strong>${entryOf(say.events, line.event) ?? line.event}</strong>${more.length > 0 ? html` <span class="small muted">${more.join(" · ")}</span>` : null}</td>
    <td class="number">${line.roll ?? ""}</td><td class="mono">${line.number ?? ""}</td><td class="remark">${entryOf(say.reasons, line.reason) ?? line.reason ?? ""}</td></tr>`;
}

function Check() {
  const { words, register } = useFilm();
  const say = words.check;
  const rules = register.rules.value;
  const broken = rules?.rules.filter(({ holds }) => !holds).length ?? 0;
  return html`<section class="card panel stack check-rules" aria-labelledby="film-check">
    <header class="row"><div class="grow"><h2 id="film-check">${say.title}</h2><p class="muted small">${say.about}</p></div>
      <button type="button" class="button" disabled=${register.isChecking.value} onClick=${() => register.check()}><${Icon} name="check" />${register.isChecking.value ? say.running : say.run}</button></header>
    ${rules ? html`<${Banner} tone=${rules.holds ? "good" : "bad"} title=${rules.holds ? say.holds : say.breach(broken)} />` : null}
    <ol class="stack">${[1, 2, 3, 4, 5, 6, 7].map((rule) => html`<${RuleRow} number=${rule} rule=${rules?.rules.find((found) => found.rule === rule) ?? null} />`)}</ol>
  </section>`;
}

/** @param {{number: number, rule: Rule | null}} props */
function RuleRow({ number, rule }) {
  const { words } = useFilm();
  const say = words.check;
  return html`<li class="rule" data-holds=${rule ? rule.holds : "unknown"}><span class="muted numbers">${number}</span><span class="grow">${say.rules[number]}
      ${rule?.breaches.map(({ where, text }) => html`<span class="small breach" lang="en"><code>${where}</code> ${text}</span>`)}</span>
    ${rule ? html`<span class=${`badge ${rule.holds ? "good" : "bad"}`}>${rule.holds ? say.good : say.bad}</span>` : null}</li>`;
}
