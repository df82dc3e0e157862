import { HoldfastError } from "../../client/errors.js";
import { Banner } from "../parts/banner.js";
import { html } from "../parts/html.js";
import { wordsOf } from "../state/connection.js";
import { WORDS } from "./words.js";

/**
 * Say why a version cannot be shown, and what can be done.
 * @param {{error: unknown, again: () => unknown}} props
 */
export function Problem({ error, again }) {
  const code = error instanceof HoldfastError ? error.code : "";
  if (code === "no_such_backup") return html`<${Banner} tone="warn" name="gone" title=${WORDS.gone}>${WORDS.goneHelp}<//>`;
  if (code === "file_broken") return html`<${Banner} tone="warn" name="broken" title=${WORDS.broken}>${wordsOf(error)}<//>`;
  const actions = html`<button type="button" class="button small" onClick=${again}>${WORDS.again}</button>`;
  return html`<${Banner} tone="bad" name="failed" title=${WORDS.failed} actions=${actions}>${wordsOf(error)}<//>`;
}

/** Says that something is being loaded, if it takes long. */
export function Progress() {
  return html`<div class="progress late" role="progressbar" aria-label=${WORDS.comparing}><span></span></div>`;
}
