import { fingerprint } from "./texts.js";

/** What stands for the fingerprint of a text that is in the file and did not fit into the browser's storage. */
export const NOT_CACHED = "-";

/**
 * Return the keys that a page wrote or removed in the browser since it last agreed with the file.
 * @param {Map<string, string>} cached
 * @param {Map<string, string>} seen fingerprints of the texts as the file had them
 * @returns {Set<string>}
 */
export function edited(cached, seen) {
  const written = [...cached].filter(([key, text]) => seen.get(key) !== fingerprint(text)).map(([key]) => key);
  const removed = [...seen].filter(([key, mark]) => mark !== NOT_CACHED && !cached.has(key)).map(([key]) => key);
  return new Set([...written, ...removed]);
}

/**
 * Return what a page begins with: the texts of the file, and over them what was edited in the browser.
 * @param {Map<string, string>} texts
 * @param {Map<string, string>} cached
 * @param {Iterable<string>} edits keys
 */
export function overlaid(texts, cached, edits) {
  const held = new Map(texts);
  for (const key of edits) {
    const text = cached.get(key);
    if (text === undefined) held.delete(key);
    else held.set(key, text);
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
