/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { choose, indexOf, SORTS, wishOf } from "../../../static/dashboard/kinds/pixellab/choosing.js";

const HISTORY = JSON.parse(readFileSync(new URL("../../data/pixellab/job_history.json", import.meta.url), "utf8"));
const ALL = { q: "", status: "", sort: /** @type {const} */ ("newest") };

/**
 * @param {any[]} jobs
 * @param {Partial<import("../../../static/dashboard/kinds/pixellab/choosing.js").Wish>} [wish]
 */
function keys(jobs, wish = {}) {
  return choose(indexOf(jobs), { ...ALL, ...wish }).rows.map(({ key }) => key);
}

test("a search finds jobs that have all its words, in any order and case", () => {
  assert.deepEqual(keys(HISTORY.jobs, { q: "MONEY  bag", sort: "oldest" }), ["job-5", "job-33"]);
  assert.deepEqual(keys(HISTORY.jobs, { q: "rate limit" }), ["job-34"]);
  assert.deepEqual(keys(HISTORY.jobs, { q: "job-36" }), ["job-36"]);
  assert.deepEqual(keys(HISTORY.jobs, { q: "<nothing>" }), []);
});

test("a filter shows one state, and the counts are those of the search", () => {
  const found = choose(indexOf(HISTORY.jobs), { ...ALL, q: "glowing", status: "error" });
  assert.deepEqual(found.rows.map(({ key }) => key), ["job-35", "job-34"]);
  assert.deepEqual([...found.counts].toSorted(), [["error", 2], ["success", 3]]);
  assert.equal(found.total, 5);
});

test("each order is that of its name, and what lacks the value stands last", () => {
  const jobs = [
    { id: "a", prompt: "b", createdAt: 2, duration: 1 }, { id: "b", prompt: "A", createdAt: null, duration: null },
    { id: "c", prompt: "c", createdAt: 1, duration: 3 }, { id: "d", prompt: "a", createdAt: 2 },
  ];
  const orders = Object.fromEntries(SORTS.map((sort) => [sort, keys(jobs, { sort }).join("")]));
  assert.deepEqual(orders, { newest: "dacb", oldest: "cadb", longest: "cadb", shortest: "acbd", prompt: "bdac" });
});

test("every job has a key of its own: its id, or its place where that is missing or taken", () => {
  const jobs = [{ id: "x" }, { id: "x" }, {}, null, { id: "~1" }, { id: 7 }, { id: "y".repeat(1000) }];
  assert.deepEqual(indexOf(jobs).rows.map(({ key }) => key), ["x", "~2", "~3", "~4", "~5", "7", "~7"]);
});

test("an index of the same jobs is the same, and a row that did not change too", () => {
  const first = indexOf(HISTORY.jobs);
  const again = indexOf(structuredClone(HISTORY.jobs), first);
  assert.equal(again, first);
  const changed = structuredClone(HISTORY.jobs);
  changed[3].prompt = "another";
  const next = indexOf(changed, first);
  assert.notEqual(next, first);
  assert.equal(next.rows[2], first.rows[2]);
  assert.equal(next.rows[3]?.haystack.split("\n")[0], "another");
});

test("a job that moved has its new place", () => {
  const first = indexOf([{ id: "a" }, { id: "b" }]);
  const next = indexOf([{ id: "b" }], first);
  assert.deepEqual(next.rows.map(({ key, place }) => [key, place]), [["b", 0]]);
});

test("an address asks for what it names; anything unknown is the plain list", () => {
  assert.deepEqual(wishOf(new URLSearchParams("q=a+b&status=error&sort=longest")), { q: "a b", status: "error", sort: "longest" });
  assert.deepEqual(wishOf(new URLSearchParams("sort=upwards")), ALL);
});

test("10,000 jobs are searched within a few milliseconds", () => {
  const jobs = Array.from({ length: 10_000 }, (_, at) => ({ ...HISTORY.jobs[at % 36], id: `job-${at}`, createdAt: at * 1000 }));
  const index = indexOf(jobs);
  choose(index, ALL);
  const begun = performance.now();
  for (const q of ["g", "go", "gol", "gold", "golden coin"]) choose(index, { ...ALL, q });
  const each = (performance.now() - begun) / 5;
  assert.ok(each < 30, `${each.toFixed(1)} ms`);
});
