import { rollsIn, segmentsOf } from "./film-strip.js";
import { countOf, inside, objectsIn, textOf } from "./sections.js";

/**
 * @import { SectionReader } from "./sections.js"
 * @import { Segment } from "./film-strip.js"
 * @import { FilmType, Issue, Order, Roll, RollState, Settings, TempRoll } from "./film-types.js"
 */

/**
 * @typedef {{capacity: number, standard: number, used: number, number: string | null, made: TempRoll | null, isExposed: boolean}} Film
 *   The film of a roll: `standard` is the length of an empty one, `made` the temp roll that was cut off
 */

/** @typedef {{roll: number, type: FilmType, issue: Issue}} Numbered a film number and its roll */

const STATES = new Set(["planned", "filming", "filmed", "failed", "rework"]);
/** @type {Settings} */
export const USUAL = { capacity_16mm: 2900, capacity_35mm: 690, padding: 100, minimum: 150 };

/** What the file of an order says of its rolls. */
export class RollsInFile {
  /** @type {Map<string, Segment[]>} */
  #segments = new Map();

  /**
   * @param {unknown} document
   * @param {SectionReader} reader
   */
  constructor(document, reader) {
    const allocation = reader.of(document, "allocation_data");
    const numbers = reader.of(document, "film_number_results");
    this.register = inside(document, "film_register");
    this.allocated = rollsIn(inside(allocation, "allocationResults", "results") ?? inside(allocation, "results"));
    this.numbered = rollsIn(inside(numbers, "results"));
    this.superseded = objectsIn(inside(numbers, "results", "superseded_rolls"));
    this.registered = new Map(objectsIn(inside(this.register, "rolls")).map((roll) => [keyOf(roll), roll]));
  }

  /** Whether the order has rolls at all. */
  get isPlanned() {
    return this.allocated.size > 0;
  }

  /**
   * Return what is on a roll, as far as it stands in the file.
   * @param {{film_type: string, roll_id: number}} roll
   * @returns {Segment[]}
   */
  segments(roll) {
    const key = keyOf(roll);
    const known = this.#segments.get(key);
    if (known) return known;
    const lists = [inside(this.allocated.get(key), "document_segments"), inside(this.registered.get(key), "on_film"), inside(this.numbered.get(key), "document_segments")];
    const found = segmentsOf(lists.find((list) => Array.isArray(list) && list.length > 0));
    this.#segments.set(key, found);
    return found;
  }

  /** The rolls as the file has them, for as long as the register does not say more. @returns {Roll[]} */
  get rolls() {
    return [...this.allocated.values(), ...[...this.registered].filter(([key]) => !this.allocated.has(key)).map(([, roll]) => roll)].map((roll) => this.#roll(roll));
  }

  /** Numbers that stand with the blips, whether the ledger knows them or not. @returns {Numbered[]} */
  get given() {
    const issue = (/** @type {Record<string, unknown>} */ roll) => ({ film_number: textOf(inside(roll, "film_number")), at: "", status: /** @type {const} */ ("unknown") });
    const found = [...this.numbered.values(), ...this.superseded].map((roll) => ({ roll: countOf(inside(roll, "roll_id")), type: typeOf(roll), issue: issue(roll) }));
    return found.filter((numbered) => numbered.issue.film_number !== "");
  }

  /** Numbers of rolls whose documents were planned anew. @returns {Numbered[]} */
  get retired() {
    return objectsIn(inside(this.register, "retired")).flatMap((roll) => issuesOf(roll).map((issue) => ({ roll: countOf(inside(roll, "roll_id")), type: typeOf(roll), issue })));
  }

  /**
   * @param {Record<string, unknown>} stands
   * @returns {Roll}
   */
  #roll(stands) {
    const roll = { film_type: typeOf(stands), roll_id: countOf(inside(stands, "roll_id")) };
    const registered = this.registered.get(keyOf(roll));
    const held = objectsIn(inside(stands, "document_segments"));
    const used = countOf(inside(stands, "pages_used")) || (this.segments(roll).at(-1)?.last ?? 0);
    const capacity = Math.max(countOf(inside(stands, "capacity")), used, 1);
    return {
      ...roll, capacity, pages_used: used, pages_remaining: capacity - used, documents: held.length, steps: [],
      state: stateOf(registered), attempt: countOf(inside(registered, "attempt")),
      film_number: textOf(inside(registered, "film_number")) || textOf(inside(stands, "film_number")) || textOf(inside(this.numbered.get(keyOf(roll)), "film_number")) || null,
      first_document: textOf(inside(held[0], "doc_id")), last_document: textOf(inside(held.at(-1), "doc_id")),
      temp_roll: textOf(inside(registered, "temp_roll")) || null, numbers: issuesOf(registered),
    };
  }
}

