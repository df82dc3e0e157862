/**
 * Parse JSON for showing it, with every number as it was written where the browser can keep that.
 *
 * Browsers without source text access round big integers, as JSON.parse does.
 * What is saved never passes through here: it is sent as typed.
 * @param {string} text
 * @returns {any}
 */
export function parseExact(text) {
  return JSON.parse(text, /** @type {(key: string, value: unknown) => unknown} */ (keepDigits));
}

/** @type {((text: string) => unknown) | undefined} */
const rawJSON = Reflect.get(JSON, "rawJSON");

/**
 * @param {string} _key
 * @param {unknown} value
 * @param {{source?: string}} [context]
 */
function keepDigits(_key, value, context) {
  if (typeof value !== "number" || !rawJSON || context?.source === undefined) return value;
  return String(value) === context.source ? value : rawJSON(context.source);
}
