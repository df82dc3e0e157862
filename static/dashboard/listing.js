import { errorWords, ServerAway } from "./errors.js";
import { State } from "./state.js";

/**
 * @import { Api } from "./api.js"
 * @import { OtherFile, ProjectSummary, TrashedProject } from "./types.js"
 */

const PAGE = 200;

/**
 * @typedef {{
 *   ready: boolean,
 *   query: string,
 *   sort: "savedAt" | "name" | "size",
 *   order: "asc" | "desc",
 *   projects: ProjectSummary[],
 *   total: number,
 *   otherFiles: OtherFile[],
 *   trash: TrashedProject[],
 *   error: string,
 *   away: boolean,
 * }} ListingValue
 */

/** The list of projects as it is asked for: searched, sorted, page by page. */
export class Listing {
  #asked = 0;

  /** @param {Api} api */
  constructor(api) {
    this.api = api;
    /** @type {State<ListingValue>} */
    this.state = new State(/** @type {ListingValue} */ ({
      ready: false, query: "", sort: "savedAt", order: "desc", projects: [], total: 0, otherFiles: [], trash: [],
      error: "", away: false,
    }));
  }

  /** Ask again for what is shown. */
  async refresh() {
    const { query, sort, order, projects } = this.state.value;
    const limit = Math.max(PAGE, projects.length);
    await this.#ask({ q: query, sort, order, offset: 0, limit }, (page) => page);
  }

  async more() {
    const { query, sort, order, projects } = this.state.value;
    await this.#ask({ q: query, sort, order, offset: projects.length, limit: PAGE }, (page) => [...projects, ...page]);
  }

  /** @param {string} query */
  async search(query) {
    this.state.set({ query, projects: [] });
    await this.refresh();
  }

  /**
   * Sort by a column; a second time turns the order round.
   * @param {ListingValue["sort"]} sort
   */
  async sortBy(sort) {
    const now = this.state.value;
    const first = sort === "name" ? "asc" : "desc";
    const turned = now.order === "asc" ? "desc" : "asc";
    this.state.set({ sort, order: now.sort === sort ? turned : first });
    await this.refresh();
  }

  /**
   * @param {Record<string, string | number>} query
   * @param {(page: ProjectSummary[]) => ProjectSummary[]} place
   */
  async #ask(query, place) {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const [listing, trash] = await Promise.all([this.api.list(query), this.api.trash()]);
      if (asked !== this.#asked) return;
      const { total, otherFiles } = listing;
      const projects = place(listing.projects);
      this.state.set({ ready: true, projects, total, otherFiles, trash: trash.projects, error: "", away: false });
    } catch (error) {
      if (asked === this.#asked) this.state.set({ error: errorWords(error), away: error instanceof ServerAway });
    }
  }
}
