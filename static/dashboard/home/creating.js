import { computed, signal } from "@preact/signals";

import { HoldfastError } from "../../client/errors.js";
import { pathOf, queryOf, wordsOf } from "../state/connection.js";
import { projectLink } from "../state/router.js";
import { idFrom } from "../words/format.js";
import { exists } from "./import-places.js";

/**
 * @import { App } from "../app.js"
 * @import { KindInfo, Violation } from "../server-types.js"
 */

const PAUSE = 180;
const MOST_TRIES = 20;
const RULE = /^[a-z0-9][a-z0-9_-]{0,63}$/u;
/** Kinds that only the program itself makes. */
const NOT_BY_HAND = new Set(["film-ledger"]);

/** A project that is about to be made. */
export class Creating {
  title = signal("");
  kind = signal("generic");
  id = signal("");
  /** Whether the id follows from the title. */
  follows = signal(true);
  /** @type {import("@preact/signals").Signal<"none" | "asking" | "free" | "taken" | "bad">} */
  standing = signal("none");
  /** A free id near one that is taken. */
  proposal = signal("");
  problem = signal("");
  /** @type {import("@preact/signals").Signal<Violation[]>} */
  violations = signal([]);
  isBusy = signal(false);
  canMake = computed(() => ["free", "asking"].includes(this.standing.value) && !this.isBusy.value);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.kinds = computed(() => kindsByHand(app.listing.kinds.value));
  }

  /** @param {string} title */
  call(title) {
    this.title.value = title;
    if (this.follows.value) this.#become(title.trim() === "" ? "" : idFrom(title) || "project");
  }

  /**
   * Choose an id by hand; an empty one follows from the title again.
   * @param {string} id
   */
  name(id) {
    this.follows.value = id === "";
    if (id === "") this.call(this.title.value);
    else this.#become(id);
  }

  /**
   * Make the project and open it.
   * @param {{validates?: boolean}} [how] `validates: false` makes one that breaks the contract of its kind for now
   */
  async make({ validates = true } = {}) {
    const { connection, router, toasts } = this.app;
    const id = this.id.value;
    this.isBusy.value = true;
    try {
      const { kinds } = await connection.json(`/api/kinds${queryOf({ title: this.title.value.trim() || id })}`);
      const document = beginning(kinds.find((/** @type {KindInfo} */ { name }) => name === this.kind.value));
      await connection.ask(`${pathOf(id)}${queryOf({ validate: validates ? "" : "off" })}`, { method: "PUT", body: JSON.stringify(document), headers: { "If-None-Match": "*" } });
      toasts.say(`Made ${id}.json`);
      router.go(projectLink(id));
      return true;
    } catch (error) {
      this.#refuse(error);
      return false;
    } finally {
      this.isBusy.value = false;
    }
  }

  /** @param {string} id */
  #become(id) {
    this.id.value = id;
    this.problem.value = "";
    this.proposal.value = "";
    this.violations.value = [];
    clearTimeout(this.#soon);
    this.standing.value = id === "" ? "none" : RULE.test(id) ? "asking" : "bad";
    if (this.standing.value === "asking") this.#soon = setTimeout(() => void this.#check(id), PAUSE);
  }

  /** @param {string} id */
  async #check(id) {
    try {
      const isTaken = await exists(this.app.connection, id);
      if (id !== this.id.value) return;
      this.standing.value = isTaken ? "taken" : "free";
      if (isTaken) await this.#propose(id);
    } catch (error) {
      this.problem.value = wordsOf(error);
    }
  }

  /** @param {string} id */
  async #propose(id) {
    for (let number = 2; number < MOST_TRIES; number += 1) {
      const near = `${id.slice(0, 60)}-${number}`;
      if (await exists(this.app.connection, near)) continue;
      if (id === this.id.value) this.proposal.value = near;
      return;
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (error instanceof HoldfastError && error.code === "project_exists") this.standing.value = "taken";
    else this.problem.value = wordsOf(error);
    const found = error instanceof HoldfastError ? error.problem["violations"] : null;
    this.violations.value = Array.isArray(found) ? found : [];
  }
}

/**
 * Return the kinds that a person can make projects of, any document first.
 * @param {KindInfo[]} kinds
 */
export function kindsByHand(kinds) {
  const offered = kinds.filter(({ name }) => !NOT_BY_HAND.has(name));
  return [...offered.filter(({ name }) => name === "generic"), ...offered.filter(({ name }) => name !== "generic")];
}

/**
 * Return the document that a project of a kind begins with; a kind that nothing in it shows is named in `$schema`.
 * @param {KindInfo | undefined} kind
 */
export function beginning(kind) {
  if (!kind) return {};
  const isPlain = Object.keys(kind.template).join() === "name";
  return isPlain && kind.contract ? { $schema: kind.contract, ...kind.template } : kind.template;
}
