import { useId, useState } from "preact/hooks";

import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { around } from "../words/position.js";
import { sizeWords } from "../words/format.js";
import { effectWords, FORMATS, modesOf, sumWords, TEXTS } from "./import-words.js";

/**
 * @import { ImportEntry } from "./import-entry.js"
 * @import { Look } from "./import-look.js"
 * @import { Preview } from "./import-words.js"
 * @import { Format } from "./recognise.js"
 * @typedef {Event & {currentTarget: HTMLInputElement}} Typed
 */

const MOST = 6;

/**
 * Show one file: what it is, how it is taken in, and what that would change.
 * @param {{entry: ImportEntry, leaveOut: () => void}} props
 */
export function ImportFile({ entry, leaveOut }) {
  const format = entry.format.value;
  const { name } = entry.file;
  return html`<li class="import-file" aria-label=${name} data-outcome=${entry.outcome.value}>
    <header><${Icon} name=${format === "zip" ? "archive" : format === "csv" ? "table" : "data"} />
      <p class="grow cut"><strong>${name}</strong> <span class="muted small numbers">${format ? `${FORMATS[format]}, ` : ""}${sizeWords(entry.size)}</span></p>
      <button type="button" class="icon-button" aria-label=${`Leave out ${name}`} title="Leave it out" onClick=${leaveOut}><${Icon} name="close" /></button>
    </header>
    ${format ? html`<${Ways} entry=${entry} format=${format} />` : null}
    <${Outlook} entry=${entry} look=${entry.look.value} />
  </li>`;
}

/** @param {{entry: ImportEntry, format: Format}} props */
function Ways({ entry, format }) {
  const group = useId();
  const mode = entry.mode.value;
  const offered = modesOf(format).filter(([way]) => way !== "copy" || format === "zip" || entry.isTaken.value);
  const dump = (/** @type {Typed} */ event) => entry.choose({ format: event.currentTarget.checked ? "local-storage" : "json" });
  return html`<div class="row">
    <div class="ways" role="radiogroup" aria-label=${`How to take in ${entry.file.name}`}>
      ${offered.map(([way, title]) => html`<label><input type="radio" name=${group} checked=${mode === way} onChange=${() => entry.choose({ mode: way })} />${title}</label>`)}
    </div>
    ${format === "zip" || mode === "copy" ? null : html`<${ProjectField} entry=${entry} label=${mode === "create" ? TEXTS.newId : TEXTS.update} isNew=${mode === "create"} />`}
    ${format === "csv" ? html`<${ListField} entry=${entry} />` : null}
    ${entry.mayBeDump.value ? html`<label class="check"><input type="checkbox" checked=${format === "local-storage"} onChange=${dump} />${TEXTS.dump}</label>` : null}
  </div>`;
}

/** @param {{entry: ImportEntry, label: string, isNew: boolean}} props */
function ProjectField({ entry, label, isNew }) {
  const app = useApp();
  const list = useId();
  const [ids, setIds] = useState(/** @type {{id: string, name: string}[]} */ ([]));
  const look = (/** @type {string} */ text) => app.listing.find(text).then(setIds, () => undefined);
  const typed = (/** @type {Typed} */ event) => {
    const id = event.currentTarget.value.trim();
    entry.choose({ id });
    if (!isNew) void look(id);
  };
  return html`<label class="beside"><span class="small muted">${label}</span>
    <input class="input mono" autocomplete="off" spellcheck="false" list=${isNew ? undefined : list} value=${entry.id.value} onFocus=${() => isNew || look("")} onInput=${typed} />
    ${isNew ? null : html`<datalist id=${list}>${ids.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</datalist>`}
  </label>`;
}

/** @param {{entry: ImportEntry}} props */
function ListField({ entry }) {
  const lists = entry.mode.value === "create" ? [] : entry.collections.value;
  const { value } = entry.collection;
  const choose = (/** @type {Event & {currentTarget: HTMLInputElement | HTMLSelectElement}} */ event) => entry.choose({ collection: event.currentTarget.value });
  return html`<label class="beside"><span class="small muted">${TEXTS.list}</span>
    ${lists.length > 0
      ? html`<select class="select" value=${value} onChange=${choose}>${lists.map((name) => html`<option value=${name}>${name}</option>`)}</select>`
      : html`<input class="input mono" value=${value} onInput=${choose} />`}
  </label>`;
}

/** @param {{entry: ImportEntry, look: Look}} props */
function Outlook({ entry, look }) {
  if (look.state === "asking") return html`<p class="outlook small muted" role="status">${TEXTS.asking}</p>`;
  if (look.state === "bad") return html`<${Refusal} entry=${entry} look=${look} />`;
  if (look.broken) return html`<p class="outlook small warn" role="status"><${Icon} name="warning" />${TEXTS.replaceBroken}</p>`;
  const { documents } = look;
  return html`<div class="outlook small" role="status">
    ${documents.length > 1 ? html`<p><strong>${sumWords(documents)}</strong></p>` : null}
    <ul>${documents.slice(0, MOST).map((preview) => html`<${Effect} preview=${preview} />`)}</ul>
    ${documents.length > MOST ? html`<p class="muted">and ${documents.length - MOST} more</p>` : null}
  </div>`;
}

/** @param {{preview: Preview}} props */
function Effect({ preview }) {
  const { kinds } = useApp().listing;
  const kind = kinds.value.find(({ name }) => name === preview.kind)?.title ?? preview.kind;
  return html`<li data-action=${preview.action}><${Icon} name=${preview.action === "create" ? "add" : preview.action === "save" ? "edit" : "check"} />
    <div><p>${effectWords(preview, kind)}</p>
      ${preview.warnings.slice(0, 3).map(({ detail, path }) => html`<p class="muted">${path ? html`<code>${path}</code> ` : null}${detail}</p>`)}
      ${preview.warnings.length > 3 ? html`<p class="muted">and ${preview.warnings.length - 3} more remarks</p>` : null}</div></li>`;
}

/** @param {{entry: ImportEntry, look: Look & {state: "bad"}}} props */
function Refusal({ entry, look }) {
  const line = look.problem?.["line"];
  const lines = entry.text !== "" && typeof line === "number" ? around(entry.text, { line, column: look.problem?.["column"] ?? 1 }, 1) : [];
  return html`<div class="outlook small bad" role="alert"><p><${Icon} name="warning" />${look.text}</p>
    ${lines.length > 0 ? html`<pre>${lines.map(numbered)}</pre>` : null}
  </div>`;
}

/** @param {{line: number, text: string, caret: number | null}} shown */
function numbered({ line, text, caret }) {
  const mark = caret === null ? "" : `     ${" ".repeat(Math.max(0, caret))}^\n`;
  return html`<span data-here=${caret !== null}><span class="muted">${String(line).padStart(4)} </span>${text}${"\n"}${mark}</span>`;
}
