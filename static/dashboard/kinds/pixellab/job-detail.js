import { useEffect, useState } from "preact/hooks";

import { Dialog } from "../../parts/dialog.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Time } from "../../parts/time.js";
import { copyText } from "./copying.js";
import { cut, otherMembers, otherPictures, turnOf } from "./details.js";
import { jobsOf, membersOf, momentOf } from "./jobs.js";
import { Pixels, PictureStage, sizeOf, StateBadge } from "./picture-stage.js";
import { Turns } from "./turns.js";
import { durationWords, jobWords, pixelWords, WORDS } from "./words.js";

/**
 * @import { JobActs } from "./job-acts.js"
 * @import { JobList } from "./job-list.js"
 * @import { Row } from "./jobs.js"
 */

const LARGE = 384;
/** What stands beside the picture on a narrow screen. */
const MARGINS = 84;
const SMALL = 96;
const LONGEST_TITLE = 60;
const LONGEST_PROMPT = 20_000;

/**
 * Show everything of one job; arrow keys go to the ones beside it.
 * @param {{list: JobList, acts: JobActs, row: Row}} props
 */
export function JobDetail({ list, acts, row }) {
  const close = () => list.close();
  const go = (/** @type {1 | -1} */ step) => {
    const next = list.beside(step);
    if (next) list.open(next.key);
  };
  useArrows(go, row);
  const job = jobsOf(list.project.document)[row.place];
  const remove = () => (close(), acts.remove([row]));
  return html`<${Dialog} title=${cut(row.id, LONGEST_TITLE) || jobWords(row.place)} close=${close} wide>
    <div class="pixellab job">
      <div class="picture">
        <${Large} row=${row} />
        <div class="row">
          ${row.picture ? html`<button type="button" class="button" onClick=${() => acts.savePicture(row.picture, row.id || row.key)}><${Icon} name="download" />${WORDS.download}</button>` : null}
          <button type="button" class="button danger" onClick=${remove}><${Icon} name="bin" />${WORDS.remove}</button>
        </div>
        <${Further} job=${job} />
      </div>
      <div class="about">
        <${Prompt} text=${row.prompt} />
        ${row.error ? html`<p class="error"><${Icon} name="warning" /><span>${cut(row.error, 4000)}</span></p>` : null}
        <${Facts} row=${row} job=${job} />
        <${Turns} list=${list} row=${row} turn=${turnOf(job)} />
        <${Members} job=${job} />
      </div>
    </div>
    <${Steps} list=${list} row=${row} go=${go} close=${close} />
  <//>`;
}

/**
 * @param {(step: 1 | -1) => void} go
 * @param {Row} row
 */
function useArrows(go, row) {
  useEffect(() => {
    const step = (/** @type {KeyboardEvent} */ event) => {
      const by = { ArrowLeft: /** @type {const} */ (-1), ArrowRight: /** @type {const} */ (1) }[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      go(by);
    };
    addEventListener("keydown", step);
    return () => removeEventListener("keydown", step);
  }, [row.key]);
}

/** @param {{row: Row}} props */
function Large({ row }) {
  const room = Math.min(LARGE, innerWidth - MARGINS);
  if (!row.picture) return html`<div class="large"><${PictureStage} row=${row} room=${room} /></div>`;
  return html`<div class="large"><span class="stage"><${Pixels} source=${row.picture} alt=${cut(row.prompt, 200) || WORDS.picture} room=${room} size=${sizeOf(row)} /></span></div>`;
}

/** @param {{text: string}} props */
function Prompt({ text }) {
  const [said, setSaid] = useState("");
  useEffect(() => setSaid(""), [text]);
  const copy = async () => setSaid((await copyText(text)) ? WORDS.copied : WORDS.notCopied);
  return html`<div class="said">
    <h3>${WORDS.prompt}</h3>
    <p class="prompt-text" tabindex=${text.length > 600 ? 0 : undefined}>${text.trim() ? cut(text, LONGEST_PROMPT) : html`<span class="muted">${WORDS.noPrompt}</span>`}</p>
    ${text ? html`<p class="row"><button type="button" class="button small" onClick=${copy}><${Icon} name=${said === WORDS.copied ? "check" : "copy"} />${WORDS.copy}</button><span class="muted small" role="status">${said}</span></p>` : null}
  </div>`;
}

/** @param {{row: Row, job: unknown}} props */
function Facts({ row, job }) {
  const { startTime, endTime, createdAt } = membersOf(job);
  const facts = /** @type {[string, any][]} */ ([
    [WORDS.status, html`<${StateBadge} row=${row} />`],
    [WORDS.duration, html`<span title=${row.duration === null ? undefined : `${row.duration} s`}>${durationWords(row.duration)}</span>`],
    [WORDS.size, pixelWords(row)],
    [WORDS.seed, row.seed ? html`<code>${cut(row.seed, 200)}</code>` : WORDS.anySeed],
    [WORDS.created, html`<${Moment} value=${createdAt} />`],
    [WORDS.started, html`<${Moment} value=${startTime} />`],
    [WORDS.ended, html`<${Moment} value=${endTime} />`],
  ]);
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt key=${name}>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** @param {{value: unknown}} props */
function Moment({ value }) {
  const at = momentOf(value);
  return at === null ? html`<span class="muted">${value === null || value === undefined ? WORDS.notYet : WORDS.unknown}</span>` : html`<${Time} at=${new Date(at).toISOString()} />`;
}

/** @param {{job: unknown}} props */
function Further({ job }) {
  const pictures = otherPictures(job);
  if (pictures.length === 0) return null;
  return html`<h3>${WORDS.further}</h3>
    <ul class="further">${pictures.map(({ name, source }) => html`<li key=${name}><span class="stage"><${Pixels} source=${source} alt="" room=${SMALL} /></span><code class="small cut">${cut(name, 80)}</code></li>`)}</ul>`;
}

/** @param {{job: unknown}} props */
function Members({ job }) {
  const members = otherMembers(job);
  if (members.length === 0) return null;
  return html`<h3>${WORDS.members}</h3>
    <dl class="facts">${members.map(({ name, text, isLink }) => html`<dt key=${name}><code>${cut(name, 80)}</code></dt><dd>${isLink ? html`<a href=${text} target="_blank" rel="noopener noreferrer">${text}</a>` : text}</dd>`)}</dl>`;
}

/** @param {{list: JobList, row: Row, go: (step: 1 | -1) => void, close: () => void}} props */
function Steps({ list, row, go, close }) {
  const { value: rows } = list.rows;
  const at = rows.indexOf(row);
  return html`<div class="actions steps">
    <button type="button" class="button" disabled=${!list.beside(-1)} onClick=${() => go(-1)} aria-label=${WORDS.previous} aria-keyshortcuts="ArrowLeft"><${Icon} name="back" /><span class="wide-only">${WORDS.previous}</span></button>
    <span class="muted small numbers" role="status">${at < 0 ? "" : `${(at + 1).toLocaleString("en")} of ${rows.length.toLocaleString("en")}`}</span>
    <button type="button" class="button" disabled=${!list.beside(1)} onClick=${() => go(1)} aria-label=${WORDS.next} aria-keyshortcuts="ArrowRight"><span class="wide-only">${WORDS.next}</span><${Icon} name="arrow" /></button>
    <span class="grow"></span>
    <button type="button" class="button primary" autofocus onClick=${close}>${WORDS.close}</button>
  </div>`;
}
