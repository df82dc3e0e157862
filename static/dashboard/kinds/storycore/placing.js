import { itemsOf, numberOf, put, textOf } from "../../words/shapes.js";
import { readFilm } from "./shots.js";
import { makeRoom, rounded, shift, spanOf } from "./timing.js";

/** @import { Item } from "./items.js" */

/**
 * Give a shot its place in a sequence that it already names: in the order, in time, and by its `position`.
 * @param {any} document
 * @param {Item} sequence
 * @param {Item} shot
 * @param {Item | null} previous the last one if there is none
 */
export function settle(document, sequence, shot, previous) {
  const film = readFilm(document);
  const read = film.sequences.find(({ item }) => item === sequence);
  const order = (read?.shots ?? []).map(({ item }) => item).filter((item) => item !== shot);
  const place = previous ? order.indexOf(previous) + 1 : order.length;
  const [before, behind] = [order[place - 1], order[place]];
  order.splice(place, 0, shot);
  arrange(sequence, order.map(({ id }) => textOf(id)));
  const earlier = film.sequences.slice(0, read ? film.sequences.indexOf(read) : 0).flatMap(({ shots }) => shots).map(({ item }) => item).filter((item) => item !== shot);
  const start = spanOf(before ?? earlier.at(-1))?.end ?? 0;
  const was = numberOf(shot["startTime"]);
  if (was === null) shot["startTime"] = start;
  else shift(document, new Map([[shot, rounded(start - was)]]));
  position(document, shot, before, behind);
  makeRoom(document, shot);
}

/**
 * Give a shot a position between its neighbours', where shots have positions at all.
 * @param {any} document
 * @param {Item} shot
 * @param {Item | undefined} before
 * @param {Item | undefined} behind
 */
function position(document, shot, before, behind) {
  const [low, high] = [numberOf(before?.["position"]), numberOf(behind?.["position"])];
  const isUsed = itemsOf(document["shots"]).some(({ item }) => item !== shot && Object.hasOwn(item, "position"));
  if (low !== null) shot["position"] = high !== null && high > low ? (high - low > 1 ? low + 1 : (low + high) / 2) : low + 1;
  else if (!isUsed || before) delete shot["position"];
  else shot["position"] = high === null ? 0 : high / 2;
}

/**
 * Let two shots that follow each other change places in time, within the time that both have.
 * @param {any} document
 * @param {[Item, Item]} neighbours
 */
export function exchange(document, [first, second]) {
  const [one, other] = [spanOf(first), spanOf(second)];
  if (one && other && one.start <= other.start) {
    const start = Math.max(one.start, other.end - (one.end - one.start));
    shift(document, new Map([[second, rounded(one.start - other.start)], [first, rounded(start - one.start)]]));
  }
  if (numberOf(first["position"]) === null || numberOf(second["position"]) === null) return;
  [first["position"], second["position"]] = [second["position"], first["position"]];
}

/**
 * Write the order of its shots into a sequence; what else it names stays behind them.
 * @param {Item} sequence
 * @param {string[]} ids
 */
export function arrange(sequence, ids) {
  const named = Array.isArray(sequence["shotIds"]) ? sequence["shotIds"] : [];
  const known = new Set(ids);
  const next = [...ids.filter((id) => id !== ""), ...named.filter((id) => !known.has(textOf(id)))];
  if (JSON.stringify(next) !== JSON.stringify(sequence["shotIds"])) put(sequence, "shotIds", next);
}

/**
 * Let no sequence name a shot any more.
 * @param {any} document
 * @param {string} id
 */
export function unlist(document, id) {
  for (const { item } of itemsOf(document["sequences"])) {
    const named = item["shotIds"];
    if (Array.isArray(named) && named.some((other) => textOf(other) === id)) item["shotIds"] = named.filter((other) => textOf(other) !== id);
  }
}
