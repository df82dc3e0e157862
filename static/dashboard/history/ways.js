import { parentOf, partsOf } from "../changes/places.js";

/** @import { Change } from "../server-types.js" */

/** Says of places in two documents which are the same one, though items of lists may stand elsewhere in the other. */
export class Ways {
  /** @type {WeakMap<object, Map<string, number> | null>} */
  #ids = new WeakMap();

  /**
   * @param {any} current
   * @param {any} kept
   */
  constructor(current, kept) {
    this.current = current;
    this.kept = kept;
  }

  /**
   * Return the path of a change with the items of lists by their ids, as it is in both documents.
   * @param {Change} change
   */
  of({ op, path }) {
    return this.#walk(op, path).way;
  }

  /**
   * Say whether a change adds or removes an item of a list that is matched by ids.
   * @param {Change} change
   */
  isKeyed({ op, path }) {
    const { here, there } = this.#walk(op, parentOf(path));
    return this.#keyed(here) !== null && this.#keyed(there) !== null;
  }

  /**
   * Follow a path through the document that it leads into, and through the other one beside it.
   * @param {Change["op"]} op
   * @param {string} path
   */
  #walk(op, path) {
    let [here, there] = op === "remove" ? [this.current, this.kept] : [this.kept, this.current];
    let way = "";
    for (const part of partsOf(path)) {
      const [mine, theirs] = [this.#keyed(here), this.#keyed(there)];
      here = stepInto(here, part);
      const id = mine && theirs ? identity(here) : null;
      there = id === null ? stepInto(there, part) : stepInto(there, String(theirs?.get(id) ?? ""));
      way += `/${(id ?? part).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    }
    return { way, here, there };
  }

  /**
   * Return the places of a list's items by their ids, as the server's comparison knows them; null if not all have one.
   * @param {any} list
   */
  #keyed(list) {
    if (!Array.isArray(list)) return null;
    const known = this.#ids.get(list);
    if (known !== undefined) return known;
    const ids = list.map(identity);
    const found = new Map(ids.flatMap((id, place) => (id === null ? [] : [/** @type {[string, number]} */ ([id, place])])));
    const keyed = found.size === list.length ? found : null;
    this.#ids.set(list, keyed);
    return keyed;
  }
}

/**
 * @param {any} item
 * @returns {string | null}
 */
function identity(item) {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
  const { id } = item;
  return typeof id === "string" || Number.isInteger(id) ? JSON.stringify(id) : null;
}

/**
 * @param {any} value
 * @param {string} part
 */
function stepInto(value, part) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, part) ? value[part] : undefined;
}
