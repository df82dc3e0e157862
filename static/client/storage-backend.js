/**
 * Where projects are kept: texts under keys such as `storycore_project_my-film`. Whoever writes one of their own needs
 * these five methods; `save` throws if the text is not kept.
 * @typedef {object} StorageBackend
 * @property {(key: string, data: string) => Promise<void>} save keeps a text
 * @property {(key: string) => Promise<string | null>} load returns a text, null if there is none
 * @property {(key: string) => Promise<boolean>} exists says whether there is one
 * @property {(key: string) => Promise<void>} delete removes it, if it is there
 * @property {() => Promise<string[]>} list returns the ids of the projects, without the beginning of their keys
 */

/** How the keys of projects begin. */
export const KEY_PREFIX = "storycore_project_";

/** @param {string} key */
export function idOfKey(key) {
  return key.startsWith(KEY_PREFIX) ? key.slice(KEY_PREFIX.length) : key;
}
