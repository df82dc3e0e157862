/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { readFilm } from "../../../../static/dashboard/kinds/storycore/shots.js";
import { faultsOf, fitting, limited, marksOf, seenOf, timelineOf } from "../../../../static/dashboard/kinds/storycore/timeline.js";
import { oddDocuments, threeSequences } from "./films.js";

test("shots stand to scale in the band of their sequence", () => {
  const timeline = timelineOf(readFilm(threeSequences()), 10);
  assert.deepEqual(timeline.bands.map(({ left, width }) => [left, width]), [[0, 125], [125, 105], [230, 130]]);
  assert.deepEqual(timeline.blocks.map(({ left, width }) => [left, width]), [[0, 40], [40, 35], [75, 50], [125, 60], [185, 45], [230, 70], [300, 20], [320, 40]]);
  assert.equal(new Set(timeline.blocks.map(({ top }) => top)).size, 1);
  assert.equal(timeline.width, 360);
  assert.deepEqual(timeline.lanes.map(({ name }) => name), ["phrases"]);
});

test("what overlaps stands in rows, and is said to overlap", () => {
  const document = threeSequences();
  document.shots[1].startTime = 2;
  const film = readFilm(document);
  const tops = timelineOf(film, 10).blocks.slice(0, 3).map(({ top, isOver }) => [top, isOver]);
  assert.deepEqual(tops.map(([, isOver]) => isOver), [false, true, false]);
  assert.notEqual(tops[0]?.[0], tops[1]?.[0]);
  assert.deepEqual(faultsOf(film), { gaps: [{ from: 5.5, to: 7.5 }], overlaps: [{ from: 2, to: 4 }] });
});

test("shots that name no sequence stand in a lane of their own", () => {
  const document = threeSequences();
  document.shots[3].sequenceId = "gone";
  const timeline = timelineOf(readFilm(document), 10);
  assert.deepEqual(timeline.lanes.map(({ name }) => name), ["loose", "phrases"]);
  const loose = timeline.blocks.at(-1);
  assert.equal(loose?.key, "shot-20");
  assert.ok(timeline.bands.every(({ top, height }) => top + height < (loose?.top ?? 0)));
});

test("sequences that all begin at 0 stand below each other", () => {
  const document = threeSequences();
  for (const shot of document.shots) shot.startTime = 0;
  const { bands } = timelineOf(readFilm(document), 10);
  assert.equal(new Set(bands.map(({ top }) => top)).size, 3);
});

test("a scale fits the film, and stays within what can be drawn", () => {
  assert.equal(fitting(100, 1001), 10);
  assert.equal(limited(1e9, 10), 240);
  assert.equal(limited(0, 10), 1e-6);
  assert.ok(limited(240, 1e9) * 1e9 <= 4_000_000);
});

test("the ruler has marks that can be read, and no more than are seen", () => {
  assert.deepEqual(marksOf({ from: 0, to: 200 }, 10).map(({ seconds }) => seconds), [0, 10, 20]);
  assert.ok(marksOf({ from: 0, to: 1e9 }, 1e-6).length <= 401);
});

test("only what is seen is drawn", () => {
  const { blocks } = timelineOf(readFilm(threeSequences()), 10);
  assert.deepEqual(seenOf(blocks, { from: 130, to: 190 }).map(({ key }) => key), ["shot-20", "shot-21"]);
});

test("what stands too near to be told apart is drawn once", () => {
  const { blocks } = timelineOf(readFilm(threeSequences()), 0.1);
  assert.deepEqual(seenOf(blocks, { from: 0, to: 100 }, 1).map(({ key }) => key), ["shot-10", "shot-20", "shot-30"]);
});

test("a document of any shape has a timeline", () => {
  for (const document of oddDocuments()) {
    const { blocks, bands, height } = timelineOf(readFilm(document), 10);
    assert.ok(Number.isFinite(height) && [...blocks, ...bands].every((box) => [box.left, box.top, box.width, box.height].every(Number.isFinite)), JSON.stringify(document));
  }
});

test("ten thousand shots have their places", () => {
  const document = threeSequences();
  document.shots = Array.from({ length: 10_000 }, (_, place) => Object.assign(threeSequences().shots[0], { id: `shot-${place}`, startTime: place % 100 }));
  const { blocks, height } = timelineOf(readFilm(document), 10);
  assert.equal(blocks.length, 10_000);
  assert.ok(height < 2000, "rows are limited");
});
