import { computed, signal } from "@preact/signals";

import { keyOf } from "../changes/groups.js";
import { isSame } from "./comparing.js";
import { planOf } from "./restore-plan.js";
import { together, unitsOf } from "./restore-units.js";

/**
 * @import { Change } from "../server-types.js"
 * @import { OpenProject } from "../state/open-project.js"
 * @import { Pair } from "./comparing.js"
 * @import { Unit } from "./restore-units.js"
 * @import { Version } from "./timeline.js"
 */

/** @typedef {{pair: Pair, version: Version, changes: Change[], units: Map<string, Unit>, document: any}} Choice */

/** Which changes of a version are to be restored. */
export class Picking {
  /** What there is to choose from, or null if nobody is choosing. @type {import("@preact/signals").Signal<Choice | null>} */
  choice = signal(null);
  /** Keys of the changes that are chosen. @type {import("@preact/signals").Signal<ReadonlySet<string>>} */
  keys = signal(new Set());
  isOn = computed(() => this.choice.value !== null);

  /** @param {OpenProject} project */
  constructor(project) {
    this.project = project;
  }

  /**
   * Begin to choose; nothing is chosen then.
   * @param {Version} version
   * @param {Pair} pair the version on disk and that one
   * @param {Change[]} changes
   */
  async begin(version, pair, changes) {
    const kept = JSON.parse(await this.project.versions.text(version.name));
    const document = structuredClone(this.project.document);
    this.keys.value = new Set();
    this.choice.value = { pair, version, changes, units: unitsOf(changes, document, kept), document };
  }

  /**
   * Choose changes, or choose them no longer, with those that they can only be restored with.
   * @param {string[]} keys
   * @param {boolean} isChosen
   */
  pick(keys, isChosen) {
    const { choice } = this;
    if (!choice.value) return;
    const next = new Set(this.keys.value);
    for (const key of together(keys, choice.value.units)) {
      if (isChosen) next.add(key);
      else next.delete(key);
    }
    this.keys.value = next;
  }

  /**
   * Choose all changes, or none.
   * @param {boolean} isChosen
   */
  pickAll(isChosen) {
    this.keys.value = new Set(isChosen ? this.choice.value?.changes.map(keyOf) : []);
  }

  /** Say what is to be done for what is chosen. */
  plan() {
    const { value } = this.choice;
    return value ? planOf(value.changes, this.keys.value, value.units, value.document) : { patch: [], paths: [] };
  }

  /**
   * Stop choosing unless the difference is still the one that is looked at.
   * @param {Pair | null} pair
   */
  keepIf(pair) {
    if (this.choice.peek() && !isSame(this.choice.peek()?.pair ?? null, pair)) this.end();
  }

  end() {
    this.choice.value = null;
    this.keys.value = new Set();
  }
}
