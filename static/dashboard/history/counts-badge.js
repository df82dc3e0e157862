import { countSentence, countSigns } from "../changes/words.js";
import { html } from "../parts/html.js";

/** @import { Counts } from "../server-types.js" */

/**
 * Say in signs how much is different, and in words to who cannot see them.
 * @param {{counts: Counts}} props
 */
export function CountsBadge({ counts }) {
  const signs = countSigns(counts);
  return html`<span class="counts numbers"><span class="for-readers">${countSentence(counts)}</span>
    <span aria-hidden="true">${signs.length === 0 ? "=" : signs.map(({ sign, tone, count }) => html`<span class=${tone}>${sign}${count.toLocaleString("en")}</span>`)}</span>
  </span>`;
}
