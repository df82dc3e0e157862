import { agree, edited, editedSince, overlaid } from "./beginning.js";
import { Cache } from "./cache.js";
import { hearOthers, storageEvent } from "./hearing.js";
import { Keeper } from "./keeper.js";
import { areaOf, nativesOf } from "./natives.js";
import { makeStorage, patchPrototype } from "./storage.js";
import { textsOf } from "./texts.js";

/**
 * @typedef {{code: string, detail: string}} Trouble
 * @typedef {{id: string, etag: string | null, document: object | null, problem: Trouble | null}} Given
 *   What the server put into the script: the project as it is on disk; `document` is null where it may not or cannot
 *   say, and then the page begins with what the browser holds.
 * @typedef {{
 *   id: string, url: string, etag: string | null, texts: Map<string, string> | null,
 *   isLost: boolean,
 *   hearEdits: (hear: () => void) => void,
 *   takeEdits: () => Map<string, string | null>,
 *   take: (texts: Map<string, string | null>) => void,
 *   reconcile: (texts: Map<string, string>, exists: boolean) => void,
 *   agreed: (texts: Map<string, string | null>) => void,
 *   say: (name: string, detail: object) => void,
 * }} Bridge
 *   What the module part works with; `isLost` says that the file is gone which this browser had.
 */

const BRIDGE = Symbol.for("holdfast.drop-in");

/**
 * Make `localStorage` of a window the project, once.
 * @param {Given} given
 * @param {Window & typeof globalThis} scope
 * @param {string} address of the script
 */
export function start(given, scope, address) {
  /** @type {Bridge | undefined} */
  const running = Reflect.get(scope, BRIDGE);
  if (running) {
    if (running.id !== given.id) console.warn(`holdfast: this page is the project ${running.id} already, not ${given.id}`);
    return;
  }
  const url = new URL(address).origin;
  const real = realStorage(scope);
  const prototype = scope.Storage.prototype;
  const cache = new Cache(real && areaOf(real, nativesOf(prototype)), given.id);
  const texts = given.document === null ? null : textsOf(given.document);
  const isLost = given.document !== null && given.etag === null && !cache.isNew;
  const { held, unsaved } = beginning(cache, texts, given.etag, url !== scope.location.origin);
  const keeper = new Keeper(held, cache, unsaved);
  const storage = makeStorage(keeper, prototype);
  /** @type {(key: string | null, before: string | null, text: string | null, where: string) => void} */
  const tell = (...change) => void scope.dispatchEvent(storageEvent(storage, ...change));
  patchPrototype(prototype, storage, keeper);
  if (real) hearOthers(scope, real, keeper, tell);
  Object.defineProperty(scope, BRIDGE, { value: bridge(given, { scope, url, keeper, texts, isLost, tell }) });
  Object.defineProperty(scope, "localStorage", {
    ...Object.getOwnPropertyDescriptor({ get localStorage() { return storage; } }, "localStorage"),
  });
  report(given, scope);
  import(`${url}/client/drop-in.js`).catch((error) => warn(scope, { code: "not_loaded", detail: String(error) }));
}

/**
 * Decide what a page begins with, and bring the cache to it.
 * @param {Cache} cache
 * @param {Map<string, string> | null} texts of the file, if they are known
 * @param {string | null} etag
 * @param {boolean} isForeign whether the page's origin is not the server's, which all tools in folders share
 */
function beginning(cache, texts, etag, isForeign) {
  if (cache.isNew) return first(cache, texts, isForeign);
  const cached = cache.texts();
  if (!texts) return { held: cached, unsaved: cache.undecided ? new Set() : edited(cached, cache.seen) };
  const unsaved = editsIn(cache, cached, texts, etag);
  const held = overlaid(texts, cached, unsaved);
  for (const [key, text] of held) if (cached.get(key) !== text) cache.keep(key, text);
  for (const key of cached.keys()) if (!held.has(key)) cache.keep(key, null);
  cache.undecided = false;
  cache.agreed(new Map([...[...cache.seen.keys()].map(gone), ...texts]));
  return { held, unsaved };
}

