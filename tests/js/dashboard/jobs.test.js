/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { jobsOf, momentOf, numberOf, pictureOf, rowOf, textOf } from "../../../static/dashboard/kinds/pixellab/jobs.js";

const HISTORY = JSON.parse(readFileSync(new URL("../../data/pixellab/job_history.json", import.meta.url), "utf8"));
const PNG = HISTORY.jobs[0].result;

test("a real job is read as it is", () => {
  const row = rowOf(HISTORY.jobs[0], 0, "job-1");
  assert.equal(row.prompt, HISTORY.jobs[0].prompt);
  assert.deepEqual([row.key, row.id, row.state, row.width, row.height, row.duration, row.createdAt, row.picture === PNG, row.error, row.direction], [
    "job-1", "job-1", "success", 64, 64, 18.877, 1761706443000, true, "", "",
  ]);
});

test("jobs of any shape are read, and none of them breaks the list", () => {
  const odd = [null, undefined, 7, "words", true, [], [1], {}, { id: {}, prompt: [1], status: 3, width: "wide", result: { image_data_url: 5 } }];
  const rows = odd.map((item, place) => rowOf(item, place, `~${place + 1}`));
  assert.deepEqual(rows.map(({ state }) => state), odd.map(() => "other"));
  assert.deepEqual(rows.map(({ picture }) => picture), odd.map(() => ""));
  assert.equal(rows[3]?.prompt, "words");
  assert.equal(rows[8]?.prompt, "[1]");
});

test("a document without a list of jobs has none", () => {
  assert.deepEqual([undefined, null, {}, { jobs: {} }, { jobs: "x" }, []].map((document) => jobsOf(document).length), [0, 0, 0, 0, 0, 0]);
});

test("a picture is the result, or a member of it, and nothing else", () => {
  assert.equal(pictureOf(PNG), PNG);
  assert.equal(pictureOf({ usage: 1, image_data_url: PNG }), PNG);
  assert.equal(pictureOf({ image: PNG }), PNG);
  assert.deepEqual([null, "javascript:alert(1)", "https://example.org/x.png", { image_data_url: "javascript:1" }, [PNG], 5].map(pictureOf), ["", "", "", "", "", ""]);
});

test("numbers and moments may be written as texts", () => {
  assert.deepEqual([5, "5", " 2.5 ", "", "x", true, null, Infinity].map(numberOf), [5, 5, 2.5, null, null, null, null, null]);
  const noon = Date.UTC(2026, 2, 1, 12);
  assert.deepEqual([noon, String(noon), "2026-03-01T12:00:00Z", 1e18, "soon", null].map(momentOf), [noon, noon, noon, null, null, null]);
});

test("any value is a text", () => {
  assert.deepEqual(["a", 1, false, null, undefined, { a: 1 }].map(textOf), ["a", "1", "false", "", "", '{"a":1}']);
});

test("a rotation says to which side it turns", () => {
  const turn = { isRotation: true, rotationData: { toDirection: "north-east" } };
  assert.equal(rowOf(turn, 0, "~1").direction, "north-east");
  assert.equal(rowOf({ isRotation: true, rotationData: null }, 0, "~1").direction, "turned");
  assert.equal(rowOf({ isRotation: "yes", rotationData: { toDirection: "north" } }, 0, "~1").direction, "");
});
