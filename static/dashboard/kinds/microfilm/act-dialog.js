import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { useApp } from "../../app.js";
import { HoldfastError } from "../../../client/errors.js";
import { Banner } from "../../parts/banner.js";
import { Dialog } from "../../parts/dialog.js";
import { html } from "../../parts/html.js";
import { factsAfter, factsBefore } from "./act-facts.js";
import { ActFields, WhoAndWhy } from "./act-fields.js";
import { formOf, isFinal, Keys, needsReason, problemsOf } from "./acts.js";
import { useFilm } from "./context.js";
import { Taken } from "./taken.js";
import { actProblemText } from "./words.js";

/**
 * @import { FieldName } from "./acts.js"
 * @import { Form, Order, Outcome, Target } from "./film-types.js"
 */

/** Acts that ask nothing and are not final: Enter is enough. */
const PLAIN = new Set(["start", "archive"]);

/**
 * Ask before an act: says what will happen and what of it is final, asks who and why, and does it once, however often the
 * button is pressed.
 * @param {{target: Target, order: Order, close: () => void}} props `order` is how it stood when the dialog was opened
 */
export function ActDialog({ target, order, close }) {
  const { words, register } = useFilm();
  const { form, set, problems, error, outcome, facts, submit } = useAct(target, order, close);
  const act = words.acts[target.act];
  const isBusy = register.isActing.value;
  const isUnsure = error instanceof HoldfastError && error.passes;
  const sheet = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => void (problems.length > 0 && /** @type {HTMLElement | null | undefined} */ (sheet.current?.querySelector('[aria-invalid="true"]'))?.focus()), [problems]);
  return html`<${Dialog} title=${act.title(facts)} close=${close}>
    <form class="stack act" ref=${sheet} aria-busy=${isBusy} onSubmit=${submit} noValidate>
      ${outcome ? html`<${Taken} outcome=${outcome} />` : null}
      ${outcome && !form.drop ? null : html`<div class="stack will">${act.will(facts).map((sentence) => html`<p>${sentence}</p>`)}</div>
        <${ActFields} target=${target} form=${form} set=${set} problems=${problems} />
        <${WhoAndWhy} target=${target} form=${form} set=${set} problems=${problems} isReasonNeeded=${needsReason(target.act, form)} />
        ${isFinal(target) ? html`<p class="final small">${act.final(facts)}</p>` : null}`}
      ${error ? html`<${Banner} tone=${isUnsure ? "warn" : "bad"} name="act-problem" title=${isUnsure ? words.problemTitle.unanswered : words.problemTitle.act}>${actProblemText(words, error)}<//>` : null}
      ${isBusy ? html`<div class="progress" role="progressbar" aria-label=${words.sending}><span></span></div>` : html`<div class="progress quiet"></div>`}
      <${Buttons} target=${target} outcome=${outcome} form=${form} set=${set} close=${close} confirm=${isUnsure ? words.again : act.confirm(facts)} />
    </form>
  <//>`;
}

/** @param {{target: Target, outcome: Outcome | null, form: Form, set: (changes: Partial<Form>) => void, close: () => void, confirm: string}} props */
function Buttons({ target, outcome, form, set, close, confirm }) {
  const { words } = useFilm();
  const isAnswered = outcome !== null && !form.drop;
  const isLeft = (outcome?.misfits ?? []).some(({ taken, dropped }) => !taken && !dropped);
  return html`<div class="actions">
    <button type="button" class="button" onClick=${close}>${isAnswered ? words.close : words.cancel}</button>
    ${isAnswered ? (isLeft ? html`<button type="button" class="button danger" onClick=${() => set({ drop: true })}>${words.fields.drop}…</button>` : null)
      : html`<button autofocus=${PLAIN.has(target.act)} class=${`button ${target.act === "void" || form.drop ? "danger" : "primary"}`}>${confirm}</button>`}
  </div>`;
}

/**
 * Hold what a dialog knows, and carry the act out.
 * @param {Target} target
 * @param {Order} order
 * @param {() => void} close
 */
function useAct(target, order, close) {
  const { toasts, preferences } = useApp();
  const { words, register, workflow } = useFilm();
  const who = preferences.of("film:who", "");
  const keys = useMemo(() => new Keys(), []);
  const isOpen = useRef(true);
  useEffect(() => () => void (isOpen.current = false), []);
  const [form, setForm] = useState(() => formOf(target, { order, who: who.value, next: register.next.value }));
  const [problems, setProblems] = useState(/** @type {FieldName[]} */ ([]));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [outcome, setOutcome] = useState(/** @type {Outcome | null} */ (null));
  const analysis = new Map(workflow.find(({ name }) => name === "analysis")?.figures.map(({ name, value }) => [name, value]));
  const analysed = { documents: analysis.get("documents") ?? 0, pages: analysis.get("pages") ?? 0 };
  const facts = factsBefore(target, form, { order, tempRolls: register.tempRolls.value, next: register.next.value, analysed });
  const done = (/** @type {Outcome} */ answer) => {
    who.value = form.who.trim();
    toasts.say(words.acts[target.act].done(factsAfter(facts, target.act, answer)));
    if (!isOpen.current) return;
    if (target.act !== "migrate") return close();
    setOutcome(answer);
    setForm({ ...form, drop: false, reason: "" });
  };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const found = problemsOf(target.act, form);
    setProblems(found);
    if (found.length > 0) return;
    try {
      const answer = await register.act(target, form, keys);
      if (answer) done(answer);
    } catch (problem) {
      if (isOpen.current) setError(problem);
      else toasts.say(`${words.problemTitle.act}: ${actProblemText(words, problem)}`, { tone: "bad" });
    }
  };
  const set = (/** @type {Partial<Form>} */ changes) => (setForm({ ...form, ...changes }), setProblems([]));
  return { form, set, problems, error, outcome, facts, submit };
}
