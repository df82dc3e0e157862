import { useApp } from "../app.js";
import { Dialog } from "../parts/dialog.js";
import { html } from "../parts/html.js";
import { Keys } from "./palette.js";

/** Every key that does something here. */
export function KeyHelp() {
  const { commands } = useApp();
  const close = () => (commands.isHelpOpen.value = false);
  const withKeys = commands.all.value.filter(({ keys }) => keys);
  const groups = [...new Set(withKeys.map(({ group }) => group))];
  return html`<${Dialog} title="Keys" close=${close} wide>
    <div class="key-help">${groups.map((group) => html`<section>
      <h3>${group}</h3>
      <dl>${withKeys.filter((command) => command.group === group).map(({ title, keys }) => html`<div><dt>${title}</dt><dd><${Keys} keys=${keys} /></dd></div>`)}</dl>
    </section>`)}</div>
    <div class="actions"><button type="button" class="button" autofocus onClick=${close}>Close</button></div>
  <//>`;
}
