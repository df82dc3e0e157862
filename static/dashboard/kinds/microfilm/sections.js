/** The sections of an archive order, and the browser keys under which older pages held them. */
const BROWSER_KEYS = new Map([
  ["workflow_state", "microfilmWorkflowState"],
  ["project_state", "microfilmProjectState"],
  ["analysis_data", "microfilmAnalysisData"],
  ["allocation_data", "microfilmAllocationData"],
  ["index_data", "microfilmIndexData"],
  ["film_number_results", "microfilmFilmNumberResults"],
  ["distribution_results", "microfilmDistributionResults"],
  ["reference_sheets", "microfilmReferenceSheets"],
]);

/** Reads sections as they stand in a document: as objects, or as the JSON texts that a browser held. */
export class SectionReader {
  /** @type {Map<string, {text: string, value: unknown}>} */
  #parsed = new Map();

  /**
   * Return a section; an empty object where there is none, or something else.
   * @param {unknown} document
   * @param {string} name
   * @returns {Record<string, unknown>}
   */
  of(document, name) {
    const found = [inside(document, name), inside(document, BROWSER_KEYS.get(name) ?? "")].find(isFilled);
    const value = typeof found === "string" ? this.#read(name, found) : found;
    return isObject(value) ? value : {};
  }

  /**
   * Parse a text once as long as it stays the same: it may have megabytes.
   * @param {string} name
   * @param {string} text
   */
  #read(name, text) {
    const known = this.#parsed.get(name);
    if (known?.text === text) return known.value;
    const value = parsed(text);
    this.#parsed.set(name, { text, value });
    return value;
  }
}

/**
 * Tell whether a section has content.
 * @param {unknown} value
 */
export function isFilled(value) {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Follow keys into nested objects; undefined where they lead nowhere.
 * @param {unknown} value
 * @param {...string} keys
 * @returns {unknown}
 */
export function inside(value, ...keys) {
  let found = value;
  for (const key of keys) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

/**
 * Look a name up that a document or a ledger gave; names of what every object has lead nowhere.
 * @template T
 * @param {Readonly<Record<string, T>>} table
 * @param {string | undefined} name
 * @returns {T | undefined}
 */
export function entryOf(table, name) {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * Return the objects of a list, whatever else is in it.
 * @param {unknown} value
 * @returns {Record<string, unknown>[]}
 */
export function objectsIn(value) {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/**
 * Read a count, which forms and tables may have made a text of; 0 where there is none.
 * @param {unknown} value
 */
export function countOf(value) {
  const number = typeof value === "string" && /^\d{1,9}$/u.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : 0;
}

/**
 * Read a text that says something; empty where there is none.
 * @param {unknown} value
 */
export function textOf(value) {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" ? value.trim() : "";
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
