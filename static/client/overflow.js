const STORE = "entries";
const PATIENCE = 3000;

/** Keeps what is too large for localStorage in IndexedDB; one write after the other, so that the last one stays. */
export class Overflow {
  #factory;
  /** @type {Promise<IDBDatabase> | null} */
  #opened = null;
  /** Texts that wait for their turn, by key; a newer one takes the place of one that waits. @type {Map<string, {text: string, done: Promise<any>}>} */
  #waiting = new Map();
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @param {IDBFactory | undefined} factory */
  constructor(factory) {
    this.#factory = factory;
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
    turn.done = this.#next((store) => {
      if (this.#waiting.get(key) === turn) this.#waiting.delete(key);
      return store.put(turn.text, key);
    });
    // Where the database cannot be opened no turn comes.
    turn.done.catch(() => this.#waiting.delete(key));
    return turn.done;
  }

  /** @param {string} key */
  remove(key) {
    this.#waiting.delete(key);
    return this.#factory ? this.#next((store) => store.delete(key)) : Promise.resolve();
  }

  /**
   * @param {string} key
   * @returns {Promise<string | null>}
   */
  async get(key) {
    return (await this.#next((store) => store.get(key))) ?? null;
  }

  /** @returns {Promise<string[]>} */
  keys() {
    return /** @type {Promise<any>} */ (this.#next((store) => store.getAllKeys()));
  }

  /**
   * @template T
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T>}
   */
  #next(act) {
    const run = this.#last.then(() => this.#run(act));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /**
   * @template T
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T>}
   */
  async #run(act) {
    const database = await (this.#opened ??= this.#open()).catch((error) => {
      this.#opened = null;
      throw error;
    });
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
      const asked = act(transaction.objectStore(STORE));
      transaction.addEventListener("complete", () => resolve(asked.result));
      transaction.addEventListener("abort", reject);
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
      const asked = /** @type {IDBFactory} */ (this.#factory).open("holdfast", 1);
      asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE));
      asked.addEventListener("success", () => resolve(this.#noted(asked.result)));
      asked.addEventListener("error", reject);
      setTimeout(reject, PATIENCE);
    });
  }
}
