import { grouped, isObject, itemsOf, member, numberOf, textOf } from "../../words/shapes.js";

/**
 * @typedef {"valid" | "too short" | "too long"} PromptState
 * @typedef {{
 *   key: string, id: string, place: number, sequenceId: string, sequenceKey: string | null, start: number, duration: number,
 *   end: number, isTimed: boolean, prompt: string, state: PromptState, image: unknown, item: Record<string, any>,
 * }} Shot  `key` is unlike every other shot's, also where ids are missing or stand twice; `isTimed` says whether start
 *   and duration are the file's own, else they are where the shot can be drawn
 * @typedef {{
 *   key: string, id: string, place: number, name: string, description: string, duration: number | null, shots: Shot[],
 *   start: number, end: number, seconds: number, item: Record<string, any>,
 * }} Sequence  `seconds` are those of its shots together
 * @typedef {{
 *   key: string, id: string, place: number, shotId: string, shotKey: string | null, text: string, character: string,
 *   start: number | null, end: number | null, item: Record<string, any>,
 * }} Phrase
 * @typedef {{
 *   sequences: Sequence[], shots: Shot[], loose: Shot[], phrases: Phrase[], loosePhrases: Phrase[],
 *   phrasesOf: Map<string, Phrase[]>, end: number, unread: number,
 * }} Film  `shots` are all, in the order of the film; `loose` ones name no sequence that there is; `unread` counts items
 *   that are no objects
 */

const SHORTEST = 10;
export const LONGEST = 500;
/** Characters that count as one and are stored as two. */
const DOUBLE = /[\u{10000}-\u{10ffff}]/u;
/** How long something is drawn whose duration the file does not say. */
const UNTIMED = 2;

/**
 * Read a film project of any shape.
 * @param {unknown} document
 * @returns {Film}
 */
export function readFilm(document) {
  const sequences = keyed(member(document, "sequences")).map(readSequence);
  const known = firstById(sequences);
  const read = keyed(member(document, "shots")).map((entry) => readShot(entry, known));
  const groups = grouped(read, ({ sequenceKey }) => sequenceKey);
  let end = 0;
  for (const sequence of sequences) {
    gather(sequence, groups.get(sequence.key) ?? [], end);
    end = sequence.shots.length > 0 ? sequence.end : end;
  }
  const loose = timed(byStart(groups.get(null) ?? []), 0);
  const shots = [...sequences.flatMap((sequence) => sequence.shots), ...loose];
  const byId = firstById(read);
  const phrases = keyed(member(document, "audioPhrases")).map((entry) => readPhrase(entry, byId));
  const phrasesOf = grouped(phrases.filter(({ shotKey }) => shotKey !== null), ({ shotKey }) => shotKey ?? "");
  for (const some of phrasesOf.values()) some.sort((one, other) => (one.start ?? 0) - (other.start ?? 0) || one.place - other.place);
  return {
    sequences, shots, loose, phrases, loosePhrases: phrases.filter(({ shotKey }) => shotKey === null), phrasesOf,
    end: Math.max(lastEnd(shots), lastEnd(phrases)), unread: unreadIn(document),
  };
}

/**
 * Count the characters of a prompt as the contract does: without the space around it.
 * @param {string} prompt
 */
export function promptLength(prompt) {
  const trimmed = prompt.trim();
  // Long texts are counted as they are stored: nobody can see the difference any more.
  return trimmed.length > 10_000 || !DOUBLE.test(trimmed) ? trimmed.length : [...trimmed].length;
}

/**
 * Say whether a prompt has a length that makes a good one.
 * @param {string} prompt
 * @returns {PromptState}
 */
export function promptState(prompt) {
  const length = promptLength(prompt);
  return length < SHORTEST ? "too short" : length > LONGEST ? "too long" : "valid";
}

/** @param {unknown} list */
function keyed(list) {
  const taken = new Set();
  return itemsOf(list).map(({ item, place }) => {
    const id = textOf(member(item, "id"));
    let key = id === "" || taken.has(id) ? `#${place}` : id;
    while (taken.has(key)) key = `${key}'`;
    taken.add(key);
    return { item, place, id, key };
  });
}

