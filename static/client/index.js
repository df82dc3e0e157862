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
  const url = options.url ?? new URL(import.meta.url).origin;
  const client = `page-${Math.random().toString(36).slice(2)}`;
  const server = new Server({ url, token: options.token, fetch: options.fetch, client });
  const project = new Project(id, server, {
    url,
    autosaveDelay: options.autosaveDelay ?? 2000,
    onConflict: options.onConflict ?? "newest",
    document: options.document ?? {},
    storage: "storage" in options ? options.storage : browsers("localStorage"),
    indexedDB: "indexedDB" in options ? options.indexedDB : browsers("indexedDB"),
    now: options.now ?? Date.now,
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
