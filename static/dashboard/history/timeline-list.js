import { useEffect, useRef } from "preact/hooks";

import { html } from "../parts/html.js";
import { VirtualList } from "../parts/virtual-list.js";
import { VersionRow } from "./version-row.js";
import { WORDS } from "./words.js";

/** @import { History } from "./history.js" */

/** Of a row, in pixels; history.css has it too. */
const HEIGHT = 52;

/**
 * Show the versions by day, newest first. The row that keys act on stays in sight.
 * @param {{history: History}} props
 */
export function TimelineList({ history }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const rows = history.rows.value;
  const cursor = history.cursor.value;
  const place = rows.findIndex((row) => row.kind === "version" && row.version.name === cursor);
  useEffect(() => history.reach(0, 40), [rows]);
  useEffect(() => {
    show(box.current, place);
    if (cursor && document.activeElement?.hasAttribute("data-version")) focusRow(cursor);
  }, [cursor]);
  const draw = (/** @type {number} */ at) => {
    const row = rows[at];
    if (!row) return null;
    if (row.kind === "day") return html`<h3 class="day">${row.text}</h3>`;
    return html`<${VersionRow} key=${row.key} history=${history} version=${row.version} isLast=${rows[at + 1]?.kind !== "version"} />`;
  };
  return html`<div class="timeline" ref=${box}>
    <${VirtualList} count=${rows.length} height=${HEIGHT} label=${WORDS.title} reach=${(/** @type {number} */ first, /** @type {number} */ last) => history.reach(first, last)} render=${draw} />
  </div>`;
}

/**
 * Give the focus to a version's row, as soon as it is drawn.
 * @param {string} name
 */
export function focusRow(name) {
  const focus = () => {
    /** @type {HTMLElement | null} */
    const row = document.querySelector(`.history [data-version="${CSS.escape(name)}"]`);
    row?.focus({ preventScroll: true });
    return row !== null;
  };
  if (!focus()) requestAnimationFrame(() => requestAnimationFrame(focus));
}

/**
 * Scroll the page so far that a row can be seen.
 * @param {HTMLElement | null} box
 * @param {number} place
 */
function show(box, place) {
  if (!box || place < 0 || box.offsetParent === null) return;
  const top = box.getBoundingClientRect().top + place * HEIGHT;
  const above = 2 * HEIGHT;
  if (top < above) scrollBy({ top: top - above - HEIGHT });
  else if (top + HEIGHT > innerHeight) scrollBy({ top: top + 2 * HEIGHT - innerHeight });
}
