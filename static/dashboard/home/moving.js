import { nextPlace } from "./places.js";

/**
 * Move by arrow keys from project to project.
 * @param {KeyboardEvent} event
 * @param {number} count how many there are
 */
export function moveByKeys(event, count) {
  const link = /** @type {HTMLElement | null} */ (event.target)?.closest?.("a[data-place]");
  if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = Number(link.dataset["place"]);
  const next = nextPlace(event.key, { place, columns: columnsShown(), count });
  if (next === null) return;
  event.preventDefault();
  focusPlace(next);
}

/**
 * Put the focus on the project at a place, if it is drawn.
 * @param {number} place
 */
export function focusPlace(place) {
  const link = document.querySelector(`a[data-place="${place}"]`);
  if (!(link instanceof HTMLElement)) return false;
  link.focus({ preventScroll: true });
  link.closest("[role='listitem'], [role='row']")?.scrollIntoView({ block: "nearest" });
  return true;
}

/** Count the columns in which projects stand: as many as the fullest line has. */
function columnsShown() {
  /** @type {Map<number, number>} */
  const lines = new Map();
  for (const link of document.querySelectorAll("a[data-place]")) {
    const top = Math.round(link.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  return Math.max(1, ...lines.values());
}
