import { computed, signal } from "@preact/signals";

import { wordsOf } from "./connection.js";

/** @import { Toasts } from "./toasts.js" */

/** @typedef {{text: string, undo: () => unknown}} Act */

const MOST = 50;

/** What was done last and can be taken back; each act says so with a button beside it. */
export class Undo {
  /** @type {import("@preact/signals").Signal<Act[]>} */
  acts = signal([]);
  /** What would be taken back next. */
  next = computed(() => this.acts.value.at(-1) ?? null);

  /** @param {Toasts} toasts */
  constructor(toasts) {
    this.toasts = toasts;
  }

  /**
   * Say that something was done, and offer to take it back.
   * @param {string} text such as "Removed job-3"
   * @param {() => unknown} undo
   */
  offer(text, undo) {
    const act = { text, undo };
    this.acts.value = [...this.acts.value.slice(1 - MOST), act];
    this.toasts.say(text, { action: { label: "Undo", run: () => this.take(act) } });
  }

  /**
   * Take an act back; the last one without an argument.
   * @param {Act | null} [act]
   */
  async take(act = this.next.value) {
    if (!act || !this.acts.value.includes(act)) return;
    this.acts.value = this.acts.value.filter((found) => found !== act);
    try {
      await act.undo();
      this.toasts.say(`Taken back: ${act.text}`);
    } catch (error) {
      this.acts.value = [...this.acts.value, act];
      this.toasts.say(`Could not take back “${act.text}”. ${wordsOf(error)}`, { tone: "bad" });
    }
  }
}
