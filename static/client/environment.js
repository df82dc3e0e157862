/**
 * What a class takes from the browser; each member can be given in its options instead, for tests and other hosts.
 * @typedef {object} Environment
 * @property {typeof fetch} fetch asks servers
 * @property {() => number} now milliseconds since 1970
 * @property {(work: () => void, wait: number) => unknown} setTimeout begins a timer
 * @property {(timer: any) => void} clearTimeout ends a timer
 * @property {Storage | null} localStorage null where the browser has none or forbids it
 * @property {IDBFactory | null} indexedDB null where the browser has none
 * @property {(name: string, work: () => Promise<void>) => Promise<void>} lock runs work when no other runs under its name
 * @property {EventTarget | null} events where `storage`, `online` and `pagehide` are heard
 * @property {string} server origin of the server; empty for the page's own
 * @property {string} token sent with every request, if the server wants one
 * @property {Pick<Console, "log" | "warn" | "error">} console where failures are told
 */

/**
 * Complete what was given with what the browser has.
 *
 * Timers and `fetch` are looked up when they are called, so that a page or a test may replace them later.
 * @param {Partial<Environment>} [given]
 * @returns {Environment}
 */
export function environment(given = {}) {
  const found = {
    fetch: /** @type {typeof fetch} */ ((...args) => globalThis.fetch(...args)),
    now: () => Date.now(),
    setTimeout: (/** @type {() => void} */ work, /** @type {number} */ wait) => globalThis.setTimeout(work, wait),
    clearTimeout: (/** @type {any} */ timer) => globalThis.clearTimeout(timer),
    localStorage: allowed(() => globalThis.localStorage),
    indexedDB: allowed(() => globalThis.indexedDB),
    lock: oneAtATime,
    events: typeof globalThis.addEventListener === "function" ? globalThis : null,
    server: ownServer(),
    token: "",
    console: globalThis.console,
  };
  const wanted = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...found, ...Object.fromEntries(wanted) };
}

/**
 * Return what the browser gives, or null if it forbids even asking, as some do for cookies and storage.
 * @template Found
 * @param {() => Found | undefined} ask
 */
function allowed(ask) {
  try {
    return ask() ?? null;
  } catch {
    return null;
  }
}

/** The server that this module came from, also for a page of another origin. */
function ownServer() {
  const { origin, protocol } = new URL(import.meta.url);
  return protocol.startsWith("http") ? origin : "";
}

/** @type {Map<string, Promise<void>>} */
const queues = new Map();

/**
 * Run work when no other tab, and nothing else here, does any under this name.
 * @param {string} name
 * @param {() => Promise<void>} work
 * @returns {Promise<void>}
 */
async function oneAtATime(name, work) {
  const locks = globalThis.navigator?.locks;
  if (locks) return locks.request(name, work);
  const before = queues.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(name, mine);
  return mine;
}
