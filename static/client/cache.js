import { Overflow } from "./overflow.js";

/**
 * @typedef {{document: any, text: string, baseEtag: string | null, editedAt: number, dirty: boolean}} Entry
 *   What a page holds of a project: its document and the text of it, the version on the server that it was made from, when
 *   it was last edited (milliseconds, by this machine's clock), and whether the server has not confirmed that edit.
 * @typedef {{key: string, entry: Entry}} Found
 */

const ELSEWHERE = "in IndexedDB";
const DOCUMENT = ',"document":';
/** Characters that localStorage never takes, so that nobody needs to try. */
const TOO_MANY = 5_300_000;

/**
 * The cache of one project in this browser.
 *
 * What the server has confirmed is one value for all tabs. An edit that it has not confirmed is a value of the tab that
 * made it, so that two tabs never overwrite each other's; it stays until the server has it, even if the tab is gone.
 */
export class Cache {
  #storage;
  #overflow;
  #large;
  /** Resolves when what was written last is in the browser's hands. */
  written = Promise.resolve(true);

  /**
   * @param {string} name
   * @param {string} tab
   * @param {Storage | undefined} storage
   * @param {IDBFactory | undefined} factory
   */
  constructor(name, tab, storage, factory) {
    this.shared = `holdfast/${name}`;
    this.own = `${this.shared}/${tab}`;
    this.#storage = storage;
    this.#overflow = new Overflow(factory);
    /** @type {Set<string>} */
    this.#large = new Set();
  }

  /**
   * Keep a document.
   * @param {string} document JSON text
   * @param {Omit<Entry, "document" | "text">} about
   * @returns {true | Promise<boolean>} whether it is kept
   */
  write(document, about) {
    const text = `${JSON.stringify(about).slice(0, -1)}${DOCUMENT}${document}}`;
    const kept = this.#put(about.dirty ? this.own : this.shared, text);
    if (!about.dirty) this.#remove(this.own);
    return kept;
  }

  /**
   * Read what the browser holds.
   * @returns {Promise<{shared: Entry | null, edits: Found[]}>} `edits` of other tabs, or of ones that are gone
   */
  async read() {
    const elsewhere = await this.#overflow.keys().catch(() => []);
    const here = this.#local((storage) => Array.from(storage, (_, place) => storage.key(place) ?? "")) ?? [];
    const keys = new Set([...here, ...elsewhere]);
    const others = [...keys].filter((key) => key.startsWith(`${this.shared}/`) && key !== this.own);
    const found = await Promise.all(others.map(async (key) => ({ key, entry: await this.#get(key) })));
    const edits = /** @type {Found[]} */ (found.filter(({ entry }) => entry?.dirty));
    return { shared: await this.#get(this.shared), edits };
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
    if (text.length < TOO_MANY && this.#set(key, text)) {
      if (this.#large.delete(key)) void this.#later(this.#overflow.remove(key));
      return true;
    }
    this.#large.add(key);
    return this.#later(this.#overflow.put(key, text).then(() => this.#set(key, ELSEWHERE)));
  }

  /** @param {string} key */
  #remove(key) {
    this.#large.delete(key);
    this.#local((storage) => storage.removeItem(key));
    void this.#later(this.#overflow.remove(key));
  }

  /**
   * @param {Promise<unknown>} done
   * @returns {Promise<boolean>} whether it was
   */
  #later(done) {
    const told = done.then(
      () => true,
      () => false,
    );
    this.written = this.written.then(() => told);
    return told;
  }

  /**
   * Read an entry from both places: a browser that was killed may have kept an older one in the first.
   * @param {string} key
   */
  async #get(key) {
    const one = parsed(this.#local((storage) => storage.getItem(key)));
    const other = parsed(await this.#overflow.get(key).catch(() => null));
    return other && (one?.editedAt ?? -1) < other.editedAt ? other : one;
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
      return this.#storage && act(this.#storage);
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
    const found = text ?? "";
    const at = found.indexOf(DOCUMENT);
    const document = found.slice(at + DOCUMENT.length, -1);
    return { ...JSON.parse(`${found.slice(0, at)}}`), document: JSON.parse(document), text: document };
  } catch {
    return null;
  }
}
