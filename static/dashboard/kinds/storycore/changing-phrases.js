import { numberOf, textOf } from "../../words/shapes.js";
import { idFor, itemAt, listOf, takeOut } from "./items.js";
import { readFilm } from "./shots.js";
import { rounded, spanOf } from "./timing.js";

/** @import { Item, Ref } from "./items.js" */

/** Changes of what is spoken in a film project. */

const PHRASE_SECONDS = 2;

/**
 * Add a phrase to a shot, after those that are there.
 * @param {any} document
 * @param {Ref} shotRef
 * @param {string} text a phrase cannot be empty
 * @returns {string | null} its id
 */
export function addPhrase(document, shotRef, text) {
  const shot = itemAt(document, "shots", shotRef);
  if (!shot) return null;
  const film = readFilm(document);
  const key = film.shots.find(({ item }) => item === shot)?.key ?? "";
  const start = (film.phrasesOf.get(key) ?? []).reduce((last, { end }) => Math.max(last, end ?? 0), spanOf(shot)?.start ?? 0);
  const id = idFor(document, "audioPhrases");
  const times = { startTime: rounded(start), endTime: rounded(start + PHRASE_SECONDS) };
  listOf(document, "audioPhrases").push({ id, shotId: shot["id"], text, ...times, metadata: {} });
  return id;
}

/**
 * Add a copy of a phrase after it.
 * @param {any} document
 * @param {Ref} ref
 * @returns {string | null} its id
 */
export function duplicatePhrase(document, ref) {
  const phrase = itemAt(document, "audioPhrases", ref);
  if (!phrase) return null;
  const id = idFor(document, "audioPhrases");
  const copy = { ...structuredClone(phrase), id };
  const [start, end] = [numberOf(phrase["startTime"]), numberOf(phrase["endTime"])];
  if (start !== null && end !== null && end > start) Object.assign(copy, { startTime: end, endTime: rounded(end + end - start) });
  const list = document["audioPhrases"];
  list.splice(list.indexOf(phrase) + 1, 0, copy);
  return id;
}

/**
 * Remove a phrase.
 * @param {any} document
 * @param {Ref} ref
 */
export function removePhrase(document, ref) {
  const phrase = itemAt(document, "audioPhrases", ref);
  if (phrase) takeOut(document, "audioPhrases", [phrase]);
}

/**
 * Move a phrase earlier (-1) or later (1) in its shot: it changes places with its neighbour, also in time.
 * @param {any} document
 * @param {Ref} ref
 * @param {-1 | 1} step
 */
export function movePhrase(document, ref, step) {
  const phrase = itemAt(document, "audioPhrases", ref);
  const { phrases, phrasesOf } = readFilm(document);
  const read = phrases.find(({ item }) => item === phrase);
  const order = phrasesOf.get(read?.shotKey ?? "") ?? [];
  const neighbour = read && order[order.indexOf(read) + step];
  if (!read || !neighbour) return;
  const [first, second] = step === 1 ? [read, neighbour] : [neighbour, read];
  const list = document["audioPhrases"];
  [list[first.place], list[second.place]] = [second.item, first.item];
  exchange(first.item, second.item);
}

/**
 * Let two phrases change places within the time that both have.
 * @param {Item} first
 * @param {Item} second
 */
function exchange(first, second) {
  const times = [first["startTime"], first["endTime"], second["startTime"], second["endTime"]].map(numberOf);
  const [start, end, otherStart, otherEnd] = times;
  if (times.includes(null) || start === undefined || start === null) return;
  const [length, otherLength] = [(end ?? 0) - start, (otherEnd ?? 0) - (otherStart ?? 0)];
  Object.assign(second, { startTime: start, endTime: rounded(start + otherLength) });
  const later = rounded(Math.max(start, (otherEnd ?? 0) - length));
  Object.assign(first, { startTime: later, endTime: rounded(later + length) });
}

/**
 * Give a phrase without a shot to one.
 * @param {any} document
 * @param {Ref} ref
 * @param {Ref} shotRef
 */
export function speakIn(document, ref, shotRef) {
  const [phrase, shot] = [itemAt(document, "audioPhrases", ref), itemAt(document, "shots", shotRef)];
  if (phrase && shot && textOf(shot["id"]) !== "") phrase["shotId"] = shot["id"];
}
