import { exactTime, timeWords } from "./format.js";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Build an element; text is always text, and no markup is ever parsed.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties] attributes, and `on…` listeners
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) assign(element, name, value);
  fill(element, ...children);
  return element;
}

/**
 * Replace what an element holds.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  const shown = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  element.replaceChildren(...shown);
}

/**
 * Build a button; its text is its name.
 * @param {string} text
 * @param {() => unknown} onclick
 * @param {Record<string, unknown>} [properties]
 */
export function button(text, onclick, properties = {}) {
  return h("button", { type: "button", onclick: () => void onclick(), ...properties }, text);
}

/**
 * Show a time in words, exact on hover, kept fresh by `freshenTimes`.
 * @param {string} iso
 */
export function time(iso) {
  return h("time", { datetime: iso, title: exactTime(iso) }, timeWords(iso));
}

/** Say every shown time anew. */
export function freshenTimes() {
  for (const element of document.querySelectorAll("time")) element.textContent = timeWords(element.dateTime);
}

/**
 * Build a small line icon out of path data.
 * @param {string} path
 */
export function icon(path) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {unknown} value
 */
function assign(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  else element.setAttribute(name, value === true ? "" : String(value));
}
