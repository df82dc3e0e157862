import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { serverFacts } from "./words.js";

/** A quiet line at the end: what is kept where, and which tools are served. */
export function ServerLine() {
  const health = useApp().connection.health.value;
  const facts = health ? serverFacts(health) : [];
  const apps = health?.apps ?? [];
  return html`<section class="server-line small muted" id="server-line" tabindex="-1" aria-label="The server">
    <dl>${facts.map(({ name, text }) => html`<div key=${name}><dt>${name}</dt> <dd>${text}</dd></div>`)}
      ${apps.length > 0 ? html`<div><dt>Tools</dt> <dd>${apps.map(({ name, address }, index) => html`${index > 0 ? ", " : ""}<a href=${address}>${name}</a>`)}</dd></div>` : null}
    </dl>
    <a href="#/trash">Trash</a>
  </section>`;
}
