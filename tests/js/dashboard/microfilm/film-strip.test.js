/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { blipOf, framesAround, oversizedIn, placeAt, rollsIn, runsOf, segmentsOf, zonesOf } from "../../../../static/dashboard/kinds/microfilm/film-strip.js";
import { ODD, segment } from "./orders.js";

const THREE = segmentsOf([segment("a", 1, 4, { document_index: 1 }), segment("b", 5, 5, { document_index: 2, has_oversized: true }), segment("c", 6, 10, { document_index: 3 })]);

test("segments of an allocation are read with their frames and pages", () => {
  assert.deepEqual(THREE[1], { name: "b", path: "", firstPage: 1, lastPage: 1, first: 5, last: 5, index: 2, isOversized: true });
  assert.equal(oversizedIn(THREE), 1);
});

test("segments without frames follow one another, and those of film numbers lie where their blips say", () => {
  const counted = segmentsOf([{ doc_id: "a", pages: 3 }, { doc_id: "b", pages: "2" }]);
  assert.deepEqual(counted.map(({ first, last }) => [first, last]), [[1, 3], [4, 5]]);
  const [numbered] = segmentsOf([{ doc_id: "a", start_page: 11, end_page: 13, blip: "10000008-0007.00021", blipend: "10000008-0007.00023" }]);
  assert.deepEqual(numbered, { name: "a", path: "", firstPage: 11, lastPage: 13, first: 21, last: 23, index: 7, isOversized: false });
  const [short, next] = segmentsOf([["a.pdf", 1, 3, "X:\\a.pdf"], ["b.pdf", 5, 6, ""]]);
  assert.deepEqual([short?.path, short?.last, next?.first, next?.last], ["X:\\a.pdf", 3, 4, 5]);
});

test("what is no segment is left out, whatever it is", () => {
  for (const odd of ODD) assert.ok(Array.isArray(segmentsOf(odd)), String(odd));
  assert.deepEqual(segmentsOf(ODD), []);
  assert.deepEqual(segmentsOf(ODD.map((odd) => ({ doc_id: odd, page_range: odd, frame_range: odd, pages: odd, blip: odd }))).map(({ first }) => first), []);
  assert.deepEqual(segmentsOf([[5, 1], [0, 3], [1, 10 ** 12], [1.5, 2], ["x", 2]].map((frames) => ({ doc_id: "a", frame_range: frames }))), []);
});

test("a frame leads to its segment, and one that is not exposed to none", () => {
  assert.deepEqual([0, 1, 4, 5, 6, 10, 11].map((frame) => placeAt(THREE, frame)), [-1, 0, 0, 1, 2, 2, -1]);
  assert.equal(placeAt([], 1), -1);
});

test("the rest of a film is cut, or wound up when it is too short", () => {
  const film = { capacity: 2900, padding: 100, minimum: 150 };
  assert.deepEqual(zonesOf({ ...film, used: 2600 }), [{ kind: "padding", first: 2601, last: 2700 }, { kind: "usable", first: 2701, last: 2900 }]);
  assert.deepEqual(zonesOf({ ...film, used: 2651 }), [{ kind: "unwind", first: 2652, last: 2900 }]);
  assert.deepEqual(zonesOf({ ...film, used: 2900 }), []);
  assert.deepEqual(zonesOf({ ...film, used: 3000 }), []);
  assert.deepEqual(zonesOf({ capacity: 10, used: 9, padding: 0, minimum: 0 }), [{ kind: "usable", first: 10, last: 10 }]);
});

test("segments wider than a pixel alternate in two tones, to scale", () => {
  const runs = runsOf(THREE, 20, 40);
  assert.deepEqual(runs.map(({ x, width, light, dark, isMarked }) => [x, width, light, dark, isMarked]), [[0, 8, 1, 0, false], [8, 2, 0, 1, true], [10, 10, 1, 0, false]]);
});

test("many segments on few pixels become a blend, and none is lost", () => {
  const many = segmentsOf(Array.from({ length: 1468 }, (_, place) => segment(`d${place}`, 2 * place + 1, 2 * place + 2, { has_oversized: place === 700 })));
  const runs = runsOf(many, 2936, 300);
  assert.equal(runs.reduce((sum, { width }) => sum + width, 0), 300, "the film is full from end to end");
  assert.ok(runs.every(({ light, dark }) => light > 0.2 && dark > 0.2 && light + dark > 0.9 && light + dark <= 1.1));
  assert.equal(runs.filter(({ isMarked }) => isMarked).length, 1, "one document with oversized pages is seen");
});

test("a film without frames, without width or with segments beyond its end can be drawn", () => {
  assert.deepEqual(runsOf([], 2900, 100), []);
  assert.deepEqual(runsOf(THREE, 2900, 0), []);
  assert.deepEqual(runsOf(THREE, 0, 10), []);
  assert.equal(runsOf(THREE, 5, 10).reduce((sum, { width }) => sum + width, 0), 10);
});

test("the frames around one stay within the film", () => {
  assert.deepEqual(framesAround(THREE, { capacity: 12, centre: 1, span: 4 }).map(({ frame, place }) => [frame, place]), [[1, 0], [2, 0], [3, 0], [4, 0]]);
  assert.deepEqual(framesAround(THREE, { capacity: 12, centre: 12, span: 4 }).map(({ frame, place }) => [frame, place]), [[9, 2], [10, 2], [11, -1], [12, -1]]);
  assert.equal(framesAround(THREE, { capacity: 3, centre: 2, span: 24 }).length, 3);
});

test("a blip is written as on the film", () => {
  const [first] = THREE;
  assert.ok(first);
  assert.equal(blipOf("10000008", first), "10000008-0001.00001");
});

test("rolls are found by film type and id", () => {
  const found = rollsIn({ rolls_16mm: [{ roll_id: 1 }, null, "x"], rolls_35mm: [{ roll_id: "2" }] });
  assert.deepEqual([...found.keys()], ["16mm/1", "35mm/2"]);
  for (const odd of ODD) assert.equal(rollsIn(odd).size, 0, String(odd));
});
