import { useEffect, useState } from "preact/hooks";

import { useApp } from "../app.js";
import { Banner } from "../parts/banner.js";
import { Empty } from "../parts/empty.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { useMedia } from "../parts/media.js";
import { Time } from "../parts/time.js";
import { VirtualList } from "../parts/virtual-list.js";
import { wordsOf } from "../state/connection.js";
import { sizeWords } from "../words/format.js";
import { Trash } from "./trash.js";
import { trashWords, WORDS } from "./words.js";

/** @import { TrashedProject } from "../server-types.js" */

const MANY = 8;

/** The deleted projects, each with a way back. */
export function TrashList() {
  const app = useApp();
  const [trash] = useState(() => new Trash(app));
  const { query } = app.router.route.value;
  const isNarrow = useMedia("(max-width: 42rem)");
  useEffect(() => trash.follow(), []);
  useEffect(() => void (trash.q.value = query.get("q") ?? ""), [query.get("q")]);
  const all = trash.all.value;
  const shown = trash.shown.value;
  const render = (/** @type {number} */ place) => html`<${Entry} trash=${trash} place=${place} />`;
  const type = (/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => app.router.refine({ q: event.currentTarget.value });
  return html`<div class="trash">
    <header><h1 tabindex="-1">${WORDS.title}</h1><p class="muted numbers" role="status">${trashWords(all?.length ?? 0)}</p></header>
    <p class="muted">${WORDS.help}</p>
    ${trash.error.value && app.connection.standing.value === "up" ? html`<${Banner} tone="bad" title="The trash cannot be listed">${wordsOf(trash.error.value)}<//>` : null}
    ${all && all.length > MANY ? html`<label class="search"><${Icon} name="search" /><span class="for-readers">${WORDS.search}</span>
      <input class="input" type="search" placeholder=${WORDS.search} value=${query.get("q") ?? ""} onInput=${type} /></label>` : null}
    ${all && all.length === 0 ? html`<${Empty} icon="bin" title=${WORDS.empty}><p>${WORDS.emptyHelp}</p><a class="button" href="#/">All projects</a><//>` : null}
    ${all && all.length > 0 && shown.length === 0 ? html`<${Empty} icon="search" title=${WORDS.none} />` : null}
    ${shown.length > 0 ? html`<div class="card"><${VirtualList} key=${String(isNarrow)} label=${WORDS.title} count=${shown.length} height=${isNarrow ? 104 : 64} render=${render} /></div>` : null}
  </div>`;
}

/** @param {{trash: Trash, place: number}} props */
function Entry({ trash, place }) {
  const project = trash.shown.value[place];
  return project ? html`<${Deleted} key=${project.id} project=${project} trash=${trash} />` : null;
}

/** @param {{project: TrashedProject, trash: Trash}} props */
function Deleted({ project, trash }) {
  const { id, size, deletedAt } = project;
  const isBroken = trash.broken.value.has(id);
  const isBusy = trash.busy.value.has(id);
  return html`<div class="deleted">
    <div class="grow"><p class="cut"><strong>${id}</strong></p>
      ${isBroken
        ? html`<p class="small bad" role="alert">${WORDS.broken}</p>`
        : html`<p class="small muted cut numbers">Deleted <${Time} at=${deletedAt} /> · ${sizeWords(size)}</p>`}</div>
    ${isBroken
      ? html`<div class="row"><button type="button" class="button" disabled=${isBusy} onClick=${() => trash.restoreOlder(project)}>${WORDS.older}</button>
          <button type="button" class="icon-button" aria-label=${`${WORDS.text} of ${id}`} title=${WORDS.text} onClick=${() => trash.download(project)}><${Icon} name="download" /></button></div>`
      : html`<button type="button" class="button" aria-label=${`${WORDS.restore} ${id}`} disabled=${isBusy} onClick=${() => trash.restore(project)}><${Icon} name="undo" />${WORDS.restore}</button>`}
  </div>`;
}
