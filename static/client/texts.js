/**
 * A place for texts under keys.
 * @typedef {{
 *   get: (key: string) => Promise<string | null>,
 *   set: (key: string, text: string) => Promise<void>,
 *   delete: (key: string) => Promise<void>,
 *   keys: () => Promise<string[]>,
 * }} Texts
 */

const STORE = "texts";

/**
 * Texts in a database of IndexedDB, which has room where localStorage has none.
 * @implements {Texts}
 */
export class TextDatabase {
  /** @type {Promise<IDBDatabase> | null} */
  #opened = null;

  /**
   * @param {IDBFactory} factory
   * @param {string} name
   */
  constructor(factory, name) {
    this.factory = factory;
    this.name = name;
  }

  /** @param {string} key */
  async get(key) {
    const found = await this.#run("readonly", (store) => store.get(key));
    return typeof found === "string" ? found : null;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  async set(key, text) {
    await this.#run("readwrite", (store) => store.put(text, key));
  }

  /** @param {string} key */
  async delete(key) {
    await this.#run("readwrite", (store) => store.delete(key));
  }

  async keys() {
    const found = await this.#run("readonly", (store) => store.getAllKeys());
    return found.map(String);
  }

  /**
   * Run one request, and wait until its transaction is complete: only then is a text kept.
   * @template Result
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<Result>} ask
   * @returns {Promise<Result>}
   */
  async #run(mode, ask) {
    const database = await this.#database();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.addEventListener("complete", () => resolve(request.result));
      transaction.addEventListener("abort", () => reject(transaction.error ?? request.error));
    });
  }

  #database() {
    this.#opened ??= this.#open().catch((error) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    return new Promise((resolve, reject) => {
      const request = this.factory.open(this.name, 1);
      request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE));
      request.addEventListener("error", () => reject(request.error));
      request.addEventListener("success", () => resolve(this.#watched(request.result)));
    });
  }

  /**
   * Let go of the connection when somebody deletes the database, and open it anew at the next request.
   * @param {IDBDatabase} database
   */
  #watched(database) {
    database.addEventListener("versionchange", () => {
      database.close();
      this.#opened = null;
    });
    database.addEventListener("close", () => {
      this.#opened = null;
    });
    return database;
  }
}

/**
 * Texts in memory, for a browser that keeps nothing.
 * @implements {Texts}
 */
export class TextsInMemory {
  /** @type {Map<string, string>} */
  #texts = new Map();

  /** @param {string} key */
  async get(key) {
    return this.#texts.get(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  async set(key, text) {
    this.#texts.set(key, text);
  }

  /** @param {string} key */
  async delete(key) {
    this.#texts.delete(key);
  }

  async keys() {
    return [...this.#texts.keys()];
  }
}
