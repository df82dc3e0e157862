import { signal } from "@preact/signals";

/**
 * @typedef {"home" | "trash" | "project"} PageName
 * @typedef {{page: PageName, id: string, tab: string, query: URLSearchParams}} Route
 */

const PROJECT = /^\/p\/(?<id>[a-z0-9][a-z0-9_-]{0,63})(?:\/(?<tab>[a-z-]+))?\/?$/u;

/** The page that the address names; every page, tab and comparison has an address of its own. */
export class Router {
  /** @param {Window} [place] */
  constructor(place = window) {
    this.place = place;
    this.route = signal(routeOf(place.location.hash));
    place.addEventListener("hashchange", () => (this.route.value = routeOf(place.location.hash)));
  }

  /**
   * Go to an address such as `#/p/story/history`.
   * @param {string} hash
   * @param {{replace?: boolean}} [how] `replace`: without a step in the browser's history
   */
  go(hash, { replace = false } = {}) {
    if (!replace) {
      this.place.location.hash = hash;
      return;
    }
    this.place.history.replaceState(null, "", hash);
    this.route.value = routeOf(hash);
  }

  /**
   * Change members of the address's query and stay on the page.
   * @param {Record<string, string | null>} changes null takes one away
   * @param {{replace?: boolean}} [how]
   */
  refine(changes, how = { replace: true }) {
    const { page, id, tab, query } = this.route.value;
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    const path = page === "project" ? projectLink(id, tab) : page === "trash" ? "#/trash" : "#/";
    this.go(next.size === 0 ? path : `${path}?${next}`, how);
  }
}

/**
 * Read what a fragment names; anything unknown is the list.
 * @param {string} hash
 * @returns {Route}
 */
export function routeOf(hash) {
  const [path = "", search = ""] = hash.replace(/^#/u, "").split("?", 2);
  const query = new URLSearchParams(search);
  const found = PROJECT.exec(path)?.groups;
  if (found) return { page: "project", id: found["id"] ?? "", tab: found["tab"] ?? "", query };
  return { page: path === "/trash" ? "trash" : "home", id: "", tab: "", query };
}

/**
 * Name the address of a project, or of one of its tabs.
 * @param {string} id
 * @param {string} [tab]
 */
export function projectLink(id, tab = "") {
  return tab === "" ? `#/p/${id}` : `#/p/${id}/${tab}`;
}
