import { useId } from "preact/hooks";

import { useDraft } from "../../parts/draft.js";
import { html } from "../../parts/html.js";
import { readNumber } from "./checks.js";
import { WORDS } from "./words.js";

/**
 * Edit a text; it is saved by itself.
 * @param {{
 *   label: string, value: string, write: (text: string) => void, check?: (text: string) => string | null, doubt?: (text: string) => string,
 *   lines?: number, known?: string[], counter?: (text: string) => any, name?: string, placeholder?: string, width?: string,
 * }} props `check` says why a text cannot be written, `doubt` what is doubtful about one that can; `known` are proposed
 */
export function TextField({ label, value, write, check, doubt, lines = 1, known, counter, name = "", placeholder = "", width = "" }) {
  const id = useId();
  const { text, problem, type, leave, revert } = useDraft({ shown: value, write, read: (typed) => readText(typed, label, check) });
  const says = problem || doubt?.(text) || "";
  const props = {
    id, value: text, placeholder, "data-field": name, "aria-invalid": problem !== "", "aria-describedby": says ? `${id}-says` : undefined, onBlur: leave,
    onInput: (/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => type(event.currentTarget.value),
    onKeyDown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && revert() && event.stopPropagation(),
  };
  return html`<div class=${`field ${width}`}>
    <div class="label"><label for=${id}>${label}</label>${counter?.(text)}</div>
    ${lines > 1
      ? html`<textarea class="textarea" rows=${lines} ...${props}></textarea>`
      : html`<input class="input" autocomplete="off" list=${known && known.length > 0 ? `${id}-known` : undefined} ...${props} />`}
    ${known && known.length > 0 ? html`<datalist id=${`${id}-known`}>${known.map((option) => html`<option value=${option}></option>`)}</datalist>` : null}
    <${Says} id=${`${id}-says`} problem=${problem} doubt=${says} />
  </div>`;
}

/**
 * Edit a number, also by the arrow keys; what the contract refuses is not written.
 * @param {{
 *   label: string, value: unknown, write: (value: number) => void, check: (value: number) => string | null, unit?: string, step?: number,
 * }} props
 */
export function NumberField({ label, value, write, check, unit = "", step = 0.5 }) {
  const id = useId();
  const shown = typeof value === "number" ? String(value) : "";
  const { text, problem, type, leave, revert } = useDraft({
    shown, write, read: (typed) => readChecked(typed, label, check), isSame: (typed, now) => typed === now || (now !== "" && readNumber(typed) === Number(now)),
  });
  const odd = text === "" && value !== undefined && typeof value !== "number" ? `${label} ${WORDS.noNumber}.` : "";
  const key = (/** @type {KeyboardEvent} */ event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const now = readNumber(text);
    if (event.key === "Escape" && revert()) event.stopPropagation();
    if (way === undefined || now === null) return;
    event.preventDefault();
    type(String(Math.round((now + way * step) * 1000) / 1000));
  };
  return html`<div class="field number">
    <label class="label" for=${id}>${label}</label>
    <div class="with-unit"><input class="input numbers" id=${id} inputmode="decimal" autocomplete="off" value=${text} aria-invalid=${problem !== "" || odd !== ""}
      aria-describedby=${problem || odd ? `${id}-says` : undefined} onBlur=${leave} onKeyDown=${key}
      onInput=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => type(event.currentTarget.value)} />${unit ? html`<span class="unit muted" aria-hidden="true">${unit}</span>` : null}</div>
    <${Says} id=${`${id}-says`} problem=${problem || odd} doubt="" />
  </div>`;
}

/**
 * Choose one of several.
 * @param {{label: string, value: string, options: [value: string, text: string][], write: (value: string) => void, doubt?: string}} props
 *   a value that is none of them is shown too
 */
export function SelectField({ label, value, options, write, doubt = "" }) {
  const id = useId();
  const isKnown = options.some(([known]) => known === value);
  return html`<div class="field">
    <label class="label" for=${id}>${label}</label>
    <select class="select" id=${id} value=${value} aria-describedby=${doubt ? `${id}-says` : undefined} onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => write(event.currentTarget.value)}>
      ${isKnown ? null : html`<option value=${value} selected>${value === "" ? "–" : value}</option>`}
      ${options.map(([known, text]) => html`<option value=${known} selected=${known === value}>${text}</option>`)}
    </select>
    <${Says} id=${`${id}-says`} problem="" doubt=${doubt} />
  </div>`;
}

/** @param {{id: string, problem: string, doubt: string}} props */
function Says({ id, problem, doubt }) {
  return html`<span class=${problem ? "problem" : "doubt"} id=${id} aria-live="polite">${problem || doubt}</span>`;
}

/**
 * @param {string} text
 * @param {string} label
 * @param {((text: string) => string | null) | undefined} check
 * @returns {import("../../parts/draft.js").Read<string>}
 */
function readText(text, label, check) {
  const problem = check?.(text) ?? null;
  return problem === null ? { value: text } : { problem: `${label} ${problem}. ${WORDS.notSaved}` };
}

/**
 * @param {string} text
 * @param {string} label
 * @param {(value: number) => string | null} check
 * @returns {import("../../parts/draft.js").Read<number>}
 */
function readChecked(text, label, check) {
  const value = readNumber(text);
  const problem = value === null ? WORDS.notANumber : check(value);
  return value !== null && problem === null ? { value } : { problem: `${label} ${problem}. ${WORDS.notSaved}` };
}
