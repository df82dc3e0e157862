/** A localStorage as a browser's, with as much room as it is given. */
export class FakeStorage {
  /** @type {Map<string, string>} */
  #items = new Map();

  /** @param {number} [room] characters */
  constructor(room = 5_000_000) {
    this.room = room;
  }

  get length() {
    return this.#items.size;
  }

  clear() {
    this.#items.clear();
  }

  /** @param {string} name */
  getItem(name) {
    return this.#items.get(name) ?? null;
  }

  /** @param {number} index */
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  /** @param {string} name */
  removeItem(name) {
    this.#items.delete(name);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setItem(name, value) {
    const others = [...this.#items].filter(([key]) => key !== name).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    if (others + name.length + value.length > this.room) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(name, value);
  }
}

/** A clock whose timers run when a test lets time pass. */
export class FakeClock {
  time = 1_760_000_000_000;
  #last = 0;
  /** @type {Map<number, {at: number, work: () => void}>} */
  #timers = new Map();

  now = () => this.time;

  /**
   * @param {() => void} work
   * @param {number} wait
   */
  setTimeout = (work, wait) => {
    this.#last += 1;
    this.#timers.set(this.#last, { at: this.time + wait, work });
    return this.#last;
  };

  /** @param {any} timer */
  clearTimeout = (timer) => {
    this.#timers.delete(timer);
  };

  /**
   * Let time pass, and everything that follows from it happen.
   * @param {number} milliseconds
   */
  async pass(milliseconds) {
    const end = this.time + milliseconds;
    await this.settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, { at, work }] = next;
      this.time = at;
      this.#timers.delete(id);
      work();
      await this.settle();
    }
    this.time = end;
  }

  /** Let everything happen that does not wait for a timer: give real answers the time that they need. */
  async settle() {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  /** @param {number} end */
  #next(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end).reduce(
      (/** @type {[number, {at: number, work: () => void}] | null} */ first, timer) => (first && first[1].at <= timer[1].at ? first : timer),
      null,
    );
  }
}

/** A console that keeps what was said. */
export class FakeConsole {
  /** @type {string[]} */
  said = [];

  log = (/** @type {unknown[]} */ ...words) => this.#say("log", words);
  warn = (/** @type {unknown[]} */ ...words) => this.#say("warn", words);
  error = (/** @type {unknown[]} */ ...words) => this.#say("error", words);

  /**
   * @param {string} level
   * @param {unknown[]} words
   */
  #say(level, words) {
    this.said.push(`${level}: ${words.map((word) => (word instanceof Error ? word.message : String(word))).join(" ")}`);
  }
}

/** A network in front of a real server that counts requests, and that can be cut. */
export class Network {
  isCut = false;
  /** @type {number | null} answer this instead */
  status = null;
  /** @type {{method: string, path: string, body: any}[]} */
  requests = [];

  /** @type {typeof fetch} */
  fetch = async (input, init) => {
    const method = init?.method ?? "GET";
    const body = typeof init?.body === "string" ? JSON.parse(init.body) : null;
    this.requests.push({ method, path: new URL(String(input)).pathname, body });
    if (this.isCut) throw new TypeError("Failed to fetch");
    if (this.status !== null) return new Response('{"error": "no"}', { status: this.status });
    return fetch(input, init);
  };

  /** @param {string} method */
  count(method) {
    return this.requests.filter((request) => request.method === method).length;
  }
}

/**
 * The least of IndexedDB that keeps texts, in memory.
 * @param {Map<string, string>} texts
 * @returns {any}
 */
export function database(texts) {
  const store = {
    get: (/** @type {string} */ key) => ({ result: texts.get(key) }),
    put: (/** @type {string} */ text, /** @type {string} */ key) => ({ result: texts.set(key, text) && key }),
    delete: (/** @type {string} */ key) => ({ result: void texts.delete(key) }),
    getAllKeys: () => ({ result: [...texts.keys()] }),
  };
  const transaction = () => {
    const made = Object.assign(new EventTarget(), { objectStore: () => store, error: null });
    later(made, "complete");
    return made;
  };
  return {
    open: () => {
      const request = Object.assign(new EventTarget(), { result: Object.assign(new EventTarget(), { transaction }) });
      later(request, "success");
      return request;
    },
  };
}

/**
 * @param {EventTarget} target
 * @param {string} type
 */
function later(target, type) {
  setImmediate(() => target.dispatchEvent(new Event(type)));
}
