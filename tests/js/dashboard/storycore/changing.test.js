/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { violationsOf } from "../../../../static/client/storycore-contract.js";
import { takenBack } from "../../../../static/dashboard/state/taking-back.js";
import { addSequence, addShot, duplicateShot, layOut, moveInto, moveSequence, moveShot, removeSequence, removeShot } from "../../../../static/dashboard/kinds/storycore/changing.js";
import { addPhrase, duplicatePhrase, movePhrase, removePhrase, speakIn } from "../../../../static/dashboard/kinds/storycore/changing-phrases.js";
import { keepingDurations } from "../../../../static/dashboard/kinds/storycore/durations.js";
import { itemAt, setMember } from "../../../../static/dashboard/kinds/storycore/items.js";
import { readFilm } from "../../../../static/dashboard/kinds/storycore/shots.js";
import { oddDocuments, threeSequences } from "./films.js";

/** @type {(document: any, id: string) => any} */
const shotOf = (document, id) => itemAt(document, "shots", { id, place: -1 });
/** @type {(id: string) => {id: string, place: number}} */
const ref = (id) => ({ id, place: -1 });
/** @type {(document: any) => string[][]} */
const orders = (document) => document.sequences.map((/** @type {any} */ sequence) => sequence.shotIds);
/** @type {(document: any) => number[]} */
const starts = (document) => readFilm(document).shots.map(({ start }) => start);

test("a shot is added after another one, and what follows makes room", () => {
  const document = threeSequences();
  const before = structuredClone(document);
  const id = addShot(document, ref("seq-1"), ref("shot-10"));
  assert.deepEqual(document.sequences[0].shotIds, ["shot-10", id, "shot-11", "shot-12"]);
  assert.deepEqual([shotOf(document, id).startTime, shotOf(document, id).duration, shotOf(document, id).position], [4, 4, 0.5]);
  assert.deepEqual([shotOf(document, "shot-11").startTime, shotOf(document, "shot-20").startTime], [8, 16.5]);
  assert.equal(document.audioPhrases[1].startTime, before.audioPhrases[1].startTime + 4, "what is spoken moves with its shot");
  assert.deepEqual(shotOf(document, "shot-10"), before.shots[0]);
});

test("a shot that is removed takes its phrases along, and what followed it moves up", () => {
  const document = threeSequences();
  removeShot(document, ref("shot-21"));
  assert.deepEqual(orders(document)[1], ["shot-20"]);
  assert.deepEqual(document.audioPhrases.map((/** @type {any} */ { id }) => id), ["p1"]);
  assert.equal(shotOf(document, "shot-30").startTime, 18.5);
});

test("a shot changes places with its neighbour within the time that both have", () => {
  const document = threeSequences();
  moveShot(document, ref("shot-10"), 1);
  assert.deepEqual(orders(document)[0], ["shot-11", "shot-10", "shot-12"]);
  assert.deepEqual(starts(document).slice(0, 4), [0, 3.5, 7.5, 12.5]);
  assert.equal(document.audioPhrases[0].startTime, 4);
  assert.deepEqual([shotOf(document, "shot-10").position, shotOf(document, "shot-11").position], [1, 0]);
  moveShot(document, ref("shot-10"), -1);
  assert.deepEqual(document, threeSequences());
});

test("a shot goes to the end of another sequence, with what is spoken in it", () => {
  const document = threeSequences();
  moveInto(document, ref("shot-21"), ref("seq-1"));
  assert.deepEqual(orders(document).slice(0, 2), [["shot-10", "shot-11", "shot-12", "shot-21"], ["shot-20"]]);
  assert.equal(shotOf(document, "shot-21").startTime, 12.5);
  assert.equal(shotOf(document, "shot-20").startTime, 17);
  assert.equal(document.audioPhrases[1].startTime, 13);
  assert.equal(layOut(document), 0);
});

