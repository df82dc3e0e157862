import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";

/** @import { HomeState } from "./home.js" */

/**
 * Help where there is no project yet: three ways to the first one.
 * @param {{home: HomeState, choose: () => void}} props
 */
export function FirstRun({ home, choose }) {
  const folder = useApp().connection.health.value?.data ?? "data";
  const { origin } = location;
  const save = `curl -X PUT -H 'Content-Type: application/json' -H 'If-None-Match: *' \\\n     -d '{"title": "Dawn"}' ${origin}/api/projects/story`;
  const tag = `<script src="${origin}/local-storage/my-tool.js"></script>`;
  return html`<section class="first-run" aria-labelledby="first">
    <div class="lead"><h2 id="first">Nothing here yet</h2>
      <p class="muted">A project is one JSON file in the folder <code>${folder}</code>. Every version that is replaced is kept, so nothing that you try here can go wrong for good.</p></div>
    <ol>
      <li class="card"><${Icon} name="add" /><h3>Make one</h3><p class="muted">Empty, or with what its kind begins with.</p>
        <button type="button" class="button primary" onClick=${() => (home.isCreating.value = true)}>New project</button></li>
      <li class="card"><${Icon} name="upload" /><h3>Bring your files</h3><p class="muted">Drop them on this page, or copy them into <code>${folder}/</code>; they show up by themselves.</p>
        <button type="button" class="button" onClick=${choose}>Choose files</button></li>
      <li class="card wide"><${Icon} name="data" /><h3>Save from a tool</h3>
        <${Snippet} title="With curl" text=${save} copy=${home.copy.bind(home)} />
        <${Snippet} title="A page that uses localStorage: one line before its scripts" text=${tag} copy=${home.copy.bind(home)} /></li>
    </ol>
  </section>`;
}

/** @param {{title: string, text: string, copy: (text: string) => unknown}} props */
function Snippet({ title, text, copy }) {
  return html`<figure class="snippet"><figcaption class="small muted">${title}</figcaption>
    <pre tabindex="0" aria-label=${title}>${text}</pre>
    <button type="button" class="icon-button" aria-label=${`Copy: ${title}`} title="Copy" onClick=${() => copy(text)}><${Icon} name="copy" /></button>
  </figure>`;
}
