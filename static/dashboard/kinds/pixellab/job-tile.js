import { html } from "../../parts/html.js";
import { Time } from "../../parts/time.js";
import { cut } from "./details.js";
import { PictureStage, StateBadge } from "./picture-stage.js";
import { durationWords, pixelWords, WORDS } from "./words.js";

/**
 * @import { JobList } from "./job-list.js"
 * @import { Row } from "./jobs.js"
 * @typedef {{row: Row | null, list: JobList, isChosen: boolean}} Props `row` is null where only a sketch is known
 */

const LONGEST = 240;
const TILE_ROOM = 128;
const ROW_ROOM = 48;

/**
 * Show a job as a picture with its prompt.
 * @param {Props} props
 */
export function JobTile({ row, list, isChosen }) {
  if (!row) return html`<div class="tile card waiting"></div>`;
  return html`<article class="tile card" data-chosen=${isChosen}>
    <${Pick} row=${row} list=${list} isChosen=${isChosen} />
    <${OpenLink} row=${row} list=${list}>
      <${PictureStage} row=${row} room=${TILE_ROOM} />
      <span class="prompt">${promptOf(row)}</span>
    <//>
    <p class="meta"><${StateBadge} row=${row} /><span class="numbers cut">${[row.direction, durationWords(row.duration)].filter((text) => text && text !== "–").join(" · ")}</span></p>
  </article>`;
}

/**
 * Show a job on one line.
 * @param {Props} props
 */
export function JobRow({ row, list, isChosen }) {
  if (!row) return html`<div class="line waiting"></div>`;
  return html`<article class="line" data-chosen=${isChosen}>
    <${Pick} row=${row} list=${list} isChosen=${isChosen} />
    <${PictureStage} row=${row} room=${ROW_ROOM} isSmall />
    <${OpenLink} row=${row} list=${list}><span class="prompt">${promptOf(row)}</span><span class="id muted small cut">${cut(row.id || row.key, 60)}${row.direction ? ` · ${cut(row.direction, 30)}` : ""}</span><//>
    <span class="state"><${StateBadge} row=${row} /></span>
    <span class="size numbers">${pixelWords(row)}</span>
    <span class="took numbers">${durationWords(row.duration)}</span>
    <span class="created small muted">${row.createdAt === null ? "–" : html`<${Time} at=${new Date(row.createdAt).toISOString()} />`}</span>
  </article>`;
}

/** @param {Props & {row: Row}} props */
function Pick({ row, list, isChosen }) {
  const pick = (/** @type {MouseEvent} */ event) => list.pick(row.key, { range: event.shiftKey });
  return html`<label class="pick"><input type="checkbox" checked=${isChosen} aria-label=${`Choose ${nameOf(row)}`} onClick=${pick} /></label>`;
}

/** @param {{row: Row, list: JobList, children?: any}} props */
function OpenLink({ row, list, children }) {
  const open = (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.button !== 0) return;
    event.preventDefault();
    if (event.shiftKey) list.pick(row.key, { range: true });
    else list.open(row.key);
  };
  return html`<a class="open" href=${list.linkTo(row.key)} title=${cut(row.prompt, LONGEST)} onClick=${open}>${children}</a>`;
}

/** @param {Row} row */
function promptOf(row) {
  return row.prompt.trim() === "" ? html`<span class="muted">${WORDS.noPrompt}</span>` : cut(row.prompt, LONGEST);
}

/** @param {Row} row */
function nameOf(row) {
  return cut([row.id || row.key, row.prompt].filter(Boolean).join(", "), 80);
}
