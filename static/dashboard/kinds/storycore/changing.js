import { itemsOf, numberOf, put, textOf } from "../../words/shapes.js";
import { idFor, itemAt, listOf, refOf, takeOut } from "./items.js";
import { arrange, exchange, settle, unlist } from "./placing.js";
import { readFilm } from "./shots.js";
import { closeRoom, isClose, rounded, shift } from "./timing.js";

/** @import { Item, Ref } from "./items.js" */

/**
 * Changes of a film project. References stay in step: a shot stands in the `shotIds` of the sequence that it names and in
 * no other, and what is spoken in a shot goes where the shot goes. What a change is not about stays untouched, so that
 * edits of other windows can be merged.
 */

const SHOT_SECONDS = 4;

/**
 * Add a shot to a sequence: after another one, or at its end.
 * @param {any} document
 * @param {Ref} sequence
 * @param {Ref | null} [after]
 * @returns {string} its id
 */
export function addShot(document, sequence, after = null) {
  return insert(document, sequence, after, { duration: SHOT_SECONDS, prompt: "", metadata: {} });
}

/**
 * Add a copy of a shot after it, with what is spoken in it.
 * @param {any} document
 * @param {Ref} ref
 * @returns {string | null} its id
 */
export function duplicateShot(document, ref) {
  const shot = itemAt(document, "shots", ref);
  const sequence = shot && sequenceOf(document, shot);
  if (!shot || !sequence) return null;
  const phrases = spokenIn(document, shot);
  const id = insert(document, refOf(sequence), ref, structuredClone(shot));
  const copy = itemAt(document, "shots", { id, place: -1 });
  const delta = (numberOf(copy?.["startTime"]) ?? 0) - (numberOf(shot["startTime"]) ?? 0);
  for (const phrase of phrases) {
    const made = /** @type {Item} */ ({ ...structuredClone(phrase), id: idFor(document, "audioPhrases"), shotId: id });
    for (const name of ["startTime", "endTime"]) made[name] = typeof made[name] === "number" ? rounded(made[name] + delta) : made[name];
    document["audioPhrases"].push(made);
  }
  return id;
}

/**
 * Remove a shot with what is spoken in it; what followed it moves up.
 * @param {any} document
 * @param {Ref} ref
 */
export function removeShot(document, ref) {
  const shot = itemAt(document, "shots", ref);
  if (!shot) return;
  takeOut(document, "shots", [shot]);
  closeRoom(document, shot, textOf(shot["sequenceId"]));
  if (itemAt(document, "shots", refOf(shot))) return;
  takeOut(document, "audioPhrases", spokenIn(document, shot));
  unlist(document, textOf(shot["id"]));
}

/**
 * Move a shot earlier (-1) or later (1) in its sequence: it changes places with its neighbour, also in time.
 * @param {any} document
 * @param {Ref} ref
 * @param {-1 | 1} step
 */
export function moveShot(document, ref, step) {
  const film = readFilm(document);
  const shot = itemAt(document, "shots", ref);
  const sequence = film.sequences.find(({ shots }) => shots.some(({ item }) => item === shot));
  const order = sequence?.shots.map(({ item }) => item) ?? [];
  const place = order.findIndex((item) => item === shot);
  const neighbour = order[place + step];
  if (!shot || !sequence || !neighbour) return;
  exchange(document, step === 1 ? [shot, neighbour] : [neighbour, shot]);
  order.splice(place, 1);
  order.splice(place + step, 0, shot);
  arrange(sequence.item, order.map(({ id }) => textOf(id)));
}

/**
 * Move a shot to the end of another sequence.
 * @param {any} document
 * @param {Ref} ref
 * @param {Ref} sequenceRef
 */
export function moveInto(document, ref, sequenceRef) {
  const shot = itemAt(document, "shots", ref);
  const sequence = itemAt(document, "sequences", sequenceRef);
  const before = textOf(shot?.["sequenceId"]);
  if (!shot || !sequence || textOf(sequence["id"]) === before) return;
  unlist(document, textOf(shot["id"]));
  put(shot, "sequenceId", sequence["id"]);
  closeRoom(document, shot, before);
  settle(document, sequence, shot, null);
}

