const STORE = "entries";

/** Keeps what is too large for localStorage in IndexedDB; one write after the other, so that the last one stays. */
export class Overflow {
  /** @type {Promise<IDBDatabase> | null} */
  #opened = null;
  /** What is to be written next under a key; a newer text takes the place of one that waits. @type {Map<string, string>} */
  #waiting = new Map();
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @param {IDBFactory | undefined} factory */
  constructor(factory) {
    this.factory = factory;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  put(key, text) {
    const waits = this.#waiting.has(key);
    this.#waiting.set(key, text);
    if (waits) return this.#last;
    return this.#next("readwrite", (store) => {
      const newest = this.#waiting.get(key);
      this.#waiting.delete(key);
      return store.put(newest, key);
    });
  }

  /** @param {string} key */
  remove(key) {
    return this.#next("readwrite", (store) => store.delete(key));
  }

  /**
   * @param {string} key
   * @returns {Promise<string | null>}
   */
  async get(key) {
    const found = await this.#next("readonly", (store) => store.get(key));
    return typeof found === "string" ? found : null;
  }

  /** @returns {Promise<string[]>} */
  async keys() {
    const found = await this.#next("readonly", (store) => store.getAllKeys());
    return (found ?? []).map(String);
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T | undefined>}
   */
  #next(mode, act) {
    if (!this.factory) return Promise.resolve(undefined);
    const run = this.#last.then(() => this.#run(mode, act));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T>}
   */
  async #run(mode, act) {
    const database = await (this.#opened ??= this.#open()).catch((error) => {
      this.#opened = null;
      throw error;
    });
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const asked = act(transaction.objectStore(STORE));
      transaction.addEventListener("complete", () => resolve(asked.result));
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
  }

  /**
   * Open the database anew the next time when the browser has closed it, as it does when the data of a site is cleared.
   * @param {IDBDatabase} database
   */
  #noted(database) {
    const closed = () => (database.close(), (this.#opened = null));
    database.addEventListener("close", closed);
    database.addEventListener("versionchange", closed);
    return database;
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    return new Promise((resolve, reject) => {
      const asked = /** @type {IDBFactory} */ (this.factory).open("holdfast", 1);
      asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE));
      asked.addEventListener("success", () => resolve(this.#noted(asked.result)));
      asked.addEventListener("error", () => reject(asked.error));
    });
  }
}
