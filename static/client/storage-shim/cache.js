import { NOT_CACHED } from "./beginning.js";
import { fingerprint } from "./texts.js";

/** How all of our own keys in a browser's storage begin. */
const OURS = /^holdfast[:/]/u;
const CLAIM = "holdfast:drop-in";

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key"> & {readonly length: number}} Area
 * @typedef {{direct: boolean, undecided: boolean, etag: string | null}} Noted
 * @typedef {{tab: string, base: string | null, at: number, isLarge: boolean, sent: string[]}} Mark
 *   An edit that the file does not have yet: who made it, to which version, when, whether its text did not fit, and the
 *   fingerprints of earlier texts that were on their way to the file then.
 */

/**
 * The texts of one project in the browser's own storage, with a mark at each that the file does not have yet.
 *
 * They stand under the page's own keys (`direct`) where the page has its origin for itself, so that it goes on with
 * them when the server is away and even the drop-in cannot be loaded; else each under a key of ours. Every fact has a
 * key of its own, since tabs write at the same time and browsers know no transactions here.
 */
export class Cache {
  /**
   * @param {Area | null} area null: the browser gives the page none
   * @param {string} id
   * @param {string} tab
   */
  constructor(area, id, tab) {
    this.area = area;
    this.id = id;
    this.tab = tab;
    this.record = `${CLAIM}:${id}`;
    this.clearing = `${this.record}!cleared`;
    const noted = this.#noted();
    this.isNew = noted === null;
    this.direct = noted?.direct ?? false;
    /** Whether it is still open if what the browser itself held is taken over, since the file was not known. */
    this.undecided = noted?.undecided ?? false;
    /** The version with which the texts last agreed. */
    this.etag = noted?.etag ?? null;
  }

  /** Return the texts, by their keys in the page. */
  texts() {
    return this.#pick((name) => this.keyOf(name));
  }

  /** Return what the browser itself holds for the page's origin, which no drop-in has put there. */
  own() {
    return this.#pick((name) => (OURS.test(name) ? null : name));
  }

  /**
   * Return a text as it stands there now.
   * @param {string} key
   */
  text(key) {
    return this.area?.getItem(this.#nameOf(key)) ?? null;
  }

  /** Return the edits that the file does not have yet. */
  marks() {
    return new Map([...this.#pick((name) => after(`${this.record}~`, name))].map(([key, text]) => [key, markIn(text)]));
  }

  /**
   * Return the edit of a key that the file does not have yet.
   * @param {string} key
   */
  markAt(key) {
    const text = this.area?.getItem(`${this.record}~${key}`) ?? null;
    return text === null ? null : markIn(text);
  }

  /** Return the fingerprints of the texts as the file had them; they are kept where a page writes its keys by itself. */
  seen() {
    return this.#pick((name) => after(`${this.record}#`, name));
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
    this.#note();
  }

  /**
   * Return the page's key for a name in the browser's storage, or null if it is none of ours.
   * @param {string} name
   */
  keyOf(name) {
    return this.direct && !OURS.test(name) ? name : after(`${this.record}=`, name);
  }

  /**
   * Keep a text, or the fact that there is none. One that does not fit is not kept at all, rather than an older one.
   * @param {string} key
   * @param {string | null} text
   * @returns {boolean} whether it fits
   */
  keep(key, text) {
    const name = this.#nameOf(key);
    const isKept = text !== null && this.#put(name, text);
    if (!isKept) this.area?.removeItem(name);
    return isKept || text === null;
  }

  /**
   * Mark an edit of this tab.
   * @param {string} key
   * @param {string | null} base
   * @param {boolean} fits
   * @param {string[]} sent
   */
  mark(key, base, fits, sent) {
    this.#put(`${this.record}~${key}`, [this.tab, base ?? "", Date.now(), fits ? "" : "large", ...sent].join(" "));
  }

  /**
   * Say whether another tab has an edit here that the file does not have yet.
   * @param {string} key
   */
  isEditedElsewhere(key) {
    return ![undefined, this.tab].includes(this.markAt(key)?.tab);
  }

  /**
   * Take a mark away, as it was when the file came to have the edit; another edit has another mark.
   * @param {string} key
   * @param {string} tab
   */
  unmark(key, tab) {
    const name = `${this.record}~${key}`;
    if (this.area?.getItem(name)?.startsWith(`${tab} `)) this.area.removeItem(name);
  }

  /** Tell the page's other tabs that all goes. */
  tellCleared() {
    this.#put(this.clearing, `${Date.now()} ${Math.random()}`);
  }

  /**
   * Note that the file has these texts, or none.
   * @param {Map<string, string | null>} texts
   * @param {string | null} etag
   */
  agreed(texts, etag) {
    this.etag = etag;
    this.#note();
    if (!this.direct) return;
    for (const [key, text] of texts) {
      const name = `${this.record}#${key}`;
      if (text === null) this.area?.removeItem(name);
      else this.#put(name, this.text(key) === null ? NOT_CACHED : fingerprint(text));
    }
  }

  /** @param {string} key */
  #nameOf(key) {
    return this.direct && !OURS.test(key) ? key : `${this.record}=${key}`;
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

  #note() {
    this.#put(this.record, JSON.stringify({ direct: this.direct, undecided: this.undecided, etag: this.etag }));
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

/**
 * @param {string} prefix
 * @param {string} name
 */
function after(prefix, name) {
  return name.startsWith(prefix) ? name.slice(prefix.length) : null;
}

/**
 * @param {string} text
 * @returns {Mark}
 */
function markIn(text) {
  const [tab = "", base = "", at = "", large = "", ...sent] = text.split(" ");
  return { tab, base: base || null, at: Number(at), isLarge: large !== "", sent };
}
