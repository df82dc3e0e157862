import { useApp } from "../app.js";
import { downloadFrom } from "../parts/download.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { sizeWords } from "../words/format.js";
import { collectionsOf, downloadsOf, snippetsOf } from "./sharing.js";

/**
 * @import { OpenProject } from "../state/open-project.js"
 * @import { Download, Snippet } from "./sharing.js"
 */

/**
 * Everything that takes a project out of here: downloads, its path, its address, code for a page.
 * @param {{project: OpenProject}} props
 */
export function ShareTab({ project }) {
  const app = useApp();
  const kind = app.listing.kinds.value.find(({ name }) => name === project.kind.value);
  const size = project.versions.all.value?.find(({ etag }) => etag === project.onDisk.etag)?.size;
  const downloads = downloadsOf(project.id, project.path, collectionsOf(project.document, kind));
  const snippets = snippetsOf(project.id, { folder: app.connection.health.value?.data ?? "data", origin: location.origin });
  return html`<div class="share">
    <section aria-labelledby="downloads"><h2 id="downloads">Download</h2>
      <ul class="card">${downloads.map((download, index) => html`<${Row} download=${download} size=${index === 0 ? size : undefined} />`)}</ul>
    </section>
    <section aria-labelledby="copies"><h2 id="copies">Copy</h2>
      <ul class="card">${snippets.map((snippet) => html`<${CopyRow} snippet=${snippet} />`)}</ul>
    </section>
    <section aria-labelledby="double"><h2 id="double">A second one</h2>
      <div class="card panel row"><p class="grow">A copy is a project of its own under another id; it never merges with this one.</p>
        <button type="button" class="button" onClick=${() => app.duplicate(project.id)}><${Icon} name="copy" />Make a copy</button></div>
    </section>
  </div>`;
}

/** @param {{download: Download, size: number | undefined}} props */
function Row({ download, size }) {
  const { connection, toasts } = useApp();
  const take = (/** @type {Download["files"][number]} */ file) =>
    downloadFrom(connection, file.path, file.name).catch((error) => toasts.say(`Not downloaded. ${error.message}`, { tone: "bad" }));
  return html`<li><span class="grow"><strong>${download.title}</strong>${size ? html` <span class="muted small">${sizeWords(size)}</span>` : null}<br /><span class="muted small">${download.help}</span></span>
    <span class="row">${download.files.map((file) => html`<button type="button" class="button" aria-label=${`${file.label}: download ${file.name}`} onClick=${() => take(file)}><${Icon} name="download" />${file.label}</button>`)}</span></li>`;
}

/** @param {{snippet: Snippet}} props */
function CopyRow({ snippet }) {
  const { toasts } = useApp();
  const copy = () => navigator.clipboard.writeText(snippet.text).then(
    () => toasts.say(`Copied: ${snippet.title.toLowerCase()}`),
    () => toasts.say("The browser does not let this page copy. Select the text and copy it by hand.", { tone: "bad" }),
  );
  return html`<li><span class="grow"><strong>${snippet.title}</strong> <span class="muted small">${snippet.help}</span><pre tabindex="0">${snippet.text}</pre></span>
    <button type="button" class="button" aria-label=${`Copy ${snippet.title}`} onClick=${copy}><${Icon} name="copy" />Copy</button></li>`;
}
