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
   * @returns {true | Promise<boolean>} whether it is kept
   */
  write(document, about) {
    const text = `${JSON.stringify(about).slice(0, -1)},"document":${document}}`;
    const [key, other] = about.dirty ? [this.own, null] : [this.shared, this.own];
    const kept = this.#put(key, text);
    if (other) this.#remove(other);
    return kept;
  }

  /**
   * Read what the browser holds.
   * @returns {Promise<{shared: Entry | null, edits: Found[]}>} `edits` of other tabs, or of ones that are gone
   */
  async read() {
    const keys = await this.#keys();
    const found = await Promise.all(keys.map(async (key) => ({ key, entry: await this.#get(key) })));
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

  /**
   * Write an entry; an older one stays until the new one is safe.
   * @param {string} key
   * @param {string} text
   * @returns {true | Promise<boolean>} whether it is kept
   */
  #put(key, text) {
    if (this.#set(key, text)) {
      if (this.large.delete(key)) void this.#later(this.overflow.remove(key));
      return true;
    }
    this.large.add(key);
    return this.#later(this.overflow.put(key, text).then(() => this.#set(key, ELSEWHERE)));
  }

  /** @param {string} key */
  #remove(key) {
    this.large.delete(key);
    this.#local((storage) => storage.removeItem(key));
    if (this.overflow.factory) void this.#later(this.overflow.remove(key));
  }

  /**
   * @param {Promise<unknown>} done
   * @returns {Promise<boolean>} whether it was
   */
  #later(done) {
    const told = done.then(
      () => true,
      (error) => {
        this.lost(error);
        return false;
      },
    );
    this.written = Promise.all([this.written, told]).then(() => undefined);
    return told;
  }

  /**
   * Read an entry from both places: a browser that was killed may have kept an older one in the first.
   * @param {string} key
   */
  async #get(key) {
    const elsewhere = this.overflow.get(key).catch(() => null);
    const [one, other] = [parsed(this.#local((storage) => storage.getItem(key))), parsed(await elsewhere)];
    return one && other ? (one.editedAt >= other.editedAt ? one : other) : (one ?? other);
  }

  async #keys() {
    const elsewhere = await this.overflow.keys().catch(() => []);
    const here = this.#local((storage) => Array.from(storage, (_, place) => storage.key(place) ?? "")) ?? [];
    const mine = [...here, ...elsewhere].filter((key) => `${key}/`.startsWith(`${this.shared}/`));
    return [...new Set(mine)];
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  #set(key, text) {
    return this.#local((storage) => (storage.setItem(key, text), true));
  }

  /**
   * Use localStorage, which may be missing, full or forbidden.
   * @template T
   * @param {(storage: Storage) => T} act
   * @returns {T | undefined}
   */
  #local(act) {
    try {
      return this.storage && act(this.storage);
    } catch {
      return undefined;
    }
  }
}

/**
 * @param {string | null | undefined} text
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
