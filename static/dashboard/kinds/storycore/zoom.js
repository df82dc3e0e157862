import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { useApp } from "../../app.js";
import { fitting, limited } from "./timeline.js";

const STEP = 1.5;
/** Scrolling draws anew in steps of so many pixels. */
const GRAIN = 256;

/**
 * Scale the timeline and know what of it is seen. How far it is zoomed is kept for each film.
 * @param {string} id of the project
 * @param {number} end seconds
 */
export function useZoom(id, end) {
  const { preferences } = useApp();
  const kept = preferences.of(`film-zoom:${id}`, 0);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [room, setRoom] = useState(0);
  const [at, setAt] = useState(0);
  const isFit = kept.value === 0;
  const scale = isFit ? fitting(end, room) : limited(kept.value, end);
  const anchor = useRef({ scale, offset: 0 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => setRoom(box.current?.clientWidth ?? 0));
    if (box.current) observer.observe(box.current);
    setRoom(box.current?.clientWidth ?? 0);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const { scale: before, offset } = anchor.current;
    if (box.current && before !== scale) box.current.scrollLeft = ((box.current.scrollLeft + offset) / before) * scale - offset;
    anchor.current = { scale, offset: 0 };
  }, [scale]);
  const by = (/** @type {number} */ factor, offset = room / 2) => {
    anchor.current = { scale, offset };
    const next = limited(scale * factor, end);
    kept.value = next <= fitting(end, room) ? 0 : next;
  };
  return {
    box, scale, isFit, room,
    seen: { from: at - GRAIN, to: at + Math.max(room, 320) + 2 * GRAIN },
    scrolled: () => setAt(Math.floor((box.current?.scrollLeft ?? 0) / GRAIN) * GRAIN),
    closer: (/** @type {number | undefined} */ offset = undefined) => by(STEP, offset), farther: (/** @type {number | undefined} */ offset = undefined) => by(1 / STEP, offset),
    fit: () => void (kept.value = 0),
  };
}
