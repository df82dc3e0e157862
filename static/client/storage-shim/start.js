import { agree, editedSince, overlaid, unmarked } from "./beginning.js";
import { Cache } from "./cache.js";
import { hearOthers, storageEvent } from "./hearing.js";
import { Keeper } from "./keeper.js";
import { areaOf, nativesOf } from "./natives.js";
import { makeStorage, patchPrototype } from "./storage.js";
import { textsOf } from "./texts.js";

/** @import { Mark } from "./cache.js" */

/**
 * @typedef {{code: string, detail: string}} Trouble
 * @typedef {{id: string, etag: string | null, document: object | null, problem: Trouble | null}} Given
 *   What the server put into the script: the project as it is on disk; `document` is null where it may not or cannot
 *   say, and then the page begins with what the browser holds.
 * @typedef {(key: string | null, before: string | null, text: string | null, where: string) => void} Tell
 * @typedef {{id: string, url: string, tab: string, texts: Map<string, string> | null, keeper: Keeper, tell: Tell}} Bridge
 *   What the module part works with; `texts` are those that the script came with.
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
  const { id, etag } = given;
  const url = new URL(address).origin;
  const tab = `tab-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const real = realStorage(scope);
  const prototype = scope.Storage.prototype;
  const cache = new Cache(real && areaOf(real, nativesOf(prototype)), id, tab);
  const texts = given.document === null ? null : textsOf(given.document);
  const keeper = beginning(cache, texts, etag, url !== scope.location.origin);
  const storage = makeStorage(keeper, prototype);
  /** @type {Tell} */
  const tell = (...change) => void scope.dispatchEvent(storageEvent(storage, ...change));
  patchPrototype(prototype, storage, keeper);
  if (real) hearOthers(scope, real, keeper, tell);
  // Held until the page is gone, so that others know whose edits are left behind.
  void scope.navigator.locks?.request(tab, () => new Promise(() => {})).catch(() => {});
  Object.defineProperty(scope, BRIDGE, { value: { id, url, tab, texts, keeper, tell } });
  Object.defineProperty(scope, "localStorage", {
    ...Object.getOwnPropertyDescriptor({ get localStorage() { return storage; } }, "localStorage"),
  });
  report(given, scope);
  import(`${url}/client/drop-in.js`).catch((error) => warn(scope, { code: "not_loaded", detail: String(error) }));
}

/**
 * Decide what a page begins with.
 * @param {Cache} cache
 * @param {Map<string, string> | null} texts of the file, if they are known
 * @param {string | null} etag
 * @param {boolean} isForeign whether the page's origin is not the server's, which all tools in folders share
 */
function beginning(cache, texts, etag, isForeign) {
  if (cache.isNew) return first(cache, texts, etag, isForeign);
  const cached = cache.texts();
  const edits = cache.marks();
  for (const key of leftIn(cache, cached, texts, etag)) {
    if (!edits.has(key)) edits.set(key, { tab: "", base: etag && cache.etag, at: Date.now(), isLarge: false, sent: [] });
  }
  if (texts && cache.undecided) cache.begin({ direct: false, claim: false, undecided: false });
  return new Keeper(texts ? overlaid(texts, cached, edits) : cached, cache, etag, edits);
}

/**
 * Return the keys without a mark in which the browser goes before the file.
 * @param {Cache} cache
 * @param {Map<string, string>} cached
 * @param {Map<string, string> | null} texts
 * @param {string | null} etag
 */
function leftIn(cache, cached, texts, etag) {
  if (cache.undecided) return texts ? editedSince(texts, cached, cache.own()) : [];
  // A project that is gone comes back from the browser: it may be the only copy.
  if (texts && etag === null) return cached.keys();
  return cache.direct ? unmarked(cached, cache.seen()) : [];
}

/**
 * Begin in a browser that has not had this project: take over what it holds itself, unless the project differs.
 *
 * Where the file is not known yet the page goes on with what it had, and what becomes of that is decided later.
 * @param {Cache} cache
 * @param {Map<string, string> | null} texts
 * @param {string | null} etag
 * @param {boolean} isForeign
 */
function first(cache, texts, etag, isForeign) {
  const own = cache.isFree() ? cache.own() : new Map();
  const claim = texts !== null && cache.isFree() && agree(texts, own) && (isForeign || own.size > 0);
  if (texts && own.size > 0 && !claim) console.info(`holdfast: ${cache.id} is as on disk; what the browser held stays`);
  const held = new Map([...(texts ?? []), ...(claim || !texts ? own : [])]);
  cache.begin({ direct: isForeign && claim, claim, undecided: !texts });
  if (!texts) for (const [key, text] of held) cache.keep(key, text);
  const keeper = new Keeper(held, cache, etag, new Map());
  if (texts) keeper.adopt([...held.keys()].filter((key) => !texts.has(key)));
  return keeper;
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
