import { useApp } from "../app.js";
import { Empty } from "../parts/empty.js";
import { html } from "../parts/html.js";

/** Shown while nothing of a project is known. */
export function Waiting() {
  const { connection } = useApp();
  if (connection.standing.value !== "away") return html`<div class="progress" role="progressbar" aria-label="Loading"><span></span></div>`;
  return html`<${Empty} icon="cloudOff" title="The server is away, and this browser holds nothing of this project">
    <p>Start it with <code>holdfast serve</code>. The page goes on by itself when it answers.</p>
  <//>`;
}
