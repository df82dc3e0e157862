/** @import { Cache } from "./cache.js" */
/** @import { Keeper } from "./keeper.js" */

/**
 * Hear what other tabs and frames write into the browser's storage, and tell the page of those keys that are its own.
 * @param {Window} scope
 * @param {Storage} real
 * @param {Keeper} keeper
 * @param {(key: string | null, before: string | null, text: string | null, url: string) => void} tell
 */
export function hearOthers(scope, real, keeper, tell) {
  const { cache } = keeper;
  scope.addEventListener(
    "storage",
    (event) => {
      if (event.storageArea !== real) return;
      event.stopImmediatePropagation();
      hear(event, keeper, cache, tell);
    },
    true,
  );
}

/**
 * @param {StorageEvent} event
 * @param {Keeper} keeper
 * @param {Cache} cache
 * @param {(key: string | null, before: string | null, text: string | null, url: string) => void} tell
 */
function hear(event, keeper, cache, tell) {
  // Without a key somebody has wiped what the browser holds; what the project holds stays.
  if (event.key === null) return;
  if (event.key === cache.clearing) {
    const had = keeper.size > 0;
    for (const key of keeper.keys()) keeper.hear(key, null);
    if (had) tell(null, null, null, event.url);
    return;
  }
  const key = cache.keyOf(event.key);
  if (key === null || (event.newValue === null && cache.markAt(key)?.isLarge)) return;
  // Where both wrote, events cross on their way, and only the storage itself knows who was last.
  const text = keeper.marked.has(key) ? cache.text(key) : event.newValue;
  const before = keeper.hear(key, text);
  if (before !== undefined) tell(key, before, text, event.url);
}

/**
 * Return the storage event for a change that this window has not made.
 * @param {Storage} storage
 * @param {string | null} key
 * @param {string | null} oldValue
 * @param {string | null} newValue
 * @param {string} url
 */
export function storageEvent(storage, key, oldValue, newValue, url) {
  const event = new StorageEvent("storage", { key, oldValue, newValue, url });
  // The constructor takes none but the browser's own storage.
  Object.defineProperty(event, "storageArea", { value: storage, configurable: true, enumerable: true });
  return event;
}
