import { Overflow } from "./overflow.js";

/**
 * @typedef {{document: any, baseEtag: string | null, editedAt: number, dirty: boolean}} Entry
 *   What a page holds of a project: its document, the version on the server that it was made from, when it was last
 *   edited (milliseconds, by this machine's clock), and whether the server has not confirmed that edit.
 * @typedef {{key: string, entry: Entry}} Found
 */

const ELSEWHERE = "in IndexedDB";

/**
 * The cache of one project in this browser.
 *
 * What the server has confirmed is one value for all tabs. An edit that it has not confirmed is a value of the tab that
 * made it, so that two tabs never overwrite each other's; it stays until the server has it, even if the tab is gone.
 */
export class Cache {
  /** Hears that the browser could not keep an edit. @type {(error: unknown) => void} */
  lost = () => undefined;
  /** Resolves when what was written last is in the browser's hands. */
  written = Promise.resolve();

  /**
   * @param {string} name
   * @param {string} tab
   * @param {Storage | undefined} storage
   * @param {IDBFactory | undefined} factory
   */
  constructor(name, tab, storage, factory) {
    this.shared = `holdfast/${name}`;
    this.own = `${this.shared}/${tab}`;
    this.storage = storage;
    this.overflow = new Overflow(factory);
    /** @type {Set<string>} */
    this.large = new Set();
  }

  /**
   * Keep a document.
   * @param {string} document JSON text
   * @param {Omit<Entry, "document">} about
   */
  write(document, about) {
    const text = `${JSON.stringify(about).slice(0, -1)},"document":${document}}`;
    const [key, other] = about.dirty ? [this.own, null] : [this.shared, this.own];
    this.#put(key, text);
    if (other) this.#remove(other);
  }

  /**
   * Read what the browser holds.
   * @returns {Promise<{shared: Entry | null, edits: Found[]}>} `edits` of other tabs, or of ones that are gone
   */
  async read() {
    const keys = await this.#keys();
    const found = await Promise.all(keys.map(async (key) => ({ key, entry: parsed(await this.#get(key)) })));
    const edits = found.filter(({ key, entry }) => entry?.dirty && key !== this.shared && key !== this.own);
    const shared = found.find(({ key }) => key === this.shared)?.entry ?? null;
    return { shared, edits: /** @type {Found[]} */ (edits) };
  }

  /**
   * Forget another tab's edit, which is saved or was taken over by this tab.
   * @param {string} key
   */
  forget(key) {
    this.#remove(key);
  }

  /** Forget this project. */
  clear() {
    this.#remove(this.own);
    this.#remove(this.shared);
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  #put(key, text) {
    if (this.#fits(key, text)) {
      if (this.large.delete(key)) this.#later(() => this.overflow.remove(key));
      return;
    }
    this.large.add(key);
    this.#later(() => this.overflow.put(key, text));
    this.#fits(key, ELSEWHERE);
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  #fits(key, text) {
    try {
      this.storage?.setItem(key, text);
      return this.storage !== undefined;
    } catch {
      this.storage?.removeItem(key);
      return false;
    }
  }

  /** @param {string} key */
  #remove(key) {
    const isLarge = this.storage === undefined || this.storage.getItem(key) === ELSEWHERE || this.large.has(key);
    if (isLarge) this.#later(() => this.overflow.remove(key));
    this.large.delete(key);
    this.storage?.removeItem(key);
  }

  /** @param {() => Promise<unknown>} act */
  #later(act) {
    this.written = this.written.then(act).then(
      () => undefined,
      (error) => this.lost(error),
    );
  }

  /** @param {string} key */
  async #get(key) {
    const text = this.storage?.getItem(key) ?? null;
    return text === null || text === ELSEWHERE ? this.overflow.get(key).catch(() => null) : text;
  }

  async #keys() {
    const kept = Array.from({ length: this.storage?.length ?? 0 }, (_, place) => this.storage?.key(place) ?? "");
    const elsewhere = await this.overflow.keys().catch(() => []);
    const mine = [...kept, ...elsewhere].filter((key) => key === this.shared || key.startsWith(`${this.shared}/`));
    return [...new Set(mine)];
  }
}

/**
 * @param {string | null} text
 * @returns {Entry | null}
 */
function parsed(text) {
  try {
    const entry = JSON.parse(text ?? "null");
    return entry && typeof entry === "object" && "document" in entry ? entry : null;
  } catch {
    return null;
  }
}
