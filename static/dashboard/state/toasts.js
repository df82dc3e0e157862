import { signal } from "@preact/signals";

/**
 * @typedef {{
 *   id: number, text: string, tone: "plain" | "bad",
 *   action?: {label: string, run: () => unknown},
 * }} Toast
 */

const SHORT = 5000;
const LONG = 12_000;

/** What is said in passing, in a corner; nothing here takes the focus. */
export class Toasts {
  /** @type {import("@preact/signals").Signal<Toast[]>} */
  shown = signal([]);
  #last = 0;
  /** @type {Map<number, ReturnType<typeof setTimeout>>} */
  #timers = new Map();

  /**
   * Say something, with something to do about it where there is something.
   * @param {string} text
   * @param {{tone?: Toast["tone"], action?: Toast["action"]}} [options]
   * @returns {number} its id
   */
  say(text, { tone = "plain", action } = {}) {
    const id = (this.#last += 1);
    const toast = action ? { id, text, tone, action } : { id, text, tone };
    this.shown.value = [...this.shown.value.slice(-3), toast];
    this.resume(id);
    return id;
  }

  /** @param {number} id */
  dismiss(id) {
    this.hold(id);
    this.shown.value = this.shown.value.filter((toast) => toast.id !== id);
  }

  /**
   * Let one stay as long as somebody points at it.
   * @param {number} id
   */
  hold(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** @param {number} id */
  resume(id) {
    const toast = this.shown.value.find((found) => found.id === id);
    if (!toast) return;
    const time = toast.action || toast.tone === "bad" ? LONG : SHORT;
    this.#timers.set(id, setTimeout(() => this.dismiss(id), time));
  }
}
