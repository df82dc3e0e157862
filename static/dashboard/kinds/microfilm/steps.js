import { countIn } from "./order-rolls.js";
import { countOf, inside, isFilled, isObject, objectsIn, textOf } from "./sections.js";

/**
 * @import { ActName, Order, Roll } from "./film-types.js"
 * @import { SectionReader } from "./sections.js"
 */

/**
 * @typedef {"registration" | "analysis" | "allocation" | "index" | "numbers" | "distribution" | "sheets"} StepName
 * @typedef {"documents" | "pages" | "oversized" | "rolls16" | "rolls35" | "rows" | "withBlip" | "numbers" | "superseded" | "files" | "entries"} FigureName
 * @typedef {{
 *   name: StepName, section: string, isFilled: boolean, hasContent: boolean, changedAt: string | null, collections: string[],
 *   figures: {name: FigureName, value: number}[],
 * }} WorkflowStep a section is filled when it has rows, or content where it has no rows
 * @typedef {{act: ActName | "analyse" | "none", roll: Roll | null, count: number}} Next what has to be done next; `count`: how many rolls wait for it
 * @typedef {{name: string, value: string | number | boolean}} Fact a value of a section, by the keys that lead to it
 */

const MOST_FACTS = 60;
const DEEPEST = 4;
const STAMPS = ["lastUpdated", "timestamp", "updatedAt", "creation_date"];

/** The steps of the workflow in their order, each with its section and the collections that hold its rows. */
const STEPS = /** @type {const} */ ([
  { name: "registration", section: "project_state", collections: [] },
  { name: "analysis", section: "analysis_data", collections: ["documents"] },
  { name: "allocation", section: "allocation_data", collections: ["segments", "rolls"] },
  { name: "index", section: "index_data", collections: ["index"] },
  { name: "numbers", section: "film_number_results", collections: ["film_numbers"] },
  { name: "distribution", section: "distribution_results", collections: [] },
  { name: "sheets", section: "reference_sheets", collections: [] },
]);

/**
 * Say how far an order is: each step of its workflow with what its section holds.
 * @param {unknown} document
 * @param {SectionReader} reader
 * @returns {WorkflowStep[]}
 */
export function workflowOf(document, reader) {
  return STEPS.map(({ name, section, collections }) => {
    const content = reader.of(document, section);
    const figures = FIGURES[name](content).filter(({ value }) => value > 0);
    const hasContent = isFilled(content);
    const isEmpty = !hasContent || (collections.length > 0 && figures.length === 0);
    return { name, section, collections: [...collections], figures, hasContent, isFilled: !isEmpty, changedAt: stampOf(content) };
  });
}

/** @type {Record<StepName, (content: Record<string, unknown>) => {name: FigureName, value: number}[]>} */
const FIGURES = {
  registration: (content) => [{ name: "files", value: countOf(inside(content, "sourceData", "fileCount")) }],
  analysis: (content) => {
    const documents = objectsIn(inside(content, "analysisResults", "documents"));
    const sum = (/** @type {string} */ name) => documents.reduce((total, item) => total + countOf(inside(item, name)), 0);
    return [{ name: "documents", value: documents.length }, { name: "pages", value: sum("pages") }, { name: "oversized", value: sum("totalOversized") }];
  },
  allocation: (content) => {
    const results = inside(content, "allocationResults", "results") ?? inside(content, "results");
    const [small, large] = ["rolls_16mm", "rolls_35mm"].map((name) => objectsIn(inside(results, name)));
    const pages = [...(small ?? []), ...(large ?? [])].reduce((total, roll) => total + countOf(inside(roll, "pages_used")), 0);
    return [{ name: "rolls16", value: small?.length ?? 0 }, { name: "rolls35", value: large?.length ?? 0 }, { name: "pages", value: pages }];
  },
  index: (content) => {
    const rows = inside(content, "indexData", "index");
    const lists = Array.isArray(rows) ? rows.filter(Array.isArray) : [];
    return [{ name: "rows", value: lists.length }, { name: "withBlip", value: lists.filter((row) => textOf(row[3])).length }];
  },
  numbers: (content) => {
    const results = inside(content, "results");
    const rolls = ["rolls_16mm", "rolls_35mm"].flatMap((name) => objectsIn(inside(results, name)));
    const documents = rolls.reduce((total, roll) => total + objectsIn(inside(roll, "document_segments")).length, 0);
    return [
      { name: "numbers", value: rolls.filter((roll) => textOf(inside(roll, "film_number"))).length },
      { name: "superseded", value: objectsIn(inside(results, "superseded_rolls")).length }, { name: "documents", value: documents },
    ];
  },
  distribution: (content) => [{ name: "entries", value: longestList(content, 0) }],
  sheets: (content) => [{ name: "entries", value: longestList(content, 0) }],
};

