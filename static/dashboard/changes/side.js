import { html } from "../parts/html.js";
import { WORDS } from "./words.js";

const SIGNS = { gone: "−", came: "+" };

/**
 * Show one side of a change; a sign and a word say which, the colour does not have to.
 * @param {{side: "gone" | "came", children?: any}} props
 */
export function Side({ side, children }) {
  return html`<div class=${`side ${side}`}>
    <span class="sign" aria-hidden="true">${SIGNS[side]}</span><span class="for-readers">${side === "gone" ? WORDS.before : WORDS.after}: </span>
    <div class="body">${children}</div>
  </div>`;
}
