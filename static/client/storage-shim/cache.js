import { NOT_CACHED } from "./beginning.js";
import { fingerprint } from "./texts.js";

/** How all of our own keys in a browser's storage begin. */
const OURS = /^holdfast[:/]/u;
const CLAIM = "holdfast:drop-in";

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key"> & {readonly length: number}} Area
 * @typedef {{direct: boolean, undecided: boolean, seen: Record<string, string>}} Noted
 */

/**
 * The texts of one project in the browser's own storage, and what of them was in the file when they last agreed.
 *
 * They stand under the page's own keys (`direct`) where the page has its origin for itself, so that it goes on with
 * them when the server is away and even the drop-in cannot be loaded; else each under a key of ours.
 */
export class Cache {
  /**
   * @param {Area | null} area null: the browser gives the page none
   * @param {string} id
   */
  constructor(area, id) {
    this.area = area;
    this.id = id;
    this.prefix = `${CLAIM}:${id}=`;
    this.clearing = `${CLAIM}:${id}!cleared`;
    this.record = `${CLAIM}:${id}`;
    const noted = this.#noted();
    this.isNew = noted === null;
    this.direct = noted?.direct ?? false;
    /** Whether it is still open if what the browser itself held is taken over, since the file was not known. */
    this.undecided = noted?.undecided ?? false;
    this.seen = new Map(Object.entries(noted?.seen ?? {}));
  }

  /** Return the texts, by their keys in the page. */
  texts() {
    return this.#pick((name) => this.keyOf(name));
  }

  /** Return what the browser itself holds for the page's origin, which no drop-in has put there. */
  own() {
    return this.#pick((name) => (OURS.test(name) ? null : name));
  }

  /** Say whether no other project has taken over what the browser itself holds. */
  isFree() {
    return [null, this.id].includes(this.area?.getItem(CLAIM) ?? null);
  }

  /**
   * Note how the texts are kept, and that the browser's own belong to this project if they are taken over.
   * @param {{direct: boolean, claim: boolean, undecided: boolean}} how
   */
  begin({ direct, claim, undecided }) {
    [this.direct, this.undecided] = [direct, undecided];
    if (claim) this.#put(CLAIM, this.id);
    this.agreed(new Map());
  }

  /**
   * Return the page's key for a name in the browser's storage, or null if it is none of ours.
   * @param {string} name
   */
  keyOf(name) {
    if (name.startsWith(this.prefix)) return name.slice(this.prefix.length);
    return this.direct && !OURS.test(name) ? name : null;
  }

  /**
   * Keep a text, or the fact that there is none. One that does not fit is not kept at all, rather than an older one.
   * @param {string} key
   * @param {string | null} text
   */
  keep(key, text) {
    const name = this.#nameOf(key);
    if (text !== null && this.#put(name, text)) return;
    this.area?.removeItem(name);
    if (text !== null) this.agreed(new Map([[key, text]]));
  }

  /** Tell the page's other tabs that all goes. */
  tellCleared() {
    this.#put(this.clearing, `${Date.now()} ${Math.random()}`);
  }

  /**
   * Note that the file has these texts, or none.
   * @param {Map<string, string | null>} texts
   */
  agreed(texts) {
    // Another tab may have noted other keys meanwhile.
    const seen = new Map(Object.entries(this.#noted()?.seen ?? {}));
    for (const [key, text] of texts) {
      if (text === null) seen.delete(key);
      else seen.set(key, this.#holds(key) ? fingerprint(text) : NOT_CACHED);
    }
    this.seen = seen;
    this.#put(this.record, JSON.stringify({ ...this.#how(), seen: Object.fromEntries(seen) }));
  }

  #how() {
    return { direct: this.direct, undecided: this.undecided };
  }

  /** @param {string} key */
  #holds(key) {
    return (this.area?.getItem(this.#nameOf(key)) ?? null) !== null;
  }

  /** @param {string} key */
  #nameOf(key) {
    return this.direct && !OURS.test(key) ? key : this.prefix + key;
  }

  /** @param {(name: string) => string | null} keyOf */
  #pick(keyOf) {
    /** @type {Map<string, string>} */
    const found = new Map();
    const area = this.area;
    const names = Array.from({ length: area?.length ?? 0 }, (_, at) => area?.key(at) ?? "");
    for (const name of names) {
      const key = keyOf(name);
      const text = key === null ? null : area?.getItem(name);
      if (key !== null && typeof text === "string") found.set(key, text);
    }
    return found;
  }

  /** @returns {Noted | null} */
  #noted() {
    try {
      return JSON.parse(this.area?.getItem(this.record) ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #put(name, text) {
    try {
      this.area?.setItem(name, text);
      return this.area !== null;
    } catch {
      return false; // the quota
    }
  }
}
