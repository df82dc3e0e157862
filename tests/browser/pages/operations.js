// What a page can do with a storage, by name; the same lists of operations run against the browser's and the drop-in's.
const VALUES = {
  text: () => "text",
  empty: () => "",
  json: () => '{"a":[1,2],"b":"x"}',
  spaced: () => '{ "a": 1 }',
  quoted: () => '"dark"',
  digits: () => "12345678901234567890",
  half: () => "\ud83d!",
  nul: () => "a\0b",
  escape: () => "$utf16:x",
  null: () => null,
  undefined: () => undefined,
  zero: () => -0,
  number: () => 1e21,
  nan: () => NaN,
  bigint: () => 12n,
  true: () => true,
  object: () => ({ a: 1 }),
  list: () => [1, [2, 3]],
  own: () => ({ toString: () => "own text" }),
  valued: () => ({ valueOf: () => 1, toString: () => "as text" }),
  primitive: () => ({ [Symbol.toPrimitive]: (hint) => `as ${hint}` }),
  throws: () => ({ toString() { throw new RangeError("thrown on the way"); } }),
  bare: () => Object.create(null),
  symbol: () => Symbol("s"),
  function: () => Math.max,
};
const BUILT_IN = new Set(["length", "clear", "getItem", "key", "removeItem", "setItem", "constructor", "__proto__", "toString"]);
const ordinary = (keys) => [...keys].filter((key) => !BUILT_IN.has(key)).sort();
const byKey = (pairs) => pairs.filter(([key]) => !BUILT_IN.has(key)).sort(([one], [other]) => (one < other ? -1 : 1));
const shared = Symbol("shared");

