import { effect, signal } from "@preact/signals";

const PREFIX = "holdfast:dashboard:";

/** What this browser's user has chosen, kept in the browser. */
export class Preferences {
  /** @type {Map<string, import("@preact/signals").Signal<any>>} */
  #signals = new Map();

  /** @param {Storage | null} storage */
  constructor(storage) {
    this.storage = storage;
  }

  /**
   * Return a choice as a signal that is kept when it changes.
   * @template T
   * @param {string} name
   * @param {T} otherwise what holds until somebody chose
   * @returns {import("@preact/signals").Signal<T>}
   */
  of(name, otherwise) {
    const known = this.#signals.get(name);
    if (known) return known;
    const made = signal(this.#read(name, otherwise));
    this.#signals.set(name, made);
    let isFirst = true;
    effect(() => {
      const { value } = made;
      if (!isFirst) this.#write(name, value);
      isFirst = false;
    });
    return made;
  }

  /**
   * @param {string} name
   * @param {any} otherwise
   */
  #read(name, otherwise) {
    try {
      const text = this.storage?.getItem(PREFIX + name) ?? null;
      return text === null ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  #write(name, value) {
    try {
      this.storage?.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // a choice that cannot be kept holds until the page is left
    }
  }
}
