import { computed, effect, signal } from "@preact/signals";

/** @import { Preferences } from "./preferences.js" */

/** @typedef {"system" | "light" | "dark"} Choice */

/** Light or dark: as the system has it, or as the person chose. */
export class Theme {
  #system = matchMedia("(prefers-color-scheme: dark)");
  #isSystemDark = signal(this.#system.matches);

  /** @param {Preferences} preferences */
  constructor(preferences) {
    this.choice = preferences.of("theme", /** @type {Choice} */ ("system"));
    this.isDark = computed(() => (this.choice.value === "system" ? this.#isSystemDark.value : this.choice.value === "dark"));
    this.#system.addEventListener("change", () => (this.#isSystemDark.value = this.#system.matches));
    effect(() => {
      const { value } = this.choice;
      if (value === "system") delete document.documentElement.dataset["theme"];
      else document.documentElement.dataset["theme"] = value;
    });
  }

  /** Choose the other one than is shown. */
  switch() {
    this.choice.value = this.isDark.value ? "light" : "dark";
  }
}
