/**
 * Where projects are kept: texts under keys such as `storycore_project_my-film`. Whoever writes one of their own has these
 * five methods, whether the class says `extends StorageBackend` or not.
 */
export class StorageBackend {
  /**
   * Keep a text, or throw.
   * @param {string} _key
   * @param {string} _data
   * @returns {Promise<void>}
   */
  async save(_key, _data) {
    throw missing("save");
  }

  /**
   * Return a text, null if there is none.
   * @param {string} _key
   * @returns {Promise<string | null>}
   */
  async load(_key) {
    throw missing("load");
  }

  /**
   * Say whether there is a text.
   * @param {string} _key
   * @returns {Promise<boolean>}
   */
  async exists(_key) {
    throw missing("exists");
  }

  /**
   * Remove a text, if it is there.
   * @param {string} _key
   * @returns {Promise<void>}
   */
  async delete(_key) {
    throw missing("delete");
  }

  /**
   * Return the ids of the projects, without the beginning of their keys.
   * @returns {Promise<string[]>}
   */
  async list() {
    throw missing("list");
  }
}

/** How the keys of projects begin. */
export const KEY_PREFIX = "storycore_project_";

/** @param {string} key */
export function idOfKey(key) {
  return key.startsWith(KEY_PREFIX) ? key.slice(KEY_PREFIX.length) : key;
}

/** @param {string} method */
function missing(method) {
  return new Error(`A storage backend has to have the method ${method}.`);
}