test("the shots of a removed sequence go to another one, or with it", () => {
  const document = threeSequences();
  removeSequence(document, ref("seq-2"), ref("seq-1"));
  assert.deepEqual(orders(document), [["shot-10", "shot-11", "shot-12", "shot-20", "shot-21"], ["shot-30", "shot-31", "shot-32"]]);
  removeSequence(document, ref("seq-1"), null);
  assert.deepEqual(document.shots.map((/** @type {any} */ { id }) => id), ["shot-30", "shot-31", "shot-32"]);
  assert.deepEqual(document.audioPhrases, []);
  assert.equal(document.shots[0].startTime, 0);
});

test("a sequence moves with its shots", () => {
  const document = threeSequences();
  moveSequence(document, ref("seq-2"), -1);
  assert.deepEqual(document.sequences.map((/** @type {any} */ { id }) => id), ["seq-2", "seq-1", "seq-3"]);
  assert.deepEqual(starts(document), [0, 6, 10.5, 14.5, 18, 23, 30, 32]);
  moveSequence(document, ref("seq-2"), 1);
  assert.deepEqual(document, threeSequences());
});

test("a film whose sequences all begin at 0 keeps their times to themselves", () => {
  const document = threeSequences();
  const offsets = new Map(readFilm(document).sequences.map(({ id, start }) => [id, start]));
  for (const shot of document.shots) shot.startTime -= offsets.get(shot.sequenceId) ?? 0;
  const before = structuredClone(document);
  addShot(document, ref("seq-1"), ref("shot-10"));
  assert.deepEqual(document.shots.slice(4), before.shots.slice(3));
});

test("laying out closes gaps and overlaps", () => {
  const document = threeSequences();
  shotOf(document, "shot-11").startTime = 2;
  shotOf(document, "shot-30").startTime = 90;
  assert.equal(layOut(document), 2);
  assert.deepEqual(document, threeSequences());
});

test("the duration of a sequence follows its shots, unless it is another one", () => {
  const document = threeSequences();
  document.sequences[1].duration = 99;
  keepingDurations(document, () => {
    removeShot(document, ref("shot-12"));
    removeShot(document, ref("shot-21"));
  });
  assert.deepEqual(document.sequences.map((/** @type {any} */ { duration }) => duration), [7.5, 99, 13]);
});

test("a phrase is added, copied, moved and removed in its shot", () => {
  const document = threeSequences();
  const id = addPhrase(document, ref("shot-10"), "New phrase") ?? "";
  assert.deepEqual([itemAt(document, "audioPhrases", ref(id))?.["startTime"], itemAt(document, "audioPhrases", ref(id))?.["endTime"]], [1.5, 3.5]);
  movePhrase(document, ref(id), -1);
  assert.deepEqual(readFilm(document).phrasesOf.get("shot-10")?.map((phrase) => [phrase.id, phrase.start, phrase.end]), [[id, 0.5, 2.5], ["p1", 2.5, 3.5]]);
  const copy = duplicatePhrase(document, ref("p1")) ?? "";
  assert.equal(itemAt(document, "audioPhrases", ref(copy))?.["startTime"], 3.5);
  removePhrase(document, ref(copy));
  removePhrase(document, ref(id));
  assert.equal(document.audioPhrases.length, 3);
});

test("a phrase without a shot is given to one", () => {
  const document = threeSequences();
  document.audioPhrases[0].shotId = "gone";
  assert.equal(readFilm(document).loosePhrases.length, 1);
  speakIn(document, ref("p1"), ref("shot-11"));
  assert.equal(readFilm(document).loosePhrases.length, 0);
});

test("whatever is changed, references and the contract hold, what it is not about stays, and it can be taken back", () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const next = dice(seed);
    const document = threeSequences();
    for (let step = 0; step < 12; step += 1) {
      const before = structuredClone(document);
      const texts = new Map(document.shots.map((/** @type {any} */ shot) => [shot.id, JSON.stringify({ ...shot, startTime: 0, position: 0, sequenceId: "" })]));
      keepingDurations(document, () => anyChange(document, next));
      assertConsistent(document, `seed ${seed}, step ${step}`);
      for (const shot of document.shots) {
        const was = texts.get(shot.id);
        if (was) assert.equal(JSON.stringify({ ...shot, startTime: 0, position: 0, sequenceId: "" }), was);
      }
      assert.deepEqual(takenBack(before, structuredClone(document), structuredClone(document)), before);
    }
  }
});

