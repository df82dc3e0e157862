/** Functions that are called at events of a name. */
export class Listeners {
  /** @type {Map<string, ((data: any) => void)[]>} */
  listeners = new Map();

  /**
   * Call a function at each event of a name.
   * @param {string} event
   * @param {(data: any) => void} callback
   */
  subscribe(event, callback) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), callback]);
  }

  /**
   * Tell an event; a listener that fails keeps no other from hearing it.
   * @param {string} event
   * @param {unknown} [data]
   */
  emit(event, data) {
    for (const callback of this.listeners.get(event) ?? []) {
      try {
        callback(data);
      } catch (error) {
        console.error(`Error in event listener for ${event}`, error);
      }
    }
  }
}
