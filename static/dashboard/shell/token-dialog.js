import { useState } from "preact/hooks";

import { useApp } from "../app.js";
import { Dialog } from "../parts/dialog.js";
import { html } from "../parts/html.js";

/** Asks for the token of a server that was started with one. */
export function TokenDialog() {
  const app = useApp();
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState("");
  const use = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setProblem((await app.unlock(token.trim())) ? "" : "The server does not take this token.");
  };
  return html`<${Dialog} title="This server wants its token" close=${() => undefined}>
    <form class="stack" onSubmit=${use}>
      <label class="field"><span class="label">Token</span>
        <input class="input mono" autofocus autocomplete="off" value=${token} aria-invalid=${problem !== ""} onInput=${(/** @type {InputEvent & {currentTarget: HTMLInputElement}} */ event) => setToken(event.currentTarget.value)} />
        <span class="help">It stands after <code>#token=</code> in the address that <code>holdfast serve</code> printed. It is kept for this tab only.</span>
        ${problem ? html`<span class="problem" role="alert">${problem}</span>` : null}
      </label>
      <div class="actions"><button class="button primary" disabled=${token.trim() === ""}>Continue</button></div>
    </form>
  <//>`;
}
