/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { choose, indexOf } from "../../../static/dashboard/kinds/pixellab/choosing.js";
import { metricsOf } from "../../../static/dashboard/kinds/pixellab/metrics.js";
import { keepSketch, readSketch, sketchOf } from "../../../static/dashboard/kinds/pixellab/sketch.js";

const { jobs: JOBS } = JSON.parse(readFileSync(new URL("../../data/pixellab/job_history.json", import.meta.url), "utf8"));
const WISH = { q: "", status: "", sort: /** @type {const} */ ("newest") };

/** @param {any[]} jobs */
function sketched(jobs) {
  const index = indexOf(jobs);
  return sketchOf(WISH, metricsOf(index.rows), choose(index, WISH));
}

/** @returns {Storage} a storage of this page alone */
function storage() {
  const held = new Map();
  return /** @type {any} */ ({
    get length() { return held.size; },
    key: (/** @type {number} */ place) => [...held.keys()][place] ?? null,
    getItem: (/** @type {string} */ key) => held.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => held.set(key, value),
    removeItem: (/** @type {string} */ key) => held.delete(key),
  });
}

test("a sketch holds the figures, and the first jobs in the order that was shown", () => {
  const sketch = sketched(JOBS);
  assert.deepEqual([sketch.count, sketch.total, sketch.metrics.completed], [36, 36, 33]);
  assert.equal(sketch.rows[0]?.id, "job-36");
  assert.equal(sketch.rows[3]?.picture, JOBS[32].result);
});

test("a sketch never takes more than its room, whatever the jobs hold", () => {
  const many = Array.from({ length: 500 }, (_, at) => ({ ...JOBS[at % 33], id: `job-${at}`, prompt: "x".repeat(100_000), error: "e".repeat(9000), result: `${JOBS[at % 33].result}${"A".repeat(at * 40)}` }));
  const sketch = sketched(many);
  assert.ok(JSON.stringify(sketch).length <= 150_000);
  assert.ok(sketch.rows.every(({ picture, prompt }) => picture.length < 4096 && prompt.length <= 160));
  assert.equal(sketch.count, 500);
});

test("a kept sketch is the same when it is read", () => {
  const place = storage();
  keepSketch(place, "story", sketched(JOBS), 1);
  assert.deepEqual(readSketch(place, "story"), sketched(JOBS));
  assert.equal(readSketch(place, "other"), null);
});

test("only the sketches of the five projects that were seen last are kept", () => {
  const place = storage();
  place.setItem("mine", "stays");
  for (let at = 1; at <= 7; at += 1) keepSketch(place, `p${at}`, sketched([]), at);
  assert.deepEqual(Array.from({ length: 7 }, (_, at) => readSketch(place, `p${at + 1}`) !== null), [false, false, true, true, true, true, true]);
  assert.equal(place.getItem("mine"), "stays");
});

test("what is no sketch is none, and a full or missing storage keeps none", () => {
  const place = storage();
  for (const text of ["{", "5", '{"version":0}', '{"version":1,"sketch":{"rows":5}}']) {
    place.setItem("holdfast:dashboard:sketch:a", text);
    assert.equal(readSketch(place, "a"), null);
  }
  keepSketch({ ...place, setItem: () => { throw new Error("full"); } }, "a", sketched([]), 1);
  keepSketch(null, "a", sketched([]), 1);
  assert.equal(readSketch(null, "a"), null);
});
