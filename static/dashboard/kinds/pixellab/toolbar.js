import { useRef } from "preact/hooks";

import { useApp, useCommands } from "../../app.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Menu } from "../../parts/menu.js";
import { shownWords, SORT_WORDS, STATES, WORDS } from "./words.js";

/**
 * @import { JobActs } from "./job-acts.js"
 * @import { JobList } from "./job-list.js"
 * @import { State } from "./jobs.js"
 * @typedef {"gallery" | "list"} Look
 * @typedef {InputEvent & {currentTarget: HTMLInputElement}} Typing
 */

const ORDER = /** @type {State[]} */ (Object.keys(STATES));

/**
 * Search, filter, sort and act on the jobs.
 * @param {{list: JobList, acts: JobActs, look: import("@preact/signals").Signal<Look>}} props
 */
export function Toolbar({ list, acts, look }) {
  const search = useRef(/** @type {HTMLInputElement | null} */ (null));
  const file = useRef(/** @type {HTMLInputElement | null} */ (null));
  useJobCommands({ list, acts, look, toSearch: () => search.current?.focus(), toImport: () => file.current?.click() });
  const picked = async (/** @type {Event & {currentTarget: HTMLInputElement}} */ { currentTarget: input }) => {
    for (const one of input.files ?? []) await acts.import(one);
    input.value = "";
  };
  return html`<div class="toolbar">
    <label class="search"><${Icon} name="search" /><span class="for-readers">${WORDS.search}</span>
      <input class="input" type="search" ref=${search} placeholder=${WORDS.search} value=${list.q.value} onInput=${(/** @type {Typing} */ event) => list.search(event.currentTarget.value)} /></label>
    ${list.chosen.value.length > 0 ? html`<${Choice} list=${list} acts=${acts} />` : html`<${Filters} list=${list} />`}
    <${Sorting} list=${list} />
    <${Looks} look=${look} />
    <${Menu} label=${WORDS.more} items=${menuOf(list, acts, () => file.current?.click())} />
    <input type="file" hidden multiple accept=".json,application/json" aria-label=${WORDS.importJobs} ref=${file} onChange=${picked} />
    <p class="for-readers" role="status">${shownWords(list.count.value, list.index.value?.rows.length ?? list.total.value)}</p>
  </div>`;
}

/** @param {{list: JobList}} props */
function Sorting({ list }) {
  const choose = (/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => list.order(/** @type {any} */ (event.currentTarget.value));
  return html`<label class="sorting"><span class="for-readers">${WORDS.sort}</span>
    <select class="select" value=${list.sort.value} onChange=${choose}>${SORT_WORDS.map(([name, text]) => html`<option value=${name}>${text}</option>`)}</select></label>`;
}

/** @param {{look: import("@preact/signals").Signal<Look>}} props */
function Looks({ look }) {
  const looks = /** @type {[Look, string, string][]} */ ([["gallery", WORDS.gallery, "cards"], ["list", WORDS.list, "list"]]);
  return html`<div class="choice" role="group" aria-label=${WORDS.look}>${looks.map(([name, text, icon]) => html`
    <button type="button" class="button" aria-pressed=${look.value === name} aria-label=${text} title=${text} onClick=${() => (look.value = name)}><${Icon} name=${icon} /></button>`)}</div>`;
}

/** @param {{list: JobList}} props */
function Filters({ list }) {
  const { value: counts } = list.counts;
  const { value: chosen } = list.status;
  const states = ORDER.filter((state) => counts.has(state) || state === chosen);
  return html`<div class="filters" role="group" aria-label=${WORDS.status}>
    <${Filter} list=${list} state="" text=${WORDS.all} count=${list.total.value} />
    ${states.map((state) => html`<${Filter} key=${state} list=${list} state=${state} text=${STATES[state]} count=${counts.get(state) ?? 0} />`)}
  </div>`;
}

/** @param {{list: JobList, state: string, text: string, count: number}} props */
function Filter({ list, state, text, count }) {
  return html`<button type="button" class="button small" aria-pressed=${list.status.value === state} onClick=${() => list.filter(state)}>${text} <span class="count numbers">${count.toLocaleString("en")}</span></button>`;
}

/** @param {{list: JobList, acts: JobActs}} props */
function Choice({ list, acts }) {
  const { value: chosen } = list.chosen;
  return html`<div class="chosen" role="group" aria-label=${WORDS.chosen}><strong role="status">${chosen.length.toLocaleString("en")} chosen</strong>
    <button type="button" class="button small danger" onClick=${() => acts.remove(chosen)}><${Icon} name="bin" />${WORDS.remove}</button>
    ${chosen.length < list.count.value ? html`<button type="button" class="button small quiet" onClick=${() => list.pickAll()}>${WORDS.chooseAll}</button>` : null}
    <button type="button" class="button small quiet" onClick=${() => list.pickNone()}>${WORDS.chooseNone}</button>
  </div>`;
}

/**
 * @param {JobList} list
 * @param {JobActs} acts
 * @param {() => void} toImport
 */
function menuOf(list, acts, toImport) {
  return [
    { label: WORDS.exportJson, icon: "download", run: () => acts.export("json") },
    { label: WORDS.exportCsv, icon: "table", run: () => acts.export("csv") },
    { label: WORDS.exportXlsx, icon: "table", run: () => acts.export("xlsx") },
    { label: WORDS.importJobs, icon: "upload", run: toImport },
    { label: WORDS.chooseAll, icon: "check", run: () => list.pickAll() },
    { label: WORDS.clear, icon: "bin", danger: true, run: () => acts.clear() },
  ];
}

/** @param {{list: JobList, acts: JobActs, look: import("@preact/signals").Signal<Look>, toSearch: () => void, toImport: () => void}} tools */
function useJobCommands({ list, acts, look, toSearch, toImport }) {
  const { commands } = useApp();
  const group = WORDS.title;
  const others = menuOf(list, acts, toImport).map(({ label, run }, at) => ({ id: `jobs:${at}`, group, title: label, run }));
  useCommands([
    { id: "jobs:search", group, title: WORDS.search, keys: "/", run: toSearch },
    { id: "jobs:look", group, title: "Switch between gallery and list", keys: "v", run: () => (look.value = look.value === "list" ? "gallery" : "list") },
    { id: "jobs:none", group, title: WORDS.chooseNone, keys: "Escape", run: () => list.pickNone() },
    { id: "jobs:remove", group, title: "Remove the chosen jobs", keys: "Delete", run: () => acts.remove(list.chosen.value) },
    ...others,
  ], [list, acts, look, commands]);
}
