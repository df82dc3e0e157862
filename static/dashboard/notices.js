import { button, fill, h } from "./dom.js";
import { errorWords } from "./errors.js";

const SECONDS = 12;

/** @typedef {{name: string, run: () => unknown}} Action */

/**
 * Show a short message for a while; it stays as long as it is pointed at or focused.
 * @param {string} text
 * @param {Action} [action]
 */
export function notify(text, action) {
  show(text, "", action);
}

/**
 * Show what went wrong, until it is closed.
 * @param {unknown} error
 */
export function complain(error) {
  show(errorWords(error), "bad");
}

/**
 * Run something, and show what went wrong with it.
 * @param {() => Promise<unknown>} work
 */
export async function attempt(work) {
  try {
    await work();
  } catch (error) {
    complain(error);
  }
}

/**
 * @param {string} text
 * @param {string} tone
 * @param {Action} [action]
 */
function show(text, tone, action) {
  const notice = h("div", { class: `notice ${tone}` }, h("p", {}, text));
  const close = () => notice.remove();
  if (action) {
    const run = () => {
      close();
      void attempt(async () => action.run());
    };
    notice.append(button(action.name, run, { class: "link" }));
  }
  notice.append(button("×", close, { class: "icon", "aria-label": "Close this message" }));
  fill(shelf(), notice);
  if (tone !== "bad") fade(notice);
}

/** @param {HTMLElement} notice */
function fade(notice) {
  const later = () => {
    if (notice.matches(":hover, :focus-within")) setTimeout(later, 1000);
    else notice.remove();
  };
  setTimeout(later, SECONDS * 1000);
}

function shelf() {
  const found = document.querySelector("#notices");
  if (!found) throw new Error("the page has no place for messages");
  return found;
}