/**
 * Return the first single values of a section, for people to read; of lists how long they are.
 * @param {unknown} content
 * @returns {Fact[]}
 */
export function factsOf(content) {
  /** @type {Fact[]} */
  const found = [];
  collect(content, "", 0, found);
  return found;
}

/**
 * @param {unknown} content
 * @param {string} before the keys that lead here
 * @param {number} depth
 * @param {Fact[]} found
 */
function collect(content, before, depth, found) {
  for (const [key, value] of isObject(content) ? Object.entries(content) : []) {
    if (found.length >= MOST_FACTS) return;
    const name = before ? `${before} › ${key}` : key;
    if (Array.isArray(value)) found.push({ name, value: value.length });
    else if (isObject(value) && depth < DEEPEST) collect(value, name, depth + 1, found);
    else if (isSingle(value)) found.push({ name, value });
  }
}

/**
 * @param {unknown} value
 * @returns {value is string | number | boolean}
 */
function isSingle(value) {
  return ["string", "number", "boolean"].includes(typeof value) && value !== "";
}

/**
 * Say what has to be done next with an order.
 * @param {Order | null} order
 * @param {WorkflowStep[]} workflow
 * @returns {Next}
 */
export function nextOf(order, workflow) {
  const rolls = order?.rolls ?? [];
  const warned = new Set((order?.warnings ?? []).map(({ code }) => code));
  const first = (/** @type {string} */ state) => rolls.find((roll) => roll.state === state) ?? null;
  const found = (/** @type {ActName | "analyse" | "none"} */ act, /** @type {Roll | null} */ roll = null) => ({ act, roll, count: roll ? countIn(rolls, roll.state ?? "") : rolls.length });
  if (!order) return found("none");
  if (warned.has("numbers_unknown")) return found("migrate");
  const filming = first("filming");
  if (filming) return found("complete", filming);
  if (rolls.length === 0) return found(workflow.some(({ name, isFilled }) => name === "analysis" && isFilled) ? "plan" : "analyse");
  if (warned.has("pages_not_planned")) return found("plan");
  const failed = first("failed");
  if (failed) return found("refilm", failed);
  const waiting = first("rework") ?? first("planned");
  if (waiting) return found("start", waiting);
  return found(order.steps.includes("archive") ? "archive" : "none");
}

/**
 * Find when a section was changed last, where it says so.
 * @param {Record<string, unknown>} content
 */
function stampOf(content) {
  const inner = Object.values(content).filter(isObject);
  const texts = [content, ...inner].flatMap((holder) => STAMPS.map((name) => textOf(inside(holder, name))));
  const moments = texts.filter((text) => /^\d{4}-\d{2}-\d{2}/u.test(text)).map((text) => Date.parse(text)).filter((time) => !Number.isNaN(time));
  return moments.length > 0 ? new Date(Math.max(...moments)).toISOString() : null;
}

/**
 * @param {unknown} value
 * @param {number} depth
 * @returns {number}
 */
function longestList(value, depth) {
  if (Array.isArray(value)) return value.length;
  if (!isObject(value) || depth > DEEPEST) return 0;
  return Object.values(value).reduce((/** @type {number} */ most, inner) => Math.max(most, longestList(inner, depth + 1)), 0);
}
