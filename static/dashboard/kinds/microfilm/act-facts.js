import { locationOf } from "./acts.js";

/** @import { ActName, Form, Order, Outcome, Target, TempRoll } from "./film-types.js" */

/**
 * @typedef {{
 *   roll: number, rolls: number[], number: string, next: string, film: string, rest: number, usable: number, isKept: boolean, isSpoiled: boolean,
 *   isDropping: boolean, documents: number, pages: number, kept: number, count: number, given: string, made: string, isRepeated: boolean,
 * }} ActFacts
 *   What sentences about an act go by. `number` is the one that the roll has, `next` the one that it will get, `film` a
 *   temp roll (empty for a new roll), `rest` what is left of the film; of what was done, `given` is the number, `made` the
 *   temp roll that came of it, and `count` how many rolls or numbers it was about.
 */

/**
 * Work out what an act would do.
 * @param {Target} target
 * @param {Form} form
 * @param {{order: Order, tempRolls: TempRoll[], next: Record<string, string | null>, analysed: {documents: number, pages: number}}} known
 * @returns {ActFacts}
 */
export function factsBefore({ act, roll }, form, { order, tempRolls, next, analysed }) {
  const film = filmWanted(act, form, roll?.temp_roll ?? "");
  const length = tempRolls.find(({ id }) => id === film)?.usable ?? roll?.capacity ?? 0;
  const rest = Math.max(0, length - (roll?.pages_used ?? 0));
  const usable = rest - order.settings.padding;
  return {
    roll: roll?.roll_id ?? 0, rolls: form.rolls, number: roll?.film_number ?? "", next: act === "next" ? form.next.trim() : (next[locationOf(order.location)] ?? ""), film,
    rest, usable, isKept: usable >= Math.max(1, order.settings.minimum), isSpoiled: form.spoiled, isDropping: form.drop, ...analysed,
    kept: order.rolls.filter(({ state, film_number }) => state === "filming" || state === "filmed" || film_number !== null).length,
    count: 0, given: "", made: "", isRepeated: false,
  };
}

/**
 * Say what an act has done.
 * @param {ActFacts} before
 * @param {ActName} act
 * @param {Outcome} outcome
 * @returns {ActFacts}
 */
export function factsAfter(before, act, outcome) {
  const line = (outcome.entries ?? []).findLast(({ event, roll }) => event !== "released" && (before.roll === 0 || roll === before.roll));
  const count = act === "plan" ? (outcome.rolls?.length ?? 0) : (outcome.taken?.length ?? 0);
  return { ...before, film: line?.temp_roll ?? "", given: outcome.film_number ?? before.next, made: line?.makes?.id ?? "", isRepeated: outcome.repeated === true, count };
}

/**
 * Say which temp roll an act is about; empty for a new roll of film.
 * @param {ActName} act
 * @param {Form} form
 * @param {string} held
 */
function filmWanted(act, form, held) {
  if (act !== "start" && act !== "refilm") return held;
  return form.tempRoll === "new" ? "" : form.tempRoll;
}
