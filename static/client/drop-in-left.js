import { HoldfastError } from "./errors.js";
import { Overflow } from "./overflow.js";
import { quoted } from "./server.js";
import { markOf } from "./storage-shim/keeper.js";
import { escaped, valueOf } from "./storage-shim/texts.js";

/** @import { Project } from "./index.js" */
/** @import { Mark } from "./storage-shim/cache.js" */
/** @import { Keeper } from "./storage-shim/keeper.js" */
/** @import { Tell } from "./storage-shim/start.js" */

/**
 * Return those edits whose pages are gone; the others save theirs themselves.
 * @param {Map<string, Mark>} edits
 * @param {string} tab this page
 */
export async function leftBehind(edits, tab) {
  const locks = globalThis.navigator?.locks;
  const held = locks ? ((await locks.query()).held ?? []) : [];
  const alive = new Set(held.map((lock) => lock.name));
  for (const [key, mark] of edits) if (mark.tab === tab || alive.has(mark.tab)) edits.delete(key);
  return new Map(edits);
}

/**
 * Return what saves some edits: for each version that they were made to, a patch of that version.
 *
 * Where the file has an earlier text of the same page, the edit was made to that one, and so to the current version.
 * @param {Map<string, Mark>} left
 * @param {Map<string, string>} held
 * @param {Map<string, string>} texts of the file
 */
export function patchesOf(left, held, texts) {
  const made = new Map(
    [...left].map(([key, mark]) => [key, mark.sent.includes(markOf(texts.get(key) ?? null)) ? null : mark.base]),
  );
  return [...new Set(made.values())].map((base) => {
    const of = [...left].filter(([key]) => made.get(key) === base);
    const keys = of.map(([key]) => key);
    const body = JSON.stringify(keys.flatMap((key) => operations(key, held.get(key))));
    const at = Math.max(...of.map(([, mark]) => mark.at));
    return { keys, attempts: (/** @type {Project} */ project) => patched(project, body, base, at) };
  });
}

/**
 * Save a patch of a version, or of the current one where that version is no longer known.
 * @param {Project} project
 * @param {string} body
 * @param {string | null} base
 * @param {number} at
 */
async function patched(project, body, base, at) {
  const headers = {
    "Content-Type": "application/json-patch+json",
    "Holdfast-On-Conflict": base === null ? "mine" : "newest",
    "Holdfast-Edited-At": String(at),
    "Holdfast-Sent-At": String(Date.now()),
  };
  const asking = { method: "PATCH", body, headers };
  try {
    const named = base === null ? asking : { ...asking, headers: { ...headers, "If-Match": quoted(base) } };
    await project.server.json(project.sending.path, named);
  } catch (error) {
    if (base === null || !(error instanceof HoldfastError) || error.passes) throw error;
    await project.server.json(project.sending.path, asking);
  }
}

/**
 * Return the operations that set a key, or take it away whether or not it is there.
 * @param {string} key
 * @param {string | undefined} text
 * @returns {{op: string, path: string, value?: unknown}[]}
 */
function operations(key, text) {
  const path = `/${escaped(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  if (text !== undefined) return [{ op: "add", path, value: valueOf(text) }];
  return [{ op: "add", path, value: null }, { op: "remove", path }];
}

/** Unsaved texts that do not fit into the browser's localStorage, in IndexedDB. */
export class LargeTexts {
  /** @param {string} id */
  constructor(id) {
    this.prefix = `drop-in/${id}=`;
    this.overflow = new Overflow(factory());
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  async keep(key, text) {
    await this.overflow.put(this.prefix + key, text).catch(() => undefined);
  }

  /** @param {string[]} keys */
  async forget(keys) {
    for (const key of keys) await this.overflow.remove(this.prefix + key).catch(() => undefined);
  }

  /**
   * Bring texts back that were left behind; what is not there is not left behind.
   * @param {Map<string, Mark>} left
   * @param {Keeper} keeper
   * @param {Tell} tell
   */
  async fetch(left, keeper, tell) {
    for (const [key, mark] of left) {
      if (!mark.isLarge) continue;
      const text = await this.overflow.get(this.prefix + key).catch(() => null);
      if (!keeper.orphans.delete(key)) continue; // the page has written it meanwhile
      if (text === null) {
        left.delete(key);
        keeper.cache.unmark(key, mark.tab);
        continue;
      }
      const before = keeper.take(key, text);
      keeper.orphans.set(key, mark);
      if (before !== undefined) tell(key, before, text, location.href);
    }
  }
}

function factory() {
  try {
    return globalThis.indexedDB;
  } catch {
    return undefined;
  }
}
