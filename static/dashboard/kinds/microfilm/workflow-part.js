import { useApp } from "../../app.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { useFilm } from "./context.js";
import { DataTable } from "./data-table.js";
import { factsOf } from "./steps.js";
import { figureWord } from "./words.js";

/** @import { WorkflowStep } from "./steps.js" */

/**
 * Show the steps of the workflow with what each section holds, and one of them opened.
 * @param {{chosen: string}} props the step that the address names
 */
export function WorkflowPart({ chosen }) {
  const { words, workflow } = useFilm();
  const last = workflow.findLast(({ isFilled }) => isFilled) ?? workflow[0];
  const opened = workflow.find(({ name }) => name === chosen) ?? last;
  return html`<section class="workflow" aria-labelledby="film-workflow">
    <h2 id="film-workflow" class="for-readers">${words.workflow.title}</h2>
    <ol class="steps">${workflow.map((step, place) => html`<${StepEntry} step=${step} place=${place} isOpen=${step === opened} />`)}</ol>
    ${opened ? html`<${StepSheet} key=${opened.name} step=${opened} />` : null}
  </section>`;
}

/** @param {{step: WorkflowStep, place: number, isOpen: boolean}} props */
function StepEntry({ step, place, isOpen }) {
  const { words, link } = useFilm();
  const { name, isFilled, figures } = step;
  return html`<li data-filled=${isFilled}>
    <a class="step" href=${link({ part: "workflow", step: name })} aria-current=${isOpen ? "true" : undefined}>
      <span class="mark">${isFilled ? html`<${Icon} name="check" />` : place + 1}</span>
      <span class="grow"><strong>${words.workflow.steps[name]}</strong>
        <span class="small muted">${isFilled ? figures.map((figure) => `${words.number(figure.value)} ${figureWord(words, figure.name, figure.value)}`).join(" · ") || words.workflow.filled : words.workflow.empty}</span></span>
    </a>
  </li>`;
}

/** @param {{step: WorkflowStep}} props */
function StepSheet({ step }) {
  const { words, project, reader } = useFilm();
  const { router } = useApp();
  const { name, section, isFilled, hasContent, figures, changedAt, collections } = step;
  const wished = router.route.value.query.get("rows") ?? "";
  const collection = collections.includes(wished) ? wished : collections[0];
  const say = words.workflow;
  return html`<div class="stack sheet">
    <header class="stack"><h3>${say.steps[name]}</h3><p class="muted small">${say.about[name]}${changedAt ? html` <time datetime=${changedAt}>${say.changed(words.moment(changedAt))}.</time>` : null}</p></header>
    ${isFilled ? null : html`<p class="card panel muted">${say.nothing}</p>`}
    ${figures.length === 0 ? null : html`<div class="figures">${figures.map((figure) => html`<div class="figure"><span class="value">${words.number(figure.value)}</span><span class="name">${figureWord(words, figure.name, figure.value)}</span></div>`)}</div>`}
    ${collections.length > 1 && isFilled ? html`<div class="choice rows-choice" role="group">${collections.map((each) => html`<button type="button" class="button small" aria-pressed=${each === collection} onClick=${() => router.refine({ rows: each })}>${rowsName(words, each)}</button>`)}</div>` : null}
    ${collection !== undefined && isFilled ? html`<${DataTable} key=${collection} collection=${collection} label=${rowsName(words, collection)} />` : null}
    ${hasContent ? html`<${Facts} content=${reader.of(project.document, section)} isOpen=${collection === undefined || !isFilled} />` : null}
  </div>`;
}

/** @param {{content: unknown, isOpen: boolean}} props */
function Facts({ content, isOpen }) {
  const { words } = useFilm();
  const facts = factsOf(content);
  return html`<details class="card panel" open=${isOpen}><summary>${words.workflow.facts}</summary>
    ${facts.length === 0 ? html`<p class="muted">${words.workflow.noFacts}</p>` : html`<dl class="facts">${facts.map(({ name, value }) => html`<dt class="mono">${name}</dt><dd>${said(words, value)}</dd>`)}</dl>`}
  </details>`;
}

/**
 * @param {import("./words.js").Words} words
 * @param {string | number | boolean} value
 */
function said(words, value) {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return Number.isFinite(value) ? words.number(value) : String(value);
  return value.length > 500 ? `${value.slice(0, 500)}…` : value;
}

/**
 * @param {import("./words.js").Words} words
 * @param {string} collection
 */
function rowsName(words, collection) {
  return new Map(Object.entries(words.workflow.rows)).get(collection) ?? collection;
}
