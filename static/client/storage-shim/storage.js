/** @import { Keeper } from "./keeper.js" */

const INDEX = /^(?:0|[1-9]\d{0,9})$/u;

/**
 * Return an object that pages use as they use `localStorage`, over what `keeper` holds.
 *
 * As in browsers, a name that the prototype has is never a key: `localStorage.length = 1` sets nothing.
 * @param {Keeper} keeper
 * @param {typeof Storage.prototype} prototype
 * @returns {Storage}
 */
export function makeStorage(keeper, prototype) {
  const target = Object.create(prototype);
  /** @param {string | symbol} name @returns {name is symbol} as far as the types go: a name that is no key */
  function isOrdinary(name) {
    return typeof name === "symbol" || name in target;
  }
  /** @type {Storage} */
  const storage = new Proxy(target, {
    get: (_, name, receiver) => (isOrdinary(name) ? Reflect.get(target, name, receiver) : keeper.get(name)),
    has: (_, name) => name in target || (!isOrdinary(name) && keeper.get(name) !== undefined),
    set(_, name, value, receiver) {
      if (receiver !== storage || isOrdinary(name)) return Reflect.set(target, name, value, receiver);
      keeper.set(name, settable(name, value));
      return true;
    },
    deleteProperty(_, name) {
      if (isOrdinary(name)) return Reflect.deleteProperty(target, name);
      keeper.remove(name);
      return true;
    },
    defineProperty(_, name, descriptor) {
      if (isOrdinary(name)) return Reflect.defineProperty(target, name, descriptor);
      if (descriptor.get || descriptor.set) {
        throw new TypeError(`${named(name)}Accessor properties are not allowed.`);
      }
      keeper.set(name, settable(name, descriptor.value));
      return true;
    },
    getOwnPropertyDescriptor(_, name) {
      if (isOrdinary(name)) return Reflect.getOwnPropertyDescriptor(target, name);
      const value = keeper.get(name);
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
    },
    ownKeys: () => [...new Set([...keeper.keys(), ...Reflect.ownKeys(target)])],
    preventExtensions: () => false,
  });
  return storage;
}

/**
 * Let the members of `Storage.prototype` work on `storage` too; on any other object they are the browser's own.
 *
 * They stand on the prototype, because pages call and replace them there.
 * @param {typeof Storage.prototype} prototype
 * @param {Storage} storage
 * @param {Keeper} keeper
 */
export function patchPrototype(prototype, storage, keeper) {
  const members = Object.getOwnPropertyDescriptors(membersFor(prototype, storage, keeper));
  for (const [name, { get, value }] of Object.entries(members)) {
    const before = Object.getOwnPropertyDescriptor(prototype, name);
    if (before) Object.defineProperty(prototype, name, { ...before, ...(get ? { get } : { value }) });
  }
}

/**
 * @param {typeof Storage.prototype} prototype
 * @param {Storage} storage
 * @param {Keeper} keeper
 */
function membersFor(prototype, storage, keeper) {
  const { clear, getItem, key, removeItem, setItem } = prototype;
  const length = Object.getOwnPropertyDescriptor(prototype, "length")?.get;
  return {
    get length() {
      return is(this, storage) ? keeper.size : Reflect.apply(/** @type {() => number} */ (length), this, []);
    },
    clear() {
      if (is(this, storage)) keeper.clear();
      else Reflect.apply(clear, this, []);
    },
    getItem(/** @type {unknown} */ name) {
      if (!is(this, storage)) return Reflect.apply(getItem, this, arguments);
      need("getItem", 1, arguments);
      return keeper.get(textFrom(name, "getItem")) ?? null;
    },
    key(/** @type {unknown} */ index) {
      if (!is(this, storage)) return Reflect.apply(key, this, arguments);
      need("key", 1, arguments);
      return keeper.keys()[positionFrom(index)] ?? null;
    },
    removeItem(/** @type {unknown} */ name) {
      if (!is(this, storage)) return Reflect.apply(removeItem, this, arguments);
      need("removeItem", 1, arguments);
      return keeper.remove(textFrom(name, "removeItem"));
    },
    setItem(/** @type {unknown} */ name, /** @type {unknown} */ value) {
      if (!is(this, storage)) return Reflect.apply(setItem, this, arguments);
      need("setItem", 2, arguments);
      const text = textFrom(name, "setItem");
      return keeper.set(text, textFrom(value, "setItem"));
    },
  };
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function is(one, other) {
  return one === other;
}

/**
 * Refuse a call with too few arguments, in the browser's words.
 * @param {string} method
 * @param {number} count
 * @param {IArguments} given
 */
function need(method, count, given) {
  if (given.length >= count) return;
  const noun = count === 1 ? "argument" : "arguments";
  throw new TypeError(`${failed(method)}${count} ${noun} required, but only ${given.length} present.`);
}

/**
 * @param {unknown} value
 * @param {string} method
 */
function textFrom(value, method) {
  if (typeof value === "symbol") throw new TypeError(`${failed(method)}Cannot convert a Symbol value to a string`);
  return `${value}`;
}

/**
 * Return a value as an unsigned long, as WebIDL has it.
 * @param {unknown} value
 */
function positionFrom(value) {
  if (typeof value === "symbol") throw new TypeError(`${failed("key")}Cannot convert a Symbol value to a number`);
  return /** @type {number} */ (value) >>> 0;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function settable(name, value) {
  if (typeof value === "symbol") throw new TypeError(`${named(name)}Cannot convert a Symbol value to a string`);
  return `${value}`;
}

/** @param {string} method */
function failed(method) {
  return `Failed to execute '${method}' on 'Storage': `;
}

/** @param {string} name */
function named(name) {
  const which = INDEX.test(name) ? `an indexed property [${name}]` : `a named property${name && ` '${name}'`}`;
  return `Failed to set ${which} on 'Storage': `;
}
