import { Project } from "./project.js";
import { registry } from "./registry.js";
import { Server } from "./server.js";

export { HoldfastError } from "./errors.js";
export { Project };

/** @import { Options, Policy } from "./project.js" */

/**
 * Open a project: at once with what the browser holds of it, then reconciled with the server.
 *
 * Without anything in the browser it waits for the server's answer, or for the news that there is none.
 * @param {string} id the name of the file without `.json`
 * @param {Partial<Options> & {fetch?: typeof fetch}} [options] `url` of the server (the one that this module came from),
 *   `token`, `autosaveDelay` (2000 ms), `onConflict` ("newest"), `document` to begin a project with ({}), and for tests
 *   `fetch`, `storage`, `indexedDB` and `now`
 */
export async function openProject(id, options = {}) {
  const { url = new URL(import.meta.url).origin, token, fetch, autosaveDelay = 2000, onConflict = "newest", now = Date.now } = options;
  const client = `page-${Math.random()}`;
  const project = new Project(id, new Server({ url, token, fetch, client }), {
    storage: browsers("localStorage"),
    indexedDB: browsers("indexedDB"),
    ...options,
    autosaveDelay,
    onConflict,
    document: options.document ?? {},
    now,
  });
  await project.open();
  registry.add(project);
  return project;
}

/**
 * Return something of the browser's that a page may be denied.
 * @template {"localStorage" | "indexedDB"} Name
 * @param {Name} name
 * @returns {(typeof globalThis)[Name] | undefined}
 */
function browsers(name) {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}