/**
 * @param {{item: Record<string, any>, place: number, id: string, key: string}} entry
 * @returns {Sequence}
 */
function readSequence({ item, place, id, key }) {
  const [name, description] = [textOf(item["name"]), textOf(item["description"])];
  return { key, id, place, name, description, duration: numberOf(item["duration"]), shots: [], start: 0, end: 0, seconds: 0, item };
}

/**
 * @param {{item: Record<string, any>, place: number, id: string, key: string}} entry
 * @param {Map<string, {key: string}>} sequences
 * @returns {Shot}
 */
function readShot({ item, place, id, key }, sequences) {
  const sequenceId = textOf(item["sequenceId"]);
  const prompt = textOf(item["prompt"]);
  const [start, duration] = [numberOf(item["startTime"]), numberOf(item["duration"])];
  const isTimed = start !== null && start >= 0 && duration !== null && duration > 0;
  return {
    key, id, place, sequenceId, sequenceKey: sequences.get(sequenceId)?.key ?? null, isTimed, prompt, state: promptState(prompt),
    start: start !== null && start >= 0 ? start : Number.NaN, duration: duration !== null && duration > 0 ? duration : UNTIMED, end: Number.NaN,
    image: item["generatedImageUrl"], item,
  };
}

/**
 * @param {{item: Record<string, any>, place: number, id: string, key: string}} entry
 * @param {Map<string, {key: string}>} shots
 * @returns {Phrase}
 */
function readPhrase({ item, place, id, key }, shots) {
  const shotId = textOf(item["shotId"]);
  const [start, end] = [numberOf(item["startTime"]), numberOf(item["endTime"])];
  return {
    key, id, place, shotId, shotKey: shots.get(shotId)?.key ?? null, text: textOf(item["text"]),
    character: textOf(member(item["metadata"], "character")), start, end, item,
  };
}

/**
 * Give a sequence its shots, in the order in which it names them; those that it does not name come after them.
 * @param {Sequence} sequence changed in place
 * @param {Shot[]} mine
 * @param {number} after where a shot without a time begins
 */
function gather(sequence, mine, after) {
  const named = member(sequence.item, "shotIds");
  const places = new Map((Array.isArray(named) ? named : []).map((id, place) => [textOf(id), place]));
  const placeOf = (/** @type {Shot} */ shot) => places.get(shot.id) ?? Number.MAX_SAFE_INTEGER;
  sequence.shots = timed(byStart(mine).toSorted((one, other) => placeOf(one) - placeOf(other)), after);
  sequence.seconds = sequence.shots.reduce((sum, shot) => sum + (numberOf(shot.item["duration"]) ?? 0), 0);
  sequence.start = sequence.shots.reduce((least, shot) => Math.min(least, shot.start), mine.length === 0 ? after : Infinity);
  sequence.end = Math.max(sequence.start, lastEnd(sequence.shots));
}

/** @param {Shot[]} shots */
function byStart(shots) {
  return shots.toSorted((one, other) => sortable(one) - sortable(other) || one.place - other.place);
}

/** @param {Shot} shot */
function sortable({ start }) {
  return Number.isNaN(start) ? Number.MAX_VALUE : start;
}

/**
 * Place what has no start after what is before it.
 * @param {Shot[]} shots changed in place
 * @param {number} after
 */
function timed(shots, after) {
  for (const shot of shots) {
    if (Number.isNaN(shot.start)) shot.start = after;
    shot.end = shot.start + shot.duration;
    after = shot.end;
  }
  return shots;
}

/**
 * @template {{id: string, key: string}} Item
 * @param {Item[]} items
 * @returns {Map<string, Item>}
 */
function firstById(items) {
  return new Map(items.toReversed().filter(({ id }) => id !== "").map((item) => [item.id, item]));
}

/** @param {{end: number | null}[]} items */
function lastEnd(items) {
  return items.reduce((last, { end }) => Math.max(last, end ?? 0), 0);
}

/** @param {unknown} document */
function unreadIn(document) {
  const lists = ["sequences", "shots", "audioPhrases"].map((name) => member(document, name)).filter(Array.isArray);
  return lists.reduce((count, list) => count + list.filter((item) => !isObject(item)).length, 0);
}
