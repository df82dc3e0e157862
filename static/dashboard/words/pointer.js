/**
 * Split a JSON pointer (RFC 6901) into its keys.
 * @param {string} pointer
 * @returns {string[]}
 */
export function keysOf(pointer) {
  if (pointer === "") return [];
  return pointer.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * Make a JSON pointer of keys.
 * @param {(string | number)[]} keys
 */
export function pointerOf(keys) {
  return keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/**
 * Return the value at a pointer; undefined where it leads nowhere.
 * @param {any} document
 * @param {string} pointer
 * @returns {any}
 */
export function valueAt(document, pointer) {
  return keysOf(pointer).reduce((value, key) => (has(value, key) ? value[key] : undefined), document);
}

/**
 * Put a value at a pointer; undefined removes what is there. The place above it has to exist.
 * @param {any} document an object, changed in place
 * @param {string} pointer not that of the whole document
 * @param {any} value
 * @returns {boolean} whether it could be done
 */
export function setAt(document, pointer, value) {
  const keys = keysOf(pointer);
  const last = keys.pop();
  const parent = valueAt(document, pointerOf(keys));
  if (last === undefined || typeof parent !== "object" || parent === null) return false;
  if (value !== undefined) Object.defineProperty(parent, last, { value, writable: true, enumerable: true, configurable: true });
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return true;
}

/**
 * Say a place as people read it: `shots › 3 › prompt`.
 * @param {string} pointer
 */
export function placeWords(pointer) {
  const keys = keysOf(pointer);
  return keys.length === 0 ? "the whole document" : keys.map((key) => (/^\d+$/u.test(key) ? `${Number(key) + 1}` : key)).join(" › ");
}

/**
 * @param {any} value
 * @param {string} key
 */
function has(value, key) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