/**
 * Return the rolls to show: as the register says, else as the file says.
 * @param {Order | null} order
 * @param {RollsInFile} file
 * @returns {Roll[]}
 */
export function rollsShown(order, file) {
  return order && order.rolls.length > 0 ? order.rolls : file.rolls;
}

/**
 * Say which film a roll is on, or would be on.
 * @param {Roll} roll
 * @param {TempRoll[]} tempRolls
 * @returns {Film}
 */
export function filmOf(roll, tempRolls) {
  const issue = roll.numbers.find(({ film_number }) => film_number === roll.film_number);
  const isExposed = issue !== undefined && (roll.state === "filmed" || roll.state === "rework");
  const reserved = tempRolls.find(({ id }) => id === roll.temp_roll);
  const length = isExposed ? issue.capacity : reserved?.usable;
  const capacity = Math.max(length || roll.capacity, roll.pages_used);
  const made = tempRolls.find(({ source }) => source.film_number === roll.film_number && source.roll === roll.roll_id) ?? null;
  return { capacity, standard: Math.max(roll.capacity, capacity), used: roll.pages_used, number: roll.film_number, made: isExposed ? made : null, isExposed };
}

/**
 * List every number that an order has or had, the newest first; also those that the ledger does not know.
 * @param {Roll[]} rolls
 * @param {RollsInFile} file
 * @returns {Numbered[]}
 */
export function numbersOf(rolls, file) {
  const known = [...rolls.flatMap((roll) => roll.numbers.map((issue) => ({ roll: roll.roll_id, type: roll.film_type, issue }))), ...file.retired];
  const names = new Set(known.map(({ issue }) => issue.film_number));
  return [...known, ...file.given.filter(({ issue }) => !names.has(issue.film_number))].toSorted((one, other) => (one.issue.film_number < other.issue.film_number ? 1 : -1));
}

/**
 * Count rolls by their state.
 * @param {Roll[]} rolls
 * @param {string} state
 */
export function countIn(rolls, state) {
  return rolls.filter((roll) => roll.state === state).length;
}

/** @param {object} roll */
function keyOf(roll) {
  return `${typeOf(roll)}/${countOf(inside(roll, "roll_id"))}`;
}

/**
 * @param {object} roll
 * @returns {FilmType}
 */
function typeOf(roll) {
  return inside(roll, "film_type") === "35mm" ? "35mm" : "16mm";
}

/**
 * @param {unknown} registered
 * @returns {RollState | null}
 */
function stateOf(registered) {
  const state = textOf(inside(registered, "state"));
  return STATES.has(state) ? /** @type {RollState} */ (state) : null;
}

/** @param {unknown} roll */
function issuesOf(roll) {
  return objectsIn(inside(roll, "numbers")).map(issueOf);
}

/**
 * @param {Record<string, unknown>} stands
 * @returns {Issue}
 */
function issueOf(stands) {
  const [status, by, reason] = ["status", "superseded_by", "reason"].map((name) => textOf(inside(stands, name)));
  return {
    film_number: textOf(inside(stands, "film_number")), at: textOf(inside(stands, "at")),
    status: status === "superseded" || status === "void" ? status : "current", legacy: inside(stands, "legacy") === true,
    ...(by ? { superseded_by: by } : {}), ...(reason ? { reason } : {}),
  };
}
