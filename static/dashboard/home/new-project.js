import { useState } from "preact/hooks";

import { useApp } from "../app.js";
import { Dialog } from "../parts/dialog.js";
import { html } from "../parts/html.js";
import { projectLink } from "../state/router.js";
import { Creating } from "./creating.js";

/** @typedef {Event & {currentTarget: HTMLInputElement}} Typed */

/**
 * Ask for the kind and the title of a new project.
 * @param {{close: () => void}} props
 */
export function NewProject({ close }) {
  const app = useApp();
  const [creating] = useState(() => new Creating(app));
  const make = async (/** @type {{validates?: boolean}} */ how) => (await creating.make(how)) && close();
  const type = (/** @type {Typed} */ event) => creating.call(event.currentTarget.value);
  const submit = (/** @type {Event} */ event) => (event.preventDefault(), creating.canMake.value && void make({}));
  return html`<${Dialog} title="New project" close=${close}>
    <form class="new-project stack" onSubmit=${submit}>
      <label class="field"><span class="label">Title</span>
        <input class="input" autofocus autocomplete="off" maxlength="200" value=${creating.title.value} onInput=${type} />
      </label>
      <${Id} creating=${creating} />
      <fieldset class="kinds"><legend class="label">Kind</legend>
        ${creating.kinds.value.map(({ name, title, description }) => html`<label key=${name}><input type="radio" name="kind" checked=${creating.kind.value === name} onChange=${() => (creating.kind.value = name)} />
          <span><strong>${title}</strong><span class="small muted">${description}</span></span></label>`)}
      </fieldset>
      <${Trouble} creating=${creating} make=${make} />
      <div class="actions">
        <button type="button" class="button" onClick=${close}>Cancel</button>
        <button class="button primary" disabled=${!creating.canMake.value}>Make it</button>
      </div>
    </form>
  <//>`;
}

/** @param {{creating: Creating}} props */
function Id({ creating }) {
  const standing = creating.standing.value;
  const id = creating.id.value;
  const type = (/** @type {Typed} */ event) => creating.name(event.currentTarget.value);
  const isWrong = standing === "bad" || standing === "taken";
  return html`<label class="field"><span class="label">Id, the name of the file</span>
      <input class="input mono" autocomplete="off" spellcheck="false" maxlength="64" value=${id} aria-invalid=${isWrong} aria-describedby="new-id-help" onInput=${type} />
    </label>
    <p class="id-help small" id="new-id-help" role="status">
      ${standing === "bad" ? html`<span class="bad">Small letters a to z, digits, - and _, with a letter or digit first.</span>` : null}
      ${standing === "taken" ? html`<span class="bad">There is a project <a href=${projectLink(id)}>${id}</a> already.</span>` : null}
      ${standing === "taken" && creating.proposal.value ? html` <button type="button" class="button small" onClick=${() => creating.name(creating.proposal.value)}>Take ${creating.proposal.value}</button>` : null}
      ${isWrong ? null : html`<span class="muted">${id === "" ? "It comes of the title." : `${id}.json in the data folder`}</span>`}
    </p>`;
}

/** @param {{creating: Creating, make: (how: {validates: boolean}) => unknown}} props */
function Trouble({ creating, make }) {
  const violations = creating.violations.value;
  if (violations.length > 0) {
    return html`<div class="trouble small" role="alert"><p>An empty project of this kind breaks its own contract:</p>
      <ul>${violations.slice(0, 5).map(({ path, message }) => html`<li><code>${path || "/"}</code> ${message}</li>`)}</ul>
      <button type="button" class="button small" onClick=${() => make({ validates: false })}>Make it all the same, and fill it in</button></div>`;
  }
  return creating.problem.value ? html`<p class="trouble small bad" role="alert">${creating.problem.value}</p>` : null;
}
