import { useMemo, useState } from "preact/hooks";

import { useApp } from "../../app.js";
import { Banner } from "../../parts/banner.js";
import { Empty } from "../../parts/empty.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Menu } from "../../parts/menu.js";
import { projectLink } from "../../state/router.js";
import { countWords } from "../../words/format.js";
import { keysOf, placeWords, valueAt } from "../../words/pointer.js";
import { AddMember } from "./add-member.js";
import { useEditing } from "./editing.js";
import { ListSection } from "./list-section.js";
import { divided } from "./reading.js";
import { RowDetail } from "./row-detail.js";
import { Scalar } from "./scalar.js";
import { TableSection } from "./table-section.js";
import { reveal, Tree } from "./tree.js";
import { typeOf } from "./values.js";
import { sizeOf, turnWords, TYPES, WORDS } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Editing } from "./editing.js"
 * @import { Section } from "./reading.js"
 */

const MANY = 60;

/**
 * Show any document to be read and edited: its facts, its tables, its lists and groups.
 * @param {{project: OpenProject}} props
 */
export function GenericView({ project }) {
  const { router } = useApp();
  const editing = useEditing(project);
  const revision = project.revision.value;
  const { facts, sections } = useMemo(() => divided(project.document), [project, revision]);
  const [most, setMost] = useState(MANY);
  const place = router.route.value.query.get("at") ?? "";
  const [first, second] = keysOf(place);
  const reached = sections.findIndex(({ key }) => key === first);
  const table = sections[reached]?.shape === "table" && second !== undefined ? sections[reached] : null;
  const names = [...facts.map(([key]) => key), ...sections.map(({ key }) => key)];
  const isThere = place === "" || valueAt(project.document, place) !== undefined;
  return html`<div class="generic">
    ${editing.isReadOnly ? html`<${Banner} tone="note" title=${WORDS.written}>${WORDS.writtenHelp}<//>` : null}
    ${isThere ? null : html`<${Banner} tone="note" title=${WORDS.missingPlace}><code>${placeWords(place)}</code>. ${WORDS.missingHelp}<//>`}
    ${names.length === 0 ? html`<div class="card"><${Empty} icon="data" title=${WORDS.emptyTitle}><p>${WORDS.emptyHelp}</p><//></div>` : null}
    ${facts.length > 0 || !editing.isReadOnly ? html`<${Facts} editing=${editing} facts=${facts} names=${names} place=${place} />` : null}
    ${sections.slice(0, Math.max(most, reached + 1)).map((section) => html`<${SectionCard} key=${section.key} editing=${editing} section=${section} place=${place} />`)}
    ${sections.length > most ? html`<button type="button" class="button" onClick=${() => setMost(most * 5)}>${WORDS.more}: ${sections.length - most}</button>` : null}
    ${table && isThere ? html`<${RowDetail} editing=${editing} list=${[table.key]} rows=${table.value} index=${Number(second)} place=${place} />` : null}
  </div>`;
}

/** @param {{editing: Editing, facts: [string, any][], names: string[], place: string}} props `names` are those of all members */
function Facts({ editing, facts, names, place }) {
  const [most, setMost] = useState(MANY);
  const shown = facts.slice(0, Math.max(most, facts.findIndex(([key]) => `/${key}` === place) + 1));
  return html`<section class="card facts-card" aria-label=${WORDS.facts}>
    <ul>${shown.map(([key, value]) => html`<li key=${key} data-at=${keysOf(place)[0] === key} ref=${(/** @type {HTMLElement | null} */ element) => keysOf(place)[0] === key && element && !element.dataset["seen"] && (reveal(element), element.dataset["seen"] = "yes")}>
      <span class="key" title=${key}>${key.slice(0, 120)}</span>
      <${Scalar} value=${value} label=${key} isReadOnly=${editing.isReadOnly} problem=${editing.problemAt([key])} write=${(/** @type {any} */ next) => editing.write([key], next)} />
      ${editing.isReadOnly ? null : html`<${Menu} label=${`${WORDS.actions}: ${key.slice(0, 60)}`} items=${[
        ...TYPES.filter(([type]) => ["text", "number", "yes-no", "null"].includes(type) && type !== typeOf(value)).map(([type, word]) => ({ label: turnWords(word), icon: "edit", run: () => editing.turn([key], /** @type {import("./values.js").Type} */ (type)) })),
        { label: WORDS.remove, icon: "bin", danger: true, run: () => editing.removeMember([], key) },
      ]} />`}
    </li>`)}</ul>
    ${facts.length > shown.length ? html`<button type="button" class="button small" onClick=${() => setMost(most * 10)}>${WORDS.more}: ${facts.length - shown.length}</button>` : null}
    <${AddMember} editing=${editing} steps=${[]} names=${names} />
  </section>`;
}

/** @param {{editing: Editing, section: Section, place: string}} props */
function SectionCard({ editing, section, place }) {
  const { key, value, shape } = section;
  const [first, second] = keysOf(place);
  const isHere = first === key;
  const id = `generic-${key}`;
  const count = shape === "table" ? countWords(value.length, "row") : sizeOf(value);
  const title = html`<h2 id=${id}>${key.slice(0, 200)} <span class="muted">${count}</span></h2>`;
  const menu = editing.isReadOnly ? null : html`<${Menu} label=${`${WORDS.actions}: ${key.slice(0, 60)}`} items=${[
    { label: WORDS.data, icon: "data", href: projectLink(editing.project.id, "data") },
    { label: WORDS.remove, icon: "bin", danger: true, run: () => editing.removeMember([], key) },
  ]} />`;
  return html`<section class="card" aria-labelledby=${id} data-at=${isHere && second === undefined} ref=${(/** @type {HTMLElement | null} */ element) => isHere && second === undefined && element && element.dataset["seen"] !== place && (element.scrollIntoView({ block: "start" }), element.dataset["seen"] = place)}>
    ${shape === "table" ? null : html`<div class="bar">${title}<span class="grow"></span>${menu}</div>`}
    ${editing.problemAt([key]) ? html`<p class="problem small">${editing.problemAt([key])}</p>` : null}
    ${shape === "table"
      ? html`<${TableSection} editing=${editing} steps=${[key]} rows=${value} wanted=${isHere && second !== undefined ? Number(second) : -1} isNewestFirst=${editing.isReadOnly} title=${title} menu=${menu} />`
      : shape === "list" ? html`<${ListSection} editing=${editing} steps=${[key]} list=${value} place=${place} />`
        : shape === "empty" ? html`<${Nothing} editing=${editing} name=${key} />` : html`<${Tree} editing=${editing} steps=${[key]} value=${value} place=${place} />`}
  </section>`;
}

/** @param {{editing: Editing, name: string}} props */
function Nothing({ editing, name }) {
  return html`<div class="items"><p class="muted small">${WORDS.noItems}</p>${editing.isReadOnly ? null : html`<div class="row">
    <button type="button" class="button small quiet" onClick=${() => editing.addItem([name], { name: "" })}><${Icon} name="add" />${WORDS.addRow}</button>
    <button type="button" class="button small quiet" onClick=${() => editing.addItem([name], "")}><${Icon} name="add" />${WORDS.addValue}</button>
  </div>`}</div>`;
}