const OPERATIONS = {
  getItem: (s, key) => s.getItem(key),
  setItem: (s, key, value) => s.setItem(key, value),
  removeItem: (s, key) => s.removeItem(key),
  clear: (s) => s.clear(),
  length: (s) => s.length,
  allKeys: (s) => Array.from({ length: s.length }, (_, at) => s.key(at)).sort(),
  sameOrder: (s) => Array.from({ length: s.length }, (_, at) => s.key(at)).join() === Reflect.ownKeys(s).slice(0, s.length).join(),
  keyAt: (s, _key, value) => [null, undefined].includes(s.key(value)) || s.getItem(s.key(value)) !== null,
  beyond: (s) => [s.key(s.length), s.key(-1), s.key(2 ** 32 - 1), s.key(1e9)],
  get: (s, key) => s[key],
  set: (s, key, value) => (s[key] = value) === value,
  setSloppily: (s, key, value) => Reflect.set(s, key, value),
  setElsewhere: (s, key) => { const other = {}; return [Reflect.set(s, key, "elsewhere", other), Object.hasOwn(other, key)]; },
  delete: (s, key) => delete s[key],
  in: (s, key) => key in s,
  hasOwn: (s, key) => [Object.hasOwn(s, key), s.hasOwnProperty(key)],
  describe: (s, key) => Object.getOwnPropertyDescriptor(s, key),
  describeAll: (s) => byKey(Object.entries(Object.getOwnPropertyDescriptors(s))),
  define: (s, key, value) => Object.defineProperty(s, key, { value }) === s,
  defineFully: (s, key, value) => Object.defineProperty(s, key, { value, writable: true, enumerable: true, configurable: true }) === s,
  defineGetter: (s, key) => Object.defineProperty(s, key, { get: () => 1 }),
  defineNothing: (s, key) => Object.defineProperty(s, key, {}) === s,
  keys: (s) => ordinary(Object.keys(s)),
  names: (s) => ordinary(Object.getOwnPropertyNames(s)),
  ownKeys: (s) => Reflect.ownKeys(s).filter((key) => typeof key === "string").sort(),
  symbols: (s) => Object.getOwnPropertySymbols(s).map(String),
  values: (s) => byKey(Object.entries(s)).map(([, value]) => value),
  entries: (s) => byKey(Object.entries(s)),
  spread: (s) => byKey(Object.entries({ ...s })),
  assignFrom: (s) => byKey(Object.entries(Object.assign({}, s))),
  assignTo: (s, key, value) => Object.assign(s, { [key]: value }) === s,
  forIn: (s) => { const found = []; for (const key in s) found.push(key); return ordinary(found); },
  // Of a key such as "length" the browser's own cannot be printed.
  json: (s) => Reflect.ownKeys(s).some((key) => BUILT_IN.has(key)) || byKey(Object.entries(JSON.parse(JSON.stringify(s)))),
  iterate: (s) => [...s],
  text: (s) => [String(s), Object.prototype.toString.call(s), typeof s, `${s}`],
  kind: (s) => [s instanceof Storage, s.constructor === Storage, Object.getPrototypeOf(s) === Storage.prototype, Array.isArray(s)],
  throughPrototype: (s, key) => Storage.prototype.getItem.call(s, key),
  setThroughPrototype: (s, key, value) => Storage.prototype.setItem.apply(s, [key, value]),
  lengthThroughPrototype: (s) => Reflect.get(Storage.prototype, "length", s),
  removeThroughPrototype: (s, key) => Reflect.apply(Storage.prototype.removeItem, s, [key]),
  onAnother: () => Storage.prototype.getItem.call({}, "a"),
  lengthOfPrototype: () => Storage.prototype.length,
  asPrototype: (s, key) => { const child = Object.create(s); child.written = 1; return [child[key], Object.hasOwn(child, "written"), s.written]; },
  methodOfChild: (s, key) => Object.create(s).getItem(key),
  patched: (s, key, value) => {
    const before = Storage.prototype.setItem;
    let calls = 0;
    Storage.prototype.setItem = function patched(name, text) { calls += 1; return before.call(this, name, `${text}!`); };
    try { s.setItem(key, value); return [calls, s.getItem(key)]; } finally { Storage.prototype.setItem = before; }
  },
  members: () => Object.entries(Object.getOwnPropertyDescriptors(Storage.prototype)).map(([name, { value, get, set, ...rest }]) =>
    [name, typeof value === "function" && [value.name, value.length], get?.name, set?.name, rest.enumerable, rest.configurable]),
  onWindow: () => { const { get, set, ...rest } = Object.getOwnPropertyDescriptor(window, "localStorage"); return [get.name, typeof set, rest]; },
  assignWindow: () => { Reflect.set(window, "localStorage", 1); return typeof localStorage; },
  symbolMember: (s) => { s[shared] = { kept: true }; return [s[shared], shared in s, delete s[shared], shared in s]; },
  bySymbol: (s) => s.getItem(Symbol("s")),
  keyBySymbol: (s) => s.key(Symbol("s")),
  keyByBigint: (s) => s.key(1n),
  missing: (s) => ["getItem", "setItem", "removeItem", "key"].map((name) => { try { return s[name](); } catch (error) { return error.message; } }),
  missingValue: (s, key) => s.setItem(key),
  tooMany: (s, key) => s.getItem(key, 1, 2),
  freeze: (s) => { try { Object.freeze(s); return "frozen"; } catch (error) { return error.name; } },
  preventExtensions: (s) => [Reflect.preventExtensions(s), Object.isExtensible(s), Object.isFrozen(s)],
  clone: (s) => { try { return structuredClone(s); } catch (error) { return error.name; } },
  returns: (s, key) => [s.setItem(key, "1"), s.removeItem(key)].map(String),
  session: (_s, key, value) => { sessionStorage.setItem(key, value); const kept = sessionStorage.getItem(key); sessionStorage.clear(); return kept; },
};
// The browser's words for these tell of its own inside.
const NAME_ONLY = new Set(["onAnother", "lengthOfPrototype", "methodOfChild", "keyByBigint", "defineNothing", "keyAt"]);
const NAME_ONLY_VALUES = new Set(["bare", "throws"]);

function outcome(name, key, value) {
  try {
    return { returned: OPERATIONS[name](localStorage, key, value === undefined ? undefined : VALUES[value]()) };
  } catch (error) {
    const plain = NAME_ONLY.has(name) || NAME_ONLY_VALUES.has(value) || BUILT_IN.has(key);
    return { threw: plain ? error.name : `${error.name}: ${error.message}` };
  }
}

function shown(_key, value) {
  if (value === undefined || value === Storage.prototype) return value === undefined ? "(undefined)" : "(prototype)";
  return ["symbol", "bigint", "function"].includes(typeof value) ? `(${typeof value})` : value;
}

/** Return for each list of operations what they answered, as texts. */
function play(sequences) {
  return sequences.map((sequence) => {
    localStorage.clear();
    return sequence.map((operation) => JSON.stringify(outcome(...operation), shown));
  });
}
