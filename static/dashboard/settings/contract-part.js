import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { act } from "../state/acting.js";
import { placeWords } from "../words/pointer.js";

/** @import { OpenProject } from "../state/open-project.js" */

const MOST = 50;

/**
 * What kind of document it is, what its contract asks, and what breaks it.
 * @param {{project: OpenProject}} props
 */
export function ContractPart({ project }) {
  const { listing } = useApp();
  const { contract: address = null, named = null, violations = [], warnings = [] } = project.contract.value ?? {};
  const kinds = listing.kinds.value;
  const current = kinds.find(({ name }) => name === project.kind.value);
  const choose = (/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => name(project, event.currentTarget.value);
  return html`<section class="card panel stack" aria-labelledby="contract-title"><h2 id="contract-title">Contract</h2>
    <p>${current ? html`<strong>${current.title}.</strong> ${current.description}` : "A document of no particular kind."}
      ${address ? html` <a href=${address}>Its JSON Schema</a>` : null}</p>
    <label class="field"><span class="label">Held to the contract of</span>
      <select class="select" value=${named ? project.kind.value : ""} onChange=${choose}>
        <option value="">what its shape says (${current?.title ?? "anything"})</option>
        ${kinds.filter(({ contract }) => contract).map((kind) => html`<option value=${kind.name}>${kind.title}</option>`)}
      </select>
      <span class="help">Naming one puts <code>$schema</code> into the file, so that editors such as VS Code check it too.</span>
    </label>
    <${Findings} title="Breaks the contract" tone="bad" found=${violations.map(({ path, message }) => ({ path, text: message }))} />
    <${Findings} title="Worth a look" tone="warn" found=${warnings.map(({ path = "", detail }) => ({ path, text: detail }))} />
    ${violations.length + warnings.length === 0 ? html`<p><span class="badge good">Nothing is wrong with it</span></p>` : null}
  </section>`;
}

/** @param {{title: string, tone: string, found: {path: string, text: string}[]}} props */
function Findings({ title, tone, found }) {
  if (found.length === 0) return null;
  return html`<div class="stack"><h3><span class=${`badge ${tone}`}>${found.length}</span> ${title}</h3>
    <ul class="findings small">${found.slice(0, MOST).map(({ path, text }) => html`<li><code title=${path}>${placeWords(path)}</code> ${text}</li>`)}</ul>
    ${found.length > MOST ? html`<p class="muted small">and ${found.length - MOST} more</p>` : null}</div>`;
}

/**
 * Name the contract of a kind in the document; none lets its shape decide.
 * @param {OpenProject} project
 * @param {string} kind
 */
function name(project, kind) {
  const title = kind ? `Held to the contract of ${kind}` : "Held to what its shape says";
  act(project, title, ["$schema"], (document) => {
    if (kind) document.$schema = `${location.origin}/contracts/${kind}.schema.json`;
    else delete document.$schema;
  });
}
