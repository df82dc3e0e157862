import { h } from "./dom.js";
import { countLines, offsetOf, placeOf } from "./position.js";

/** @import { Place } from "./position.js" */

const LINE = 20;
const PADDING = 12;

/** A plain text area with line numbers, one marked line, two-space indent; Escape then Tab leaves it. */
export class Editor {
  #lines = 1;
  #marked = 0;
  #leaving = false;

  /**
   * @param {string} label
   * @param {(text: string) => void} [onEdit] without it the text is only to be read
   */
  constructor(label, onEdit) {
    this.gutter = h("div", { class: "gutter", "aria-hidden": "true" });
    this.mark = h("div", { class: "mark", hidden: true });
    this.area = h("textarea", {
      "aria-label": label, readonly: !onEdit, wrap: "off", spellcheck: "false", autocapitalize: "off", autocomplete: "off",
    });
    this.element = h("div", { class: "editor" }, this.gutter, h("div", { class: "sheet" }, this.mark, this.area));
    this.area.addEventListener("scroll", () => this.draw(), { passive: true });
    this.area.addEventListener("input", () => this.#typed(onEdit));
    if (onEdit) this.area.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.draw()).observe(this.area);
  }

  /**
   * Show a text; the caret stays where it was as far as possible.
   * @param {string} text
   */
  show(text) {
    if (this.area.value === text) return;
    const { selectionStart, scrollTop } = this.area;
    this.area.value = text;
    this.area.setSelectionRange(selectionStart, selectionStart);
    this.area.scrollTop = scrollTop;
    this.#count();
  }

  /**
   * Mark the line of a problem, or none.
   * @param {Place | null} place
   */
  markLine(place) {
    this.#marked = place?.line ?? 0;
    this.draw();
  }

  /**
   * Put the caret at a place and bring it into view.
   * @param {Place} place
   */
  goTo(place) {
    const offset = offsetOf(this.area.value, place);
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(offset, offset);
    this.area.scrollTop = Math.max(0, (place.line - 1) * LINE - this.area.clientHeight / 3);
    this.draw();
  }

  get caret() {
    return placeOf(this.area.value, this.area.selectionStart);
  }

  /** Draw the line numbers that are in view. */
  draw() {
    const { scrollTop, clientHeight } = this.area;
    const first = Math.floor(scrollTop / LINE);
    const count = Math.min(this.#lines - first, Math.ceil(clientHeight / LINE) + 1);
    const numbers = Array.from({ length: Math.max(0, count) }, (_, index) => first + index + 1);
    this.gutter.textContent = numbers.join("\n");
    this.gutter.style.setProperty("--digits", String(String(this.#lines).length));
    this.gutter.style.setProperty("--shift", `${PADDING - (scrollTop - first * LINE)}px`);
    this.mark.hidden = this.#marked === 0;
    this.mark.style.transform = `translateY(${PADDING + (this.#marked - 1) * LINE - scrollTop}px)`;
  }

  #count() {
    this.#lines = countLines(this.area.value);
    this.draw();
  }

  /** @param {((text: string) => void) | undefined} onEdit */
  #typed(onEdit) {
    this.#count();
    onEdit?.(this.area.value);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const leaving = this.#leaving;
    this.#leaving = key === "Escape";
    if (shiftKey || ctrlKey || metaKey || altKey || event.isComposing) return;
    if (key === "Tab" && !leaving) this.#insert(event, "  ");
    if (key === "Enter") this.#insert(event, `\n${this.#indent()}`);
  }

  #indent() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const indent = /^ */u.exec(line)?.[0] ?? "";
    return /[{[]\s*$/u.test(line) ? `${indent}  ` : indent;
  }

  /**
   * Insert as if typed, so that the browser's own undo knows it.
   * @param {Event} event
   * @param {string} text
   */
  #insert(event, text) {
    event.preventDefault();
    document.execCommand("insertText", false, text);
  }
}
