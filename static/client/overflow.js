const STORE = "entries";
const PATIENCE = 3000;

/** Keeps what is too large for localStorage in IndexedDB; one write after the other, so that the last one stays. */
export class Overflow {
  /** @type {Promise<IDBDatabase> | null} */
  #opened = null;
  /** Texts that wait for their turn, by key; a newer one takes the place of one that waits. @type {Map<string, {text: string, done: Promise<any>}>} */
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
    const waits = this.#waiting.get(key);
    if (waits) {
      waits.text = text;
      return waits.done;
    }
    const turn = { text, done: /** @type {Promise<any>} */ (Promise.resolve()) };
    this.#waiting.set(key, turn);
    turn.done = this.#next("readwrite", (store) => {
      if (this.#waiting.get(key) === turn) this.#waiting.delete(key);
      return store.put(turn.text, key);
    });
    return turn.done;
  }

  /** @param {string} key */
  remove(key) {
    this.#waiting.delete(key);
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
    if (!this.factory) return mode === "readonly" ? Promise.resolve(undefined) : Promise.reject(new Error("no IndexedDB"));
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
      setTimeout(() => reject(new Error("IndexedDB does not answer")), PATIENCE);
    });
  }
}
