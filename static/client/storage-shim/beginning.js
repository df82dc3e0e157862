import { fingerprint } from "./texts.js";

/** @import { Mark } from "./cache.js" */

/** What stands for the fingerprint of a text that is in the file and did not fit into the browser's storage. */
export const NOT_CACHED = "-";

/**
 * Return the keys that were written or removed in the browser without the drop-in, which was not there to mark them.
 * @param {Map<string, string>} cached
 * @param {Map<string, string>} seen fingerprints of the texts as the file had them
 * @returns {string[]}
 */
export function unmarked(cached, seen) {
  const written = [...cached].filter(([key, text]) => seen.get(key) !== fingerprint(text)).map(([key]) => key);
  const removed = [...seen].filter(([key, mark]) => mark !== NOT_CACHED && !cached.has(key)).map(([key]) => key);
  return [...written, ...removed];
}

/**
 * Return what a page begins with: the texts of the file, and over them what was edited in the browser.
 * @param {Map<string, string>} texts
 * @param {Map<string, string>} cached
 * @param {Map<string, Mark>} edits
 */
export function overlaid(texts, cached, edits) {
  const held = new Map(texts);
  for (const [key, { isLarge }] of edits) {
    const text = cached.get(key);
    if (text !== undefined) held.set(key, text);
    else if (!isLarge) held.delete(key);
  }
  return held;
}

/**
 * Return the keys that a page changed while it was not known what the file has, and with them all that it began with
 * if that may be taken over.
 * @param {Map<string, string>} texts
 * @param {Map<string, string>} cached
 * @param {Map<string, string>} own what it began with
 * @returns {Set<string>}
 */
export function editedSince(texts, cached, own) {
  const known = [...cached.keys(), ...own.keys()];
  return new Set(agree(texts, own) ? known : known.filter((key) => cached.get(key) !== own.get(key)));
}

/**
 * Say whether the browser's own texts may be taken over: the file has no other text under one of their keys.
 * @param {Map<string, string>} texts
 * @param {Map<string, string>} own
 */
export function agree(texts, own) {
  return [...own].every(([key, text]) => (texts.get(key) ?? text) === text);
}
