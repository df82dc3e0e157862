import { useApp } from "../../app.js";
import { html } from "../../parts/html.js";
import { Menu } from "../../parts/menu.js";
import { useFilm } from "./context.js";
import { inside, textOf } from "./sections.js";
import { OrderTrack } from "./track.js";
import { figureWord, LANGUAGES } from "./words.js";

/** @import { ActName } from "./film-types.js" */

/** @type {Readonly<Record<string, string>>} */
const ICONS = { plan: "table", rework: "undo", archive: "archive", migrate: "upload" };

/** Says which order this is, where it stands, what it holds, and what has to be done next. */
export function OrderHead() {
  const { register, words, project, reader } = useFilm();
  const order = register.order.value;
  const info = inside(reader.of(project.document, "project_state"), "projectInfo");
  const id = textOf(inside(info, "archiveId"));
  const facts = [order?.location || textOf(inside(info, "location")), textOf(inside(info, "documentType"))].filter(Boolean);
  const state = order?.state ?? (textOf(inside(project.document, "film_register", "state")) || null);
  return html`<header class="card order-head">
    <div class="stack about">
      <div class="row"><h2>${id ? words.order.title(id) : words.order.unnamed}</h2>${facts.map((fact) => html`<span class="badge">${fact}</span>`)}<span class="grow"></span><${Figures} /></div>
      <${OrderTrack} state=${state} />
    </div>
    <${Next} />
  </header>`;
}

function Figures() {
  const { words, workflow, rolls } = useFilm();
  const analysis = workflow.find(({ name }) => name === "analysis")?.figures ?? [];
  const filmed = rolls.filter(({ film_number }) => film_number !== null).length;
  const shown = [
    ...analysis, { name: /** @type {const} */ ("rolls"), value: rolls.length }, { name: /** @type {const} */ ("filmed"), value: filmed },
  ];
  return html`<div class="figures">${shown.map(({ name, value }) => html`<div class="figure"><span class="value">${words.number(value)}</span><span class="name">${figureWord(words, name, value)}</span></div>`)}</div>`;
}

/** Names the next thing to do, with a button that does it, and beside it what else can be done with the order. */
function Next() {
  const { register, words, next, ask, link } = useFilm();
  const order = register.order.value;
  if (!order && register.isKnown.value) return null;
  if (!order) return html`<div class="next stack"><div class="progress" role="progressbar" aria-label=${words.loading}><span></span></div></div>`;
  const { act, roll, count } = next;
  const others = [...order.steps.filter((step) => step in ICONS && step !== act), ...(act === "migrate" || !order.warnings.some(({ code }) => code === "numbers_unknown") ? [] : ["migrate"])];
  const isAct = act !== "none" && act !== "analyse";
  return html`<div class="next stack" data-next=${act}>
    <div><h3 class="small muted">${words.order.next}</h3><p>${sentence(words, act, roll?.roll_id ?? 0, count)}</p></div>
    <div class="row">
      ${isAct ? html`<button type="button" class="button primary" onClick=${() => ask(roll ? { act, roll } : { act })}>${words.acts[act].short}</button>` : null}
      ${act === "complete" && roll ? html`<button type="button" class="button" onClick=${() => ask({ act: "fail", roll })}>${words.acts.fail.short}</button>` : null}
      ${act === "archive" ? html`<a class="button" href=${link({ part: "numbers" })}>${words.numbers.labels}</a>` : null}
      ${others.length === 0 ? null : html`<${Menu} label=${words.order.more} items=${others.map((step) => ({ label: words.acts[/** @type {ActName} */ (step)].short, icon: ICONS[step] ?? "more", run: () => ask({ act: /** @type {ActName} */ (step) }) }))} />`}
    </div>
  </div>`;
}

/** Lets a reader choose the language; the choice is kept. */
export function LanguageSwitch() {
  const { preferences } = useApp();
  const { words } = useFilm();
  const chosen = preferences.of("language:microfilm", "");
  return html`<div class="choice" role="group" aria-label=${words.language}>
    ${LANGUAGES.map(([language, name]) => html`<button type="button" class="button small" lang=${language} title=${name} aria-pressed=${words.lang === language} onClick=${() => (chosen.value = language)}>${language.toUpperCase()}<span class="for-readers"> ${name}</span></button>`)}
  </div>`;
}


/**
 * @param {import("./words.js").Words} words
 * @param {string} act
 * @param {number} roll
 * @param {number} count
 */
function sentence(words, act, roll, count) {
  const { next } = words;
  if (act === "start") return next.start(roll, count);
  if (act === "complete" || act === "refilm") return next[act](roll);
  if (act === "analyse" || act === "plan" || act === "migrate" || act === "archive") return next[act]();
  return next.none();
}
