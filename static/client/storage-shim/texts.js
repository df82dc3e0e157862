/** What begins a text in the file that JSON cannot hold as it is: half characters, as packed data has them. */
const ESCAPE = "$utf16:";
const HALF_CHARACTER = /\p{Surrogate}/u;
const MAY_BE_JSON = /^[[{0-9tfn-]/u;
const DEEPEST = 100;

/**
 * Return what a stored text is in the file: real JSON where printing it gives the same text again, else a text.
 *
 * `kinds/local_storage.py` has the same rule; one table of cases holds them together.
 * @param {string} text
 * @returns {unknown}
 */
export function valueOf(text) {
  if (!MAY_BE_JSON.test(text)) return escaped(text);
  try {
    const value = JSON.parse(text);
    return JSON.stringify(value) === text && isKept(value, 0) ? value : escaped(text);
  } catch {
    return escaped(text);
  }
}

/**
 * Return the text that a value in the file stands for.
 * @param {unknown} value
 */
export function textOf(value) {
  return typeof value === "string" ? unescaped(value) : JSON.stringify(value);
}

/**
 * Return the texts that a document holds, by their keys in localStorage.
 * @param {object} document
 * @returns {Map<string, string>}
 */
export function textsOf(document) {
  return new Map(Object.entries(document).map(([key, value]) => [unescaped(key), textOf(value)]));
}

/**
 * Return a text or key as JSON can hold it.
 * @param {string} text
 */
export function escaped(text) {
  const isPlain = !text.startsWith(ESCAPE) && !HALF_CHARACTER.test(text);
  return isPlain ? text : ESCAPE + JSON.stringify(text).slice(1, -1);
}

/**
 * Return what `escaped` was given; a text that it cannot have made stands for itself.
 * @param {string} text
 * @returns {string}
 */
export function unescaped(text) {
  if (!text.startsWith(ESCAPE)) return text;
  try {
    const found = JSON.parse(`"${text.slice(ESCAPE.length)}"`);
    return escaped(found) === text ? found : text;
  } catch {
    return text;
  }
}

/**
 * Return a short name for a text: its length and two hashes of it.
 * @param {string} text
 */
export function fingerprint(text) {
  let first = 0x811c9dc5;
  let second = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x85ebca6b) ^ (second >>> 13);
  }
  return [text.length, first >>> 0, second >>> 0].map((part) => part.toString(36)).join(".");
}

/**
 * Say whether a file can hold a value: not nested too deeply, with no half character.
 * @param {unknown} value
 * @param {number} depth
 * @returns {boolean}
 */
function isKept(value, depth) {
  if (depth > DEEPEST) return false;
  if (typeof value === "string") return !HALF_CHARACTER.test(value);
  if (typeof value !== "object" || value === null) return true;
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return !keys.some((key) => HALF_CHARACTER.test(key)) && Object.values(value).every((part) => isKept(part, depth + 1));
}
