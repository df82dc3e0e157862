import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { download } from "./acts.js";
import { Problem, Progress } from "./problem.js";
import { WORDS } from "./words.js";

/**
 * @import { History } from "./history.js"
 * @import { Version } from "./timeline.js"
 */

/**
 * Show the whole text of a version as it is kept; a very long one can be downloaded.
 * @param {{history: History, version: Version}} props
 */
export function TextView({ history, version }) {
  const { text, isTooLong, error } = history.reading.state.value;
  if (error) return html`<${Problem} error=${error} again=${() => history.reading.load()} />`;
  if (isTooLong) {
    return html`<div class="stack"><p class="muted">${WORDS.tooLong(version.size ?? 0)}</p>
      <div class="row"><button type="button" class="button" onClick=${() => download(history, version)}><${Icon} name="download" />${WORDS.download}</button></div></div>`;
  }
  return text === null ? html`<${Progress} />` : html`<pre class="whole-text">${text}</pre>`;
}
