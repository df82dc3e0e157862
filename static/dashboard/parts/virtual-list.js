import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { html } from "./html.js";

/** Pixels that are scrolled between two drawings. */
const STRIDE = 200;

/**
 * Show a long list by drawing only what can be seen; the page itself scrolls.
 *
 * Items have one height (pixels), and stand in as many columns as fit. `render` gets the place of an item and returns
 * what is drawn there; `reach` hears which places are seen, to load them. The body of a table has the role `rowgroup`
 * and items of the role `row`, the first of them below a row of heads.
 * @param {{
 *   count: number, height: number, render: (place: number) => any, columnWidth?: number, gap?: number,
 *   reach?: (first: number, last: number) => unknown, label: string, role?: "list" | "rowgroup",
 * }} props
 */
export function VirtualList({ count, height, render, columnWidth = 0, gap = 0, reach, label, role = "list" }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [seen, setSeen] = useState({ top: 0, bottom: 1200, columns: 1 });
  useLayoutEffect(() => {
    const look = () => {
      const next = seenOf(ref.current, { columnWidth, gap, step: height + gap });
      if (next) setSeen((was) => (was.top === next.top && was.bottom === next.bottom && was.columns === next.columns ? was : next));
    };
    look();
    const observer = new ResizeObserver(look);
    if (ref.current) observer.observe(ref.current);
    addEventListener("scroll", look, { passive: true });
    return () => (observer.disconnect(), removeEventListener("scroll", look));
  }, [height, gap, columnWidth]);
  const { columns } = seen;
  const lines = Math.ceil(count / columns);
  const firstLine = Math.max(0, Math.floor(seen.top / (height + gap)));
  const lastLine = Math.min(lines - 1, Math.ceil(seen.bottom / (height + gap)));
  const first = firstLine * columns;
  const last = Math.min(count, (lastLine + 1) * columns) - 1;
  useEffect(() => void (last >= first && reach?.(first, last)), [first, last, count]);
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  const total = Math.max(0, lines * (height + gap) - gap);
  const cellOf = useCells((place) => html`<div key=${place} ...${role === "list" ? inList(place, count) : inTable(place)}
    style=${placeStyle(place, { columns, height, gap })}><${Cell} render=${render} place=${place} /></div>`, [render, role, count, columns, height, gap]);
  return html`<div class="virtual" ref=${ref} role=${role} aria-label=${label} style=${{ position: "relative", height: `${total}px` }}>
    ${places.map(cellOf)}
  </div>`;
}

/**
 * An item of its own component, so that what it reads draws it alone anew.
 * @param {{render: (place: number) => any, place: number}} props
 */
function Cell({ render, place }) {
  return render(place);
}

/**
 * Keep what was made for the places that stay in sight: scrolling then draws only those that come.
 * @param {(place: number) => any} make
 * @param {unknown[]} dependencies
 */
function useCells(make, dependencies) {
  const known = useMemo(() => new Map(), dependencies);
  const before = new Map(known);
  known.clear();
  return (/** @type {number} */ place) => {
    const cell = before.get(place) ?? make(place);
    known.set(place, cell);
    return cell;
  };
}

/**
 * @param {number} place
 * @param {number} count
 */
function inList(place, count) {
  return { role: "listitem", "aria-setsize": count, "aria-posinset": place + 1 };
}

/** @param {number} place */
function inTable(place) {
  return { role: "row", "aria-rowindex": place + 2 };
}

/**
 * @param {number} place
 * @param {{columns: number, height: number, gap: number}} grid
 */
function placeStyle(place, { columns, height, gap }) {
  const line = Math.floor(place / columns);
  const share = 100 / columns;
  const inset = (gap * (columns - 1)) / columns;
  const left = `calc(${(place % columns) * share}% + ${((place % columns) * gap) / columns}px)`;
  return { position: "absolute", left, width: `calc(${share}% - ${inset}px)`, height: `${height}px`, transform: `translateY(${line * (height + gap)}px)` };
}

/**
 * Say which part of a list can be seen, with a screen more on both sides; in steps, so that scrolling draws little at once.
 * @param {HTMLElement | null} list
 * @param {{columnWidth: number, gap: number, step: number}} grid
 */
function seenOf(list, { columnWidth, gap, step }) {
  if (!list) return null;
  const { top, width } = list.getBoundingClientRect();
  const columns = columnWidth === 0 ? 1 : Math.max(1, Math.floor((width + gap) / (columnWidth + gap)));
  const stride = Math.max(1, Math.round(STRIDE / step)) * step;
  const stepped = (/** @type {number} */ value) => Math.floor(value / stride) * stride;
  return { top: stepped(-top - innerHeight), bottom: stepped(2 * innerHeight - top) + stride, columns };
}
