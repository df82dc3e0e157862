/**
 * @typedef {{page: "list"} | {page: "project", id: string}} Route
 */

/**
 * Read the page that a fragment names; anything unknown is the list.
 * @param {string} hash
 * @returns {Route}
 */
export function routeOf(hash) {
  const id = /^#\/p\/([a-z0-9][a-z0-9_-]*)$/u.exec(hash)?.[1];
  return id === undefined ? { page: "list" } : { page: "project", id };
}

/** @param {string} id */
export function projectLink(id) {
  return `#/p/${id}`;
}
