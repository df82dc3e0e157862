import { computed, signal } from "@preact/signals";

import { wordsOf } from "../state/connection.js";
import { decisionWords, policyOf, putChoices } from "./deciding.js";

/**
 * @import { Toasts } from "../state/toasts.js"
 * @import { OpenProject } from "../state/open-project.js"
 * @import { Choice } from "./deciding.js"
 * @import { Conflict } from "../server-types.js"
 */

/** What a person decides where the same values were changed here and elsewhere. */
export class Decision {
  /** What was chosen, by the place. @type {import("@preact/signals").Signal<Record<string, Choice>>} */
  chosen = signal({});
  isBusy = signal(false);

  /**
   * @param {OpenProject} project
   * @param {Toasts} toasts
   */
  constructor(project, toasts) {
    this.project = project;
    this.toasts = toasts;
    this.conflicts = computed(() => /** @type {Conflict[]} */ (project.conflict?.conflicts ?? []));
    /** One for each conflict: until somebody chose, what stands on this page. */
    this.choices = computed(() => this.conflicts.value.map(({ path }) => this.chosen.value[path] ?? "mine"));
  }

  /**
   * @param {string} path
   * @param {Choice} choice
   */
  choose(path, choice) {
    this.chosen.value = { ...this.chosen.value, [path]: choice };
  }

  /** @param {Choice} choice */
  chooseAll(choice) {
    this.chosen.value = Object.fromEntries(this.conflicts.value.map(({ path }) => [path, choice]));
  }

  /** Save what was chosen. */
  take() {
    const [conflicts, choices] = [this.conflicts.value, this.choices.value];
    return this.#act(async () => {
      await this.project.handle.value?.resolve(policyOf(choices));
      /** @type {Conflict[]} */
      let left = [];
      if (policyOf(choices) === "theirs") this.project.edit((document) => void (left = putChoices(document, conflicts, choices)));
      await this.project.save();
      const also = left.length === 0 ? "" : ` ${left.length} had changed again meanwhile and stayed as they are in the file.`;
      this.toasts.say(decisionWords(choices) + also);
    });
  }

  /**
   * Decide for the whole document, where the places are not known.
   * @param {"mine" | "theirs" | "both"} choice both: mine becomes a project of its own
   */
  takeWhole(choice) {
    return this.#act(async () => {
      await this.project.handle.value?.resolve(choice);
      this.toasts.say(decisionWords([choice]));
    });
  }

  /** @param {() => Promise<void>} act */
  async #act(act) {
    this.isBusy.value = true;
    try {
      await act();
      this.chosen.value = {};
    } catch (error) {
      this.toasts.say(`Not decided yet. ${wordsOf(error)}`, { tone: "bad" });
    }
    this.isBusy.value = false;
  }
}
