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
  const next = nextPlace(event.key, { place, columns: columnsBeside(link), count });
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

/**
 * Count the projects that stand in one line with a link.
 * @param {HTMLElement} link
 */
function columnsBeside(link) {
  const { top } = link.getBoundingClientRect();
  const all = [...document.querySelectorAll("a[data-place]")];
  return Math.max(1, all.filter((other) => Math.abs(other.getBoundingClientRect().top - top) < 2).length);
}