test("what was edited since stays when a change is taken back", () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const next = dice(seed);
    const document = threeSequences();
    const before = structuredClone(document);
    keepingDurations(document, () => anyChange(document, next));
    const after = structuredClone(document);
    const edited = document.shots.find((/** @type {any} */ { id }) => before.shots.some((/** @type {any} */ shot) => shot.id === id));
    setMember(document, "shots", ref(edited.id), ["prompt"], "Edited since");
    setMember(document, "shots", ref(edited.id), ["metadata", "mood"], "calm");
    const back = takenBack(before, after, document);
    const expected = structuredClone(before);
    Object.assign(shotOf(expected, edited.id), { prompt: "Edited since", metadata: { mood: "calm" } });
    assert.deepEqual(back, expected, `seed ${seed}`);
  }
});

test("a document of any shape can be changed without an error", () => {
  for (const document of oddDocuments().filter((value) => typeof value === "object" && value !== null && !Array.isArray(value))) {
    for (let seed = 1; seed <= 12; seed += 1) {
      const changed = structuredClone(document);
      keepingDurations(changed, () => anyChange(changed, dice(seed), ["shot-10", "", "7", "__proto__"]));
      JSON.stringify(changed);
    }
  }
});

/**
 * @param {any} document
 * @param {(sides: number) => number} next
 * @param {string[]} [ids]
 */
function anyChange(document, next, ids) {
  const pick = (/** @type {string} */ name) => {
    const known = ids ?? document[name].map((/** @type {any} */ { id }) => id);
    const id = known[next(known.length)] ?? "";
    return { id, place: ids ? next(3) : -1 };
  };
  const step = next(2) === 0 ? -1 : 1;
  const changes = [
    () => addShot(document, pick("sequences"), next(2) === 0 ? pick("shots") : null), () => duplicateShot(document, pick("shots")),
    () => removeShot(document, pick("shots")), () => moveShot(document, pick("shots"), step), () => moveInto(document, pick("shots"), pick("sequences")),
    () => addSequence(document, "More"), () => moveSequence(document, pick("sequences"), step), () => layOut(document),
    () => removeSequence(document, pick("sequences"), next(2) === 0 ? pick("sequences") : null),
    () => addPhrase(document, pick("shots"), "New phrase"), () => duplicatePhrase(document, pick("audioPhrases")),
    () => movePhrase(document, pick("audioPhrases"), step), () => removePhrase(document, pick("audioPhrases")),
  ];
  const isRemoval = (/** @type {number} */ at) => at === 8 && !ids && document.sequences.length < 2;
  const chosen = next(changes.length);
  if (!isRemoval(chosen)) changes[chosen]?.();
}

/**
 * @param {any} document
 * @param {string} where
 */
function assertConsistent(document, where) {
  assert.deepEqual(violationsOf(document), [], where);
  for (const name of ["sequences", "shots", "audioPhrases"]) {
    const ids = document[name].map((/** @type {any} */ { id }) => id);
    assert.equal(new Set(ids).size, ids.length, `${where}: ids of ${name}`);
  }
  const named = document.sequences.flatMap((/** @type {any} */ { id, shotIds }) => shotIds.map((/** @type {string} */ shot) => `${id} ${shot}`));
  const naming = document.shots.map((/** @type {any} */ { id, sequenceId }) => `${sequenceId} ${id}`);
  assert.deepEqual(named.toSorted(), naming.toSorted(), where);
  const shots = new Set(document.shots.map((/** @type {any} */ { id }) => id));
  assert.ok(document.audioPhrases.every((/** @type {any} */ { shotId }) => shots.has(shotId)), where);
}

/**
 * Throw dice that always fall the same.
 * @param {number} seed
 */
function dice(seed) {
  let state = seed * 2_654_435_761;
  return (/** @type {number} */ sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
