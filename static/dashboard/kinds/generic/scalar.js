import { useDraft } from "../../parts/draft.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { isPicture, Picture } from "../../parts/picture.js";
import { sizeWords } from "../../words/format.js";
import { dateOf, isRounded, linkOf, readAs, textFor, typeOf } from "./values.js";
import { dateWords, WORDS } from "./words.js";

/**
 * @import { Type } from "./values.js"
 */

/** From here on a text is edited in lines. */
const LINE = 60;
const LARGE = 20_000;

/**
 * Edit a scalar in its place; its type stays.
 * @param {{
 *   value: any, label: string, type?: Type, isReadOnly: boolean, problem?: string, write: (value: any) => void, inTable?: boolean,
 * }} props `type` is what a value becomes that is empty or not there; `value` undefined: not there
 */
export function Scalar({ value, label, type = typeOf(value), isReadOnly, problem = "", write, inTable = false }) {
  const used = value === null || value === undefined ? (type === "list" || type === "object" ? "null" : type) : typeOf(value);
  if (isPicture(value)) return html`<${Image} value=${value} label=${label} />`;
  if (typeof value === "string" && value.length > LARGE) return html`<${Large} value=${value} />`;
  const title = dateWords(dateOf(value));
  if (isReadOnly) return html`<span class="scalar only" title=${title}><${Shown} value=${value} /></span>`;
  if (used === "yes-no") return html`<${YesNo} value=${value} label=${label} write=${write} />`;
  return html`<${Field} value=${value} label=${label} type=${used} problem=${problem} write=${write} title=${title} inTable=${inTable} />`;
}

/** @param {{value: any, label: string, type: Type, problem: string, write: (value: any) => void, title: string, inTable: boolean}} props */
function Field({ value, label, type, problem: known, write, title, inTable }) {
  const isMissing = value === undefined;
  const read = (/** @type {string} */ text) => (text === "" && value !== "" && (isMissing || value === null) ? { value } : readAs(type, text));
  const { text, problem, type: typed, leave, revert } = useDraft({ shown: textFor(value), read, write: (next) => next !== undefined && write(next), isSame: sameAs(type) });
  const says = problem || known;
  const hint = isRounded(value) ? WORDS.rounded : "";
  const isLong = !inTable && type !== "number" && (text.length > LINE || text.includes("\n"));
  const link = linkOf(value);
  const props = {
    value: text, "aria-label": label, "aria-invalid": says !== "", title: [title, hint].filter(Boolean).join("\n") || undefined, placeholder: isMissing ? (inTable ? "" : WORDS.missing) : value === null ? WORDS.empty : "",
    onBlur: leave, onInput: (/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => typed(event.currentTarget.value),
    onKeyDown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && revert() && (event.preventDefault(), event.stopPropagation()),
  };
  return html`<span class="scalar" data-type=${type}>
    ${isLong ? html`<textarea class="quiet" rows=${Math.min(12, Math.max(2, Math.ceil(text.length / 70)))} ...${props}></textarea>` : html`<input class="quiet" autocomplete="off" spellcheck=${false} inputmode=${type === "number" ? "decimal" : undefined} ...${props} />`}
    ${link ? html`<a class="icon-button" href=${link} target="_blank" rel="noopener noreferrer" aria-label=${`${WORDS.open}: ${label}`} title=${WORDS.open}><${Icon} name="open" /></a>` : null}
    <span class=${says ? "problem" : "muted"} aria-live="polite">${says || (inTable ? "" : hint)}</span>
  </span>`;
}

/** @param {{value: any, label: string, write: (value: boolean) => void}} props */
function YesNo({ value, label, write }) {
  return html`<label class="scalar check" data-type="yes-no"><input type="checkbox" aria-label=${label} checked=${value === true} ref=${(/** @type {HTMLInputElement | null} */ box) => box && (box.indeterminate = typeof value !== "boolean")}
    onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => write(event.currentTarget.checked)} /><span class="muted" aria-hidden="true">${value === true ? WORDS.yes : value === false ? WORDS.no : ""}</span></label>`;
}

/** @param {{value: string, label: string}} props */
function Image({ value, label }) {
  return html`<span class="scalar image"><${Picture} src=${value} alt=${`${WORDS.picture}: ${label}`} /><span class="muted small">${sizeWords(value.length)}</span></span>`;
}

/** @param {{value: string}} props */
function Large({ value }) {
  return html`<span class="scalar only"><span class="text">${value.slice(0, 300)}…</span> <span class="muted small">${WORDS.large} ${sizeWords(value.length)}</span></span>`;
}

/** @param {{value: any}} props */
function Shown({ value }) {
  const link = linkOf(value);
  if (value === undefined) return null;
  if (value === null) return html`<span class="muted">${WORDS.empty}</span>`;
  if (typeof value === "boolean") return html`${value ? WORDS.yes : WORDS.no}`;
  if (link) return html`<a href=${link} target="_blank" rel="noopener noreferrer">${link}</a>`;
  return html`<span class="text">${String(value)}</span>`;
}

/** @param {Type} type */
function sameAs(type) {
  return (/** @type {string} */ text, /** @type {string} */ shown) => text === shown || (type === "number" && text.trim() !== "" && shown !== "" && Number(text) === Number(shown));
}
