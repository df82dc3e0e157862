import { useEffect, useMemo, useState } from "preact/hooks";

import { useApp, useCommands } from "../../app.js";
import { Banner } from "../../parts/banner.js";
import { html } from "../../parts/html.js";
import { projectLink } from "../../state/router.js";
import { ActDialog } from "./act-dialog.js";
import { FilmProvider, useFilm } from "./context.js";
import { LedgerPart } from "./ledger-part.js";
import { NumbersPart } from "./numbers-part.js";
import { LanguageSwitch, OrderHead } from "./order-head.js";
import { RollsInFile, rollsShown } from "./order-rolls.js";
import { Register } from "./register.js";
import { RollsPart } from "./rolls-part.js";
import { SectionReader } from "./sections.js";
import { nextOf, workflowOf } from "./steps.js";
import { TempPart } from "./temp-part.js";
import { WorkflowPart } from "./workflow-part.js";
import { languageOf, problemText, warningText, WORDS } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Film } from "./context.js"
 * @import { Order, Target } from "./film-types.js"
 */

/** What can be done about a warning. @type {ReadonlyMap<string, "migrate" | "plan">} */
const HELP = new Map([["numbers_unknown", "migrate"], ["pages_not_planned", "plan"]]);
const PARTS = /** @type {const} */ (["workflow", "rolls", "numbers", "temp", "ledger"]);

/**
 * Show an archive order: its workflow, its rolls as film, its numbers, and what the ledger says of them.
 * @param {{project: OpenProject}} props
 */
export function MicrofilmView({ project }) {
  const app = useApp();
  const [asked, setAsked] = useState(/** @type {{target: Target, order: Order} | null} */ (null));
  const register = useMemo(() => new Register(project, app.connection), [project]);
  useEffect(() => register.start(), [register]);
  const film = useWhole(project, register, (target) => register.order.value && setAsked({ target, order: register.order.value }));
  return html`<${FilmProvider} value=${film}>
    <div class="microfilm stack" lang=${film.words.lang}>
      <${OrderHead} />
      <${Warnings} />
      <${PartLinks} />
      <${Part} />
      ${asked ? html`<${ActDialog} target=${asked.target} order=${asked.order} close=${() => setAsked(null)} />` : null}
    </div>
  <//>`;
}

/**
 * Put together what the parts share; what follows from the document is worked out once for each revision of it.
 * @param {OpenProject} project
 * @param {Register} register
 * @param {Film["ask"]} ask
 * @returns {Film}
 */
function useWhole(project, register, ask) {
  const { preferences, router } = useApp();
  const words = WORDS[languageOf(preferences.of("language:microfilm", "").value, navigator.language)];
  const reader = useMemo(() => new SectionReader(), [project]);
  const { document } = project;
  const revision = project.revision.value;
  const order = register.order.value;
  const file = useMemo(() => new RollsInFile(document, reader), [revision, reader]);
  const workflow = useMemo(() => workflowOf(document, reader), [revision, reader]);
  const rolls = useMemo(() => rollsShown(order, file), [order, file]);
  const next = useMemo(() => nextOf(order, workflow), [order, workflow]);
  const wished = router.route.value.query.get("part") ?? "";
  const part = PARTS.find((name) => name === wished) ?? "workflow";
  const link = (/** @type {Record<string, string>} */ query) => `${projectLink(project.id)}?${new URLSearchParams(query)}`;
  return { project, register, words, reader, file, rolls, workflow, next, ask, part, link };
}

function PartLinks() {
  const { words, part, link, rolls, next, ask } = useFilm();
  const app = useApp();
  const keys = ["f w", "f r", "f n", "f t", "f l"];
  useCommands(PARTS.map((name, place) => ({ id: `film:${name}`, group: words.commands, title: words.show(words.parts[name]), keys: keys[place] ?? "", run: () => app.router.go(link({ part: name })) })), [words.lang]);
  const { act, roll } = next;
  useCommands(act === "none" || act === "analyse" ? [] : [{ id: "film:next", group: words.commands, title: roll ? `${words.rolls.roll(roll.roll_id)}: ${words.acts[act].short}` : words.acts[act].short, keys: "f a", run: () => ask(roll ? { act, roll } : { act }) }], [words.lang, next]);
  return html`<div class="row parts-row"><nav class="parts" aria-label=${words.partsLabel}>
    ${PARTS.map((name) => html`<a class="button quiet" href=${link({ part: name })} aria-current=${name === part ? "true" : undefined}>${words.parts[name]}${name === "rolls" && rolls.length > 0 ? html` <span class="badge">${words.number(rolls.length)}</span>` : null}</a>`)}
  </nav><${LanguageSwitch} /></div>`;
}

function Part() {
  const { part } = useFilm();
  const { query } = useApp().router.route.value;
  if (part === "rolls") return html`<${RollsPart} chosen=${query.get("roll") ?? ""} />`;
  if (part === "numbers") return html`<${NumbersPart} />`;
  if (part === "temp") return html`<${TempPart} />`;
  if (part === "ledger") return html`<${LedgerPart} />`;
  return html`<${WorkflowPart} chosen=${query.get("step") ?? ""} />`;
}

/** @param {unknown} problem */
function isAway(problem) {
  return /** @type {{code?: string}} */ (problem).code === "offline";
}

/** Says what the register warns of, and why it says nothing where it does not. */
function Warnings() {
  const { register, words, ask } = useFilm();
  const problem = register.problem.value;
  const warnings = register.order.value?.warnings ?? [];
  if (!problem && warnings.length === 0) return null;
  return html`<div class="stack warnings">
    ${problem ? html`<${Banner} tone=${isAway(problem) ? "warn" : "bad"} name="register" title=${words.problemTitle.look}>${problemText(words, problem)} ${register.order.value ? "" : words.stale}<//>` : null}
    ${warnings.map((warning) => {
      const { title, text } = warningText(words, warning);
      const act = HELP.get(warning.code);
      const action = act ? html`<button type="button" class="button" onClick=${() => ask({ act })}>${words.acts[act].short}</button>` : null;
      return html`<${Banner} key=${warning.code} tone="warn" name=${warning.code} title=${title} actions=${action}>${text}<//>`;
    })}
  </div>`;
}
