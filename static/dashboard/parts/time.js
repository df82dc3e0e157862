import { signal } from "@preact/signals";

import { exactTime, timeWords } from "../words/format.js";
import { html } from "./html.js";

/** Grows every half minute, so that ages are said anew. */
const tick = signal(0);
setInterval(() => (tick.value += 1), 30_000);

/**
 * Say when something was, in words, with the exact time on hovering.
 * @param {{at: string | null | undefined}} props
 */
export function Time({ at }) {
  if (!at || tick.value < 0) return null;
  return html`<time datetime=${at} title=${exactTime(at)}>${timeWords(at)}</time>`;
}
