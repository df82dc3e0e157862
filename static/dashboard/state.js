/**
 * A value that can be watched.
 * @template {object} Value
 */
export class State {
  /** @type {Set<(value: Value) => void>} */
  #watchers = new Set();

  /** @param {Value} value */
  constructor(value) {
    this.value = value;
  }

  /**
   * Change some fields and tell the watchers.
   * @param {Partial<Value>} changes
   */
  set(changes) {
    this.value = { ...this.value, ...changes };
    for (const watcher of this.#watchers) watcher(this.value);
  }

  /**
   * Call now and after every change, until the signal aborts.
   * @param {(value: Value) => void} watcher
   * @param {AbortSignal} signal
   */
  watch(watcher, signal) {
    this.#watchers.add(watcher);
    signal.addEventListener("abort", () => this.#watchers.delete(watcher));
    watcher(this.value);
  }
}