/**
 * Add an empty sequence at the end.
 * @param {any} document
 * @param {string} name
 * @returns {string} its id
 */
export function addSequence(document, name) {
  const id = idFor(document, "sequences");
  listOf(document, "sequences").push({ id, name, description: "", shotIds: [], duration: SHOT_SECONDS });
  return id;
}

/**
 * Remove a sequence: its shots go to the end of another one, or with it.
 * @param {any} document
 * @param {Ref} ref
 * @param {Ref | null} heir
 */
export function removeSequence(document, ref, heir) {
  const sequence = readFilm(document).sequences.find(({ item }) => item === itemAt(document, "sequences", ref));
  if (!sequence || (heir && itemAt(document, "sequences", heir) === sequence.item)) return;
  for (const { item } of heir ? sequence.shots : sequence.shots.toReversed()) {
    const shot = refOf(item, document["shots"].indexOf(item));
    if (heir) moveInto(document, shot, heir);
    else removeShot(document, shot);
  }
  takeOut(document, "sequences", [sequence.item]);
}

/**
 * Move a sequence earlier (-1) or later (1), with its shots.
 * @param {any} document
 * @param {Ref} ref
 * @param {-1 | 1} step
 */
export function moveSequence(document, ref, step) {
  const { sequences } = readFilm(document);
  const place = sequences.findIndex(({ item }) => item === itemAt(document, "sequences", ref));
  const [one, other] = [sequences[place], sequences[place + step]];
  if (!one || !other) return;
  const [first, second] = step === 1 ? [one, other] : [other, one];
  const list = document["sequences"];
  [list[first.place], list[second.place]] = [second.item, first.item];
  if (first.shots.length === 0 || second.shots.length === 0 || first.end > second.start + 0.001) return;
  const moves = [...first.shots.map(({ item }) => ({ item, delta: second.end - first.end })), ...second.shots.map(({ item }) => ({ item, delta: first.start - second.start }))];
  shift(document, new Map(moves.map(({ item, delta }) => [item, rounded(delta)])));
}

/**
 * Let every shot begin where the one before it ends.
 * @param {any} document
 * @returns {number} how many shots have moved
 */
export function layOut(document) {
  const moves = layOutMoves(readFilm(document));
  shift(document, moves);
  return moves.size;
}

/**
 * Say which shots would have to move, and how far, so that each begins where the one before it ends.
 * @param {import("./shots.js").Film} film
 * @returns {Map<Item, number>}
 */
function layOutMoves({ sequences }) {
  const moves = new Map();
  let at = 0;
  for (const { item } of sequences.flatMap(({ shots }) => shots)) {
    const [start, duration] = [numberOf(item["startTime"]), numberOf(item["duration"])];
    if (start !== null && !isClose(start, at)) moves.set(item, rounded(at - start));
    at = rounded(at + (duration !== null && duration > 0 ? duration : 0));
  }
  return moves;
}

/**
 * @param {any} document
 * @param {Ref} sequenceRef
 * @param {Ref | null} after
 * @param {Item} content
 */
function insert(document, sequenceRef, after, content) {
  const sequence = itemAt(document, "sequences", sequenceRef);
  const previous = after && itemAt(document, "shots", after);
  const id = idFor(document, "shots");
  const names = { id, sequenceId: sequence?.["id"] ?? "" };
  const shot = { ...names, startTime: 0, ...content, ...names };
  const list = listOf(document, "shots");
  const last = previous ?? readFilm(document).sequences.find(({ item }) => item === sequence)?.shots.at(-1)?.item;
  list.splice(last ? list.indexOf(last) + 1 : list.length, 0, shot);
  if (sequence) settle(document, sequence, shot, previous);
  return id;
}

/**
 * @param {any} document
 * @param {Item} shot
 */
function spokenIn(document, shot) {
  const id = textOf(shot["id"]);
  return id === "" ? [] : itemsOf(document["audioPhrases"]).map(({ item }) => item).filter((item) => textOf(item["shotId"]) === id);
}

/**
 * @param {any} document
 * @param {Item} shot
 */
function sequenceOf(document, shot) {
  return itemAt(document, "sequences", { id: textOf(shot["sequenceId"]), place: -1 });
}

