import { computed, signal } from "@preact/signals";

/**
 * @typedef {{
 *   id: string,
 *   title: string,
 *   group: string,
 *   keys?: string,
 *   hidden?: boolean,
 *   run: () => unknown,
 * }} Command
 *   Something that can be done by the palette or by keys. `keys` is written as tinykeys has it: `$mod+k`, `g h`, `?`.
 *   `hidden` ones have keys but do not stand in the palette.
 */

/** Everything that can be done where the person is now. */
export class Commands {
  /** @type {import("@preact/signals").Signal<Command[]>} */
  #all = signal([]);
  /** The commands, a later one instead of an earlier one with the same id. */
  all = computed(() => [...new Map(this.#all.value.map((command) => [command.id, command])).values()]);
  /** Whether the palette is open. */
  isOpen = signal(false);
  /** Whether the list of keys is open. */
  isHelpOpen = signal(false);

  /**
   * Offer commands.
   * @param {Command[]} commands
   * @returns {() => void} takes them away
   */
  offer(commands) {
    this.#all.value = [...this.#all.value, ...commands];
    return () => (this.#all.value = this.#all.value.filter((command) => !commands.includes(command)));
  }

  /**
   * Find commands whose title or group has all the words.
   * @param {string} text
   */
  find(text) {
    const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
    const shown = this.all.value.filter((command) => !command.hidden);
    const fits = (/** @type {Command} */ { title, group }) => words.every((word) => `${group} ${title}`.toLowerCase().includes(word));
    return shown.filter(fits);
  }
}

/**
 * Say keys as they stand on the keyboard: `Ctrl K`, `G then H`.
 * @param {string} keys
 * @param {boolean} [isMac]
 * @returns {string[][]} the strokes, each with the keys that are held together
 */
export function strokesOf(keys, isMac = /Mac|iPhone|iPad/u.test(globalThis.navigator?.platform ?? "")) {
  const names = new Map([["$mod", isMac ? "⌘" : "Ctrl"], ["Shift", "Shift"], ["Escape", "Esc"], ["ArrowUp", "↑"], ["ArrowDown", "↓"], ["ArrowLeft", "←"], ["ArrowRight", "→"], [" ", "Space"]]);
  const named = (/** @type {string} */ key) => names.get(key) ?? (key.length === 1 ? key.toUpperCase() : key);
  return keys.split(" ").map((stroke) => stroke.split("+").map(named));
}
