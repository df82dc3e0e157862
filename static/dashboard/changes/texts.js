import { useMemo, useState } from "preact/hooks";

import { html } from "../parts/html.js";
import { Side } from "./side.js";
import { isAlike, shortened, wordDiff } from "./word-diff.js";
import { WORDS } from "./words.js";

/** @import { Piece } from "./word-diff.js" */

/**
 * Show two texts beside each other with the changed words marked, long ones only around their changes.
 * @param {{before: string, after: string}} props
 */
export function Texts({ before, after }) {
  const [isWhole, setWhole] = useState(false);
  const marked = useMemo(() => marksOf(before, after), [before, after]);
  const cut = useMemo(() => ({ before: shortened(marked.before), after: shortened(marked.after) }), [marked]);
  const isLong = cut.before.isCut || cut.after.isCut;
  const shown = (/** @type {"before" | "after"} */ side) => (isWhole ? marked[side] : cut[side].pieces);
  return html`<${Side} side="gone"><span class="value text"><${Pieces} pieces=${shown("before")} tag="del" /></span><//>
    <${Side} side="came"><span class="value text"><${Pieces} pieces=${shown("after")} tag="ins" /></span><//>
    ${isLong ? html`<button type="button" class="button small more" onClick=${() => setWhole(!isWhole)}>${isWhole ? WORDS.showChanged : WORDS.showAll(Math.max(before.length, after.length))}</button>` : null}`;
}

/** @param {{pieces: (Piece & {isCut?: boolean})[], tag: "del" | "ins"}} props */
function Pieces({ pieces, tag }) {
  return pieces.map(({ text, changed, isCut }) => {
    if (isCut) return html`<span class="gap">${text}</span>`;
    return changed ? html`<${tag}>${text}<//>` : text;
  });
}

/**
 * Mark what changed; texts that have nothing to do with each other stand as they are.
 * @param {string} before
 * @param {string} after
 */
function marksOf(before, after) {
  const marked = wordDiff(before, after);
  return isAlike(marked) ? marked : { before: plain(before), after: plain(after) };
}

/**
 * @param {string} text
 * @returns {Piece[]}
 */
function plain(text) {
  return text === "" ? [] : [{ text, changed: false }];
}
