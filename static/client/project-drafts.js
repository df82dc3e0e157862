import { TextsInOrder } from "./texts-in-order.js";

/** @import { Environment } from "./environment.js" */

/**
 * What could not be sent, the version it was made from, and what was sent before it without an answer.
 * @typedef {{text: string, base: string, unanswered: string | undefined, at: number}} Draft
 */

/** Projects that could not be sent, kept in the browser's database until they are. */
export class ProjectDrafts {
  /** Each page keeps drafts of its own, so that two that are edited without a server do not replace each other's. */
  #page = Math.random().toString(36).slice(2);
  #texts;

  /** @param {Environment} env */
  constructor(env) {
    this.env = env;
    this.#texts = new TextsInOrder(env);
  }

  /**
   * @param {string} id
   * @param {Omit<Draft, "at">} draft
   */
  async keep(id, draft) {
    await this.#texts.set(prefixOf(id) + this.#page, JSON.stringify({ ...draft, at: this.env.now() }));
  }

  /**
   * Return the drafts of all pages with their names, the newest last.
   * @param {string} id
   * @returns {Promise<[string, Draft][]>}
   */
  async of(id) {
    const names = await this.#texts.names(prefixOf(id));
    const texts = await Promise.all(names.map((name) => this.#texts.get(name)));
    const found = names.map((name, index) => /** @type {[string, Draft]} */ ([name, JSON.parse(texts[index] ?? "null")]));
    return found.filter(([, draft]) => draft).sort(([, one], [, other]) => one.at - other.at); // oxlint-disable-line no-array-sort
  }

  /** @param {string} id */
  async dropOwn(id) {
    await this.#texts.set(prefixOf(id) + this.#page, null);
  }

  /** @param {string} name */
  async drop(name) {
    await this.#texts.set(name, null);
  }
}

/** @param {string} id */
function prefixOf(id) {
  return `storycore:draft:${id}:`;
}
