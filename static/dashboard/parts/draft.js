import { useEffect, useRef, useState } from "preact/hooks";

/**
 * @template Value
 * @typedef {{value: Value} | {problem: string}} Read what a text that was typed is, or why it is nothing
 */
/**
 * @template Value
 * @typedef {{
 *   shown: string, read: (text: string) => Read<Value>, write: (value: Value) => void, isSame?: (text: string, shown: string) => boolean,
 * }} Field  `shown` is the value that the document has now, as a text; `isSame` says whether what was typed means that
 */

const PAUSE = 300;

/**
 * Hold what is typed into a field: it is written at once, then at most every 300 ms, and when the field or the page is
 * left. What cannot be written stays in the field with its problem. Escape brings back what the field held before.
 * @template Value
 * @param {Field<Value>} field
 */
export function useDraft(field) {
  const [, draw] = useState(0);
  const ref = useRef(/** @type {Draft<Value> | null} */ (null));
  const draft = (ref.current ??= new Draft(() => draw((count) => count + 1)));
  draft.hear(field);
  useEffect(() => () => draft.end(), []);
  const found = draft.text === null ? null : field.read(draft.text);
  return {
    text: draft.text ?? field.shown,
    problem: found && "problem" in found ? found.problem : "",
    type: (/** @type {string} */ text) => draft.type(text),
    leave: () => draft.leave(),
    /** Returns whether there was something to bring back. */
    revert: () => draft.revert(),
  };
}

/** @template Value */
class Draft {
  /** What was typed since the field was entered; null as long as that is nothing. @type {string | null} */
  text = null;
  /** @type {Field<Value> | null} */
  #field = null;
  #written = /** @type {string | null} */ (null);
  #before = "";
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
  }

  /**
   * Hear what the document has now. Where somebody else has written since, that is shown.
   * @param {Field<Value>} field
   */
  hear(field) {
    this.#field = field;
    if (this.text !== null && this.text === this.#written && !isSame(field, this.text)) this.#forget();
  }

  /** @param {string} text */
  type(text) {
    if (this.text === null) this.#before = this.#field?.shown ?? "";
    this.text = text;
    this.#watch();
    if (this.#timer === undefined) this.flush();
    this.draw();
  }

  leave() {
    this.flush();
    if (this.text !== null && this.text === this.#written) this.#forget();
    this.draw();
  }

  /** Write what is left, because the field goes. */
  end() {
    this.flush();
    clearTimeout(this.#timer);
    this.#forget();
  }

  revert() {
    if (this.text === null || this.text === this.#before) return false;
    this.text = this.#before;
    this.flush();
    this.#forget();
    this.draw();
    return true;
  }

  /** Write what is not written yet, and begin a pause. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rest(), PAUSE);
    if (this.text === null || this.text === this.#written || !this.#field) return;
    const found = this.#field.read(this.text);
    if ("problem" in found) return;
    this.#written = this.text;
    if (!isSame(this.#field, this.text)) this.#field.write(found.value);
  }

  #rest() {
    this.#timer = undefined;
    if (this.text !== null && this.text !== this.#written) this.flush();
  }

  #forget() {
    this.text = null;
    this.#written = null;
    this.#unwatch();
  }

  /** As long as there is something to write, it is written before keys such as Ctrl S work, and before the page goes. */
  #watch() {
    addEventListener("keydown", this.#beforeKeys, { capture: true });
    // The SDK sends what it has at `pagehide`, and has listened to that for longer.
    addEventListener("beforeunload", this.#beforeLeaving);
    addEventListener("pagehide", this.#beforeLeaving);
    document.addEventListener("visibilitychange", this.#beforeLeaving);
  }

  #unwatch() {
    removeEventListener("keydown", this.#beforeKeys, { capture: true });
    removeEventListener("beforeunload", this.#beforeLeaving);
    removeEventListener("pagehide", this.#beforeLeaving);
    document.removeEventListener("visibilitychange", this.#beforeLeaving);
  }

  #beforeKeys = (/** @type {KeyboardEvent} */ event) => (event.ctrlKey || event.metaKey) && this.flush();

  #beforeLeaving = () => this.flush();
}

/**
 * @param {Field<any>} field
 * @param {string} text
 */
function isSame(field, text) {
  return field.isSame ? field.isSame(text, field.shown) : text === field.shown;
}