/**
 * Return the keys in which the browser goes before the file.
 * @param {Cache} cache
 * @param {Map<string, string>} cached
 * @param {Map<string, string>} texts
 * @param {string | null} etag
 */
function editsIn(cache, cached, texts, etag) {
  if (cache.undecided) return editedSince(texts, cached, cache.own());
  // A project that is gone comes back from the browser: it may be the only copy.
  return edited(cached, etag === null ? new Map() : cache.seen);
}

/**
 * Begin in a browser that has not had this project: take over what it holds itself, unless the project differs.
 *
 * Where the file is not known yet the page goes on with what it had, and what becomes of that is decided later.
 * @param {Cache} cache
 * @param {Map<string, string> | null} texts
 * @param {boolean} isForeign
 */
function first(cache, texts, isForeign) {
  const own = cache.isFree() ? cache.own() : new Map();
  const claim = texts !== null && cache.isFree() && agree(texts, own) && (isForeign || own.size > 0);
  if (texts && own.size > 0 && !claim) console.info(`holdfast: ${cache.id} is as on disk; what the browser held stays`);
  const held = overlaid(texts ?? new Map(), own, claim || !texts ? own.keys() : []);
  cache.begin({ direct: isForeign && claim, claim, undecided: !texts });
  for (const [key, text] of held) if (!cache.direct || own.get(key) !== text) cache.keep(key, text);
  cache.agreed(texts ?? new Map());
  return { held, unsaved: texts ? [...held.keys()].filter((key) => !texts.has(key)) : [] };
}

/**
 * @param {Given} given
 * @param {{
 *   scope: Window & typeof globalThis, url: string, keeper: Keeper, texts: Map<string, string> | null, isLost: boolean,
 *   tell: (key: string | null, before: string | null, text: string | null, where: string) => void,
 * }} parts
 * @returns {Bridge}
 */
function bridge({ id, etag }, { scope, url, keeper, texts, isLost, tell }) {
  /** @param {Map<string, string | null>} changes */
  const take = (changes) => {
    for (const [key, text] of changes) {
      const before = keeper.unsaved.has(key) ? undefined : keeper.take(key, text, false);
      if (before !== undefined) tell(key, before, text, scope.location.href);
    }
  };
  return {
    id,
    url,
    etag,
    texts,
    isLost,
    take,
    hearEdits: (hear) => (keeper.onEdit = hear),
    takeEdits: () => keeper.takeEdits(),
    agreed: (found) => keeper.cache.agreed(found),
    reconcile(found, exists) {
      const { cache } = keeper;
      const edits = cache.undecided ? editedSince(found, keeper.held, cache.own()) : exists ? [] : keeper.keys();
      for (const key of edits) keeper.unsaved.add(key);
      cache.undecided = false;
      take(new Map([...keeper.keys().filter((key) => !found.has(key)).map(gone), ...found]));
    },
    say: (name, detail) => void scope.dispatchEvent(new CustomEvent(`holdfast:${name}`, { detail: { id, ...detail } })),
  };
}

/**
 * @param {string} key
 * @returns {[string, null]}
 */
function gone(key) {
  return [key, null];
}

/**
 * Tell the page, once it can hear it, why it does not have the file.
 * @param {Given} given
 * @param {Window} scope
 */
function report({ problem }, scope) {
  if (problem) setTimeout(() => warn(scope, problem));
}

/**
 * @param {Window} scope
 * @param {Trouble} trouble
 */
function warn(scope, trouble) {
  console.warn(`holdfast: ${trouble.detail}; the page goes on with what the browser holds`);
  scope.dispatchEvent(new CustomEvent("holdfast:problem", { detail: trouble }));
}

/** @param {Window} scope */
function realStorage(scope) {
  try {
    return scope.localStorage;
  } catch {
    return null;
  }
}
