import { merged } from "./merge.js";
import { textOf, valueOf } from "./storage-shim/texts.js";

/**
 * Give a document a text of the page. What the file has got since the page saw the text that it replaced is merged into it.
 * @param {Record<string, unknown>} document
 * @param {string} key
 * @param {string | null} text null: it was removed
 * @param {string | null} [replaced] null: there was none; undefined: nobody knows
 */
export function put(document, key, text, replaced) {
  const theirs = Object.hasOwn(document, key) ? document[key] : undefined;
  const isAsSeen = replaced === undefined || replaced === (theirs === undefined ? null : textOf(theirs));
  const [base, mine] = [replaced, text].map((each) => (typeof each === "string" ? valueOf(each) : undefined));
  const value = isAsSeen ? mine : merged(base, mine, theirs, true);
  if (value === undefined) delete document[key];
  // An assignment would take `__proto__` for something else.
  else Object.defineProperty(document, key, { value, writable: true, enumerable: true, configurable: true });
}
