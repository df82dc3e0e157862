/** @import { Area } from "./cache.js" */

/** @typedef {Record<"getItem" | "setItem" | "removeItem" | "key", Function> & {length: () => number}} Natives */

const METHODS = /** @type {const} */ (["getItem", "setItem", "removeItem", "key"]);

/**
 * Return the browser's own methods as they are now, before we and the page replace them.
 * @param {typeof Storage.prototype} prototype
 * @returns {Natives}
 */
export function nativesOf(prototype) {
  const methods = Object.fromEntries(METHODS.map((name) => [name, prototype[name]]));
  const length = Object.getOwnPropertyDescriptor(prototype, "length")?.get;
  return /** @type {Natives} */ ({ ...methods, length });
}

/**
 * Return the browser's own storage, to be used whatever a page has done to `Storage.prototype`.
 * @param {Storage} storage
 * @param {Natives} natives
 * @returns {Area}
 */
export function areaOf(storage, natives) {
  return {
    get length() {
      return Reflect.apply(natives.length, storage, []);
    },
    getItem: (name) => Reflect.apply(natives.getItem, storage, [name]),
    setItem: (name, text) => Reflect.apply(natives.setItem, storage, [name, text]),
    removeItem: (name) => Reflect.apply(natives.removeItem, storage, [name]),
    key: (at) => Reflect.apply(natives.key, storage, [at]),
  };
}
