import { grouped, itemsOf, numberOf, textOf } from "../../words/shapes.js";

/** Moving of shots in time; what is spoken in a shot moves with it. All times in seconds, to the millisecond. */

const CLOSE = 0.0005;

/**
 * Round to the millisecond, so that sums of seconds stay readable.
 * @param {number} seconds
 */
export function rounded(seconds) {
  return Math.round(seconds * 1000) / 1000;
}

/**
 * Tell whether two times are the same to the millisecond.
 * @param {number} one
 * @param {number} other
 */
export function isClose(one, other) {
  return Math.abs(one - other) < CLOSE;
}

/**
 * Return when a shot begins and ends; null where the file does not say.
 * @param {Record<string, any> | undefined} shot
 */
export function spanOf(shot) {
  const [start, duration] = [numberOf(shot?.["startTime"]), numberOf(shot?.["duration"])];
  return start === null || duration === null ? null : { start, end: rounded(start + duration) };
}

/**
 * Move shots in time, with what is spoken in them; nothing begins before the film.
 * @param {any} document
 * @param {Map<Record<string, any>, number>} moves shots, and by how many seconds
 */
export function shift(document, moves) {
  /** @type {Map<string, number>} */
  const byId = new Map();
  for (const [shot, delta] of moves) {
    const start = numberOf(shot["startTime"]);
    if (start === null || isClose(delta, 0)) continue;
    shot["startTime"] = Math.max(0, rounded(start + delta));
    if (textOf(shot["id"]) !== "") byId.set(textOf(shot["id"]), rounded(shot["startTime"] - start));
  }
  for (const { item } of byId.size === 0 ? [] : itemsOf(document["audioPhrases"])) {
    const delta = byId.get(textOf(item["shotId"]));
    if (delta !== undefined) shiftPhrase(item, delta);
  }
}

/**
 * Make room for a shot: what begins with it or later moves back as far as the first of them has to.
 * @param {any} document
 * @param {Record<string, any>} shot stands where it is to be
 */
export function makeRoom(document, shot) {
  const span = spanOf(shot);
  if (!span) return;
  const later = startingFrom(document, span.start, { sequenceId: textOf(shot["sequenceId"]), but: shot });
  const first = later.reduce((least, { start }) => Math.min(least, start), Infinity);
  if (first < span.end) shift(document, new Map(later.map(({ item }) => [item, rounded(span.end - first)])));
}

/**
 * Close the room that a shot leaves in a sequence, if another one followed it at once.
 * @param {any} document
 * @param {Record<string, any>} shot is no longer there, or in another sequence
 * @param {string} sequenceId where it was
 */
export function closeRoom(document, shot, sequenceId) {
  const span = spanOf(shot);
  if (!span || !sequenceIds(document).has(sequenceId)) return;
  const later = startingFrom(document, span.end, { sequenceId, but: shot });
  if (later.some(({ start }) => isClose(start, span.end))) shift(document, new Map(later.map(({ item }) => [item, rounded(span.start - span.end)])));
}

/**
 * Find the shots of a sequence that begin at a time or later, and those of sequences that begin then as a whole. A film
 * whose sequences all begin at 0 has none of the latter.
 * @param {any} document
 * @param {number} from
 * @param {{sequenceId: string, but: Record<string, any>}} whose `but` is not found itself
 */
function startingFrom(document, from, { sequenceId, but }) {
  const known = sequenceIds(document);
  const timed = itemsOf(document["shots"]).flatMap(({ item }) => {
    const start = numberOf(item["startTime"]);
    return item === but || start === null || !known.has(textOf(item["sequenceId"])) ? [] : [{ item, start }];
  });
  const groups = grouped(timed, ({ item }) => textOf(item["sequenceId"]));
  return [...groups].flatMap(([id, shots]) => {
    const later = shots.filter(({ start }) => start > from - CLOSE);
    return id === sequenceId || later.length === shots.length ? later : [];
  });
}

/** @param {any} document */
function sequenceIds(document) {
  return new Set(itemsOf(document["sequences"]).map(({ item }) => textOf(item["id"])));
}

/**
 * @param {Record<string, any>} phrase
 * @param {number} delta
 */
function shiftPhrase(phrase, delta) {
  const [start, end] = [numberOf(phrase["startTime"]), numberOf(phrase["endTime"])];
  const used = start === null ? delta : Math.max(delta, -start);
  if (start !== null) phrase["startTime"] = rounded(start + used);
  if (end !== null) phrase["endTime"] = rounded(end + used);
}
