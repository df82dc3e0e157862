import { signal } from "@preact/signals";

import { PAGE } from "./tables.js";

/** @import { Register } from "./register.js" */

const PAUSE = 200;

/** The rows of one collection of the order, searched, sorted and paged by the server. */
export class Rows {
  q = signal("");
  sort = signal("");
  offset = signal(0);
  /** null until the first page is there. @type {import("@preact/signals").Signal<Record<string, unknown>[] | null>} */
  items = signal(null);
  total = signal(0);
  /** @type {import("@preact/signals").Signal<unknown>} */
  problem = signal(null);
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /**
   * @param {Register} register
   * @param {string} collection
   * @param {Record<string, string | number>} [filter] what all rows have in common
   */
  constructor(register, collection, filter = {}) {
    this.register = register;
    this.collection = collection;
    this.filter = filter;
  }

  /** Load the page that is wanted. */
  async load() {
    clearTimeout(this.#soon);
    const turn = (this.#turn += 1);
    const query = { ...this.filter, q: this.q.value.trim(), sort: this.sort.value, offset: this.offset.value, limit: PAGE };
    try {
      const { items, total } = await this.register.rows(this.collection, query);
      if (turn !== this.#turn) return;
      this.total.value = total;
      this.problem.value = null;
      // rows that were on the page may be gone
      if (items.length === 0 && total > 0 && query.offset > 0) this.offset.value = Math.floor((total - 1) / PAGE) * PAGE;
      else this.items.value = items;
      if (this.offset.value !== query.offset) await this.load();
    } catch (error) {
      if (turn === this.#turn) this.problem.value = error;
    }
  }

  /**
   * Look for rows that have all these words, when nobody types any more.
   * @param {string} text
   */
  search(text) {
    this.q.value = text;
    this.offset.value = 0;
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.load(), PAUSE);
  }

  /** @param {string} sort */
  sortBy(sort) {
    this.sort.value = sort;
    this.offset.value = 0;
    return this.load();
  }

  /** @param {number} pages forward, or back below zero */
  turnPage(pages) {
    this.offset.value = Math.max(0, this.offset.value + pages * PAGE);
    return this.load();
  }
}
