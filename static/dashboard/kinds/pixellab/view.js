import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { useApp } from "../../app.js";
import { Banner } from "../../parts/banner.js";
import { Empty } from "../../parts/empty.js";
import { html } from "../../parts/html.js";
import { VirtualList } from "../../parts/virtual-list.js";
import { offerConsoleNames } from "./console-names.js";
import { cut } from "./details.js";
import { Figures } from "./figures.js";
import { JobActs } from "./job-acts.js";
import { JobDetail } from "./job-detail.js";
import { JobList } from "./job-list.js";
import { JobRow, JobTile } from "./job-tile.js";
import { Toolbar } from "./toolbar.js";
import { WORDS } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Look } from "./toolbar.js"
 */

const TILE = { height: 236, columnWidth: 168, gap: 12 };
const ROW = { height: 60 };

/**
 * Show the jobs of a pixel-art generator; before the document is there, what they looked like last.
 * @param {{project: OpenProject, children?: any}} props `children` is shown where nothing is known
 */
export function PixellabView({ project, children }) {
  const { router, preferences, toasts, connection } = useApp();
  const look = preferences.of("jobs:look", /** @type {Look} */ ("gallery"));
  const list = useMemo(() => new JobList(project, router, preferences.storage), [project]);
  const acts = useMemo(() => new JobActs(project, toasts), [project]);
  useEffect(() => list.start(), [list]);
  useEffect(() => offerConsoleNames(globalThis, { project, list, acts }), [list, acts]);
  const { value: metrics } = list.metrics;
  if (!metrics) return children ?? null;
  return html`<section class="pixellab" aria-busy=${list.index.value === null}>
    <h2 class="for-readers">${WORDS.title}</h2>
    ${list.index.value === null && connection.standing.value === "away" ? html`<${Banner} tone="note" name="sketch" icon="cloudOff" title=${WORDS.sketched}>${WORDS.sketchedHint}<//>` : null}
    <${Figures} list=${list} metrics=${metrics} />
    ${metrics.total === 0 ? html`<${NoJobs} acts=${acts} />` : html`
      <${Toolbar} list=${list} acts=${acts} look=${look} />
      <${Unknown} list=${list} />
      <${Jobs} list=${list} look=${look.value} />`}
    ${list.opened.value ? html`<${JobDetail} list=${list} acts=${acts} row=${list.opened.value} />` : null}
  </section>`;
}

export { PixellabView as Sketch };

/** @param {{list: JobList, look: Look}} props */
function Jobs({ list, look }) {
  const { value: rows } = list.rows;
  const { value: count } = list.count;
  const { value: picked } = list.picked;
  const place = useFirstInSight(JSON.stringify(list.wish));
  if (count === 0 && list.index.value) {
    return html`<${Empty} icon="search" title=${WORDS.nothingFound}><button type="button" class="button" onClick=${() => list.showAll()}>${WORDS.showAll}</button><//>`;
  }
  const One = look === "list" ? JobRow : JobTile;
  const render = (/** @type {number} */ place) => {
    const row = rows[place] ?? null;
    return html`<${One} row=${row} list=${list} isChosen=${row !== null && picked.has(row.key)} />`;
  };
  return html`<div class=${look} ref=${place} data-choosing=${list.chosen.value.length > 0}>
    ${look === "list" ? html`<p class="heads small muted" aria-hidden="true"><span></span><span></span><span>${WORDS.prompt}</span><span>${WORDS.status}</span><span>${WORDS.size}</span><span>${WORDS.duration}</span><span>${WORDS.created}</span></p>` : null}
    <${VirtualList} key=${look} ...${look === "list" ? ROW : TILE} count=${count} label=${WORDS.title} render=${render} />
  </div>`;
}

/**
 * Go to the first of the jobs when others are shown, where they begin above what can be seen.
 * @param {string} wish
 */
function useFirstInSight(wish) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef(wish);
  useLayoutEffect(() => {
    const isAbove = (place.current?.getBoundingClientRect().top ?? 0) < 0;
    if (before.current !== wish && isAbove) place.current?.scrollIntoView({ block: "start" });
    before.current = wish;
  }, [wish]);
  return place;
}

/** @param {{list: JobList}} props */
function Unknown({ list }) {
  if (list.openKey === "" || !list.index.value || list.opened.value) return null;
  const actions = html`<button type="button" class="button" onClick=${() => list.close()}>${WORDS.close}</button>`;
  return html`<${Banner} tone="note" name="no-such-job" title=${`There is no job ${cut(list.openKey, 60)} here`} actions=${actions}>It was removed, or is of another history.<//>`;
}

/** @param {{acts: JobActs}} props */
function NoJobs({ acts }) {
  const picked = (/** @type {Event & {currentTarget: HTMLInputElement}} */ { currentTarget: { files } }) => files?.[0] && acts.import(files[0]);
  return html`<${Empty} icon="image" title=${WORDS.noJobs}>
    <p>${WORDS.noJobsHint}</p>
    <label class="button">${WORDS.importJobs}<input class="for-readers" type="file" accept=".json,application/json" onChange=${picked} /></label>
  <//>`;
}
