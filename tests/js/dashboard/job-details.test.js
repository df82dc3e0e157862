/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { indexOf } from "../../../static/dashboard/kinds/pixellab/choosing.js";
import { cut, otherMembers, otherPictures, turnOf } from "../../../static/dashboard/kinds/pixellab/details.js";
import { sidesOf } from "../../../static/dashboard/kinds/pixellab/sides.js";

const { jobs: JOBS } = JSON.parse(readFileSync(new URL("../../data/pixellab/job_history.json", import.meta.url), "utf8"));
const [PNG, OTHER] = [JOBS[0].result, JOBS[1].result];

/**
 * @param {string} to
 * @param {string} of
 */
function turned(to, of) {
  return { id: to, isRotation: true, rotationData: { toDirection: to, sourceJobId: of } };
}

test("a real job has nothing beside what is shown of it", () => {
  assert.deepEqual([otherMembers(JOBS[0]), otherPictures(JOBS[0]), turnOf(JOBS[0])], [[], [], null]);
});

test("other members are shown, those of the result and of the rotation with their names", () => {
  const job = { id: "a", tags: ["x"], note: null, result: { image_data_url: PNG, cost: 1 }, isRotation: true, rotationData: { toDirection: "east", by: "me" } };
  assert.deepEqual(otherMembers(job).map(({ name, text }) => [name, text]), [["tags", '["x"]'], ["note", "null"], ["result.cost", "1"], ["rotationData.by", "me"]]);
});

test("only web and mail addresses are links", () => {
  const job = { a: "https://example.org/", b: "javascript:alert(1)", c: "mailto:me@example.org", d: "data:text/html,x", e: " https://example.org" };
  assert.deepEqual(otherMembers(job).map(({ isLink }) => isLink), [true, false, true, false, false]);
});

test("long texts and pictures in members are cut", () => {
  const [first, second] = otherMembers({ note: "x".repeat(5000), more: { list: [PNG, "y".repeat(5000)] } });
  assert.equal(first?.text.length, 600);
  assert.ok(second?.text.startsWith('{"list":["(picture)","yyy') && second.text.length < 300);
});

test("a result that is no picture is a member", () => {
  assert.deepEqual(otherMembers({ result: "javascript:alert(1)" }), [{ name: "result", text: "javascript:alert(1)", isLink: false }]);
});

test("further pictures are found wherever they are, each once", () => {
  const job = { result: { image_data_url: PNG, frames: [OTHER, OTHER, "x"] }, sheet: { a: { b: OTHER } }, mask: JOBS[2].result };
  assert.deepEqual(otherPictures(job).map(({ name }) => name), ["result.frames.0", "mask"]);
});

test("details of no object are empty", () => {
  for (const item of [null, undefined, 5, "x", [], [PNG]]) assert.deepEqual([otherMembers(item), otherPictures(item), turnOf(item)], [[], [], null]);
});

test("a rotation says what it turns, from where and to where", () => {
  const turn = turnOf({ isRotation: true, rotationData: { sourceJobId: "job-1", imageDataUrl: PNG, toDirection: "east", fromDirection: null } });
  assert.deepEqual(turn, { from: "", to: "east", source: PNG, of: "job-1" });
  assert.deepEqual(turnOf({ isRotation: true, rotationData: 5 }), { from: "", to: "", source: "", of: "" });
});

test("the sides of a thing stand in the order in which one walks around it", () => {
  const jobs = [{ id: "knight" }, turned("west", "knight"), turned("odd", "knight"), turned("south", "knight"), turned("east", "other"), turned("north-east", "knight")];
  assert.deepEqual(sidesOf(indexOf(jobs).rows, jobs, "knight").map(({ side }) => side), ["south", "north-east", "west", "odd"]);
  assert.deepEqual(sidesOf(indexOf(jobs).rows, jobs, ""), []);
});

test("a text is cut to its room", () => {
  assert.deepEqual([cut("abc", 3), cut("abcd", 3)], ["abc", "ab…"]);
});
