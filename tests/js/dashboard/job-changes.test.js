/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { addJobs, dropJobs, jobsIn, putJobsBack, takeJobs } from "../../../static/dashboard/kinds/pixellab/changes.js";

const TEXT = readFileSync(new URL("../../data/pixellab/job_history.json", import.meta.url), "utf8");

function history() {
  return JSON.parse(TEXT);
}

/** @param {any} document */
function ids(document) {
  return document.jobs.map((/** @type {any} */ job) => job?.id ?? job);
}

test("what was taken out and put back is the document of before", () => {
  const document = history();
  const taken = takeJobs(document, new Set([0, 5, 6, 35]));
  assert.equal(document.jobs.length, 32);
  putJobsBack(document, taken);
  assert.deepEqual(document, history());
});

test("a cleared history comes back whole, and what was added since stays", () => {
  const document = history();
  const taken = takeJobs(document, new Set(document.jobs.keys()));
  assert.deepEqual(document.jobs, []);
  document.jobs.push({ id: "job-99" });
  putJobsBack(document, taken);
  assert.deepEqual(ids(document), [...ids(history()), "job-99"]);
});

test("a job that somebody else brought back is not doubled", () => {
  const document = { jobs: [{ id: "a" }, { id: "b" }] };
  const taken = takeJobs(document, new Set([0]));
  document.jobs.push({ id: "a" });
  putJobsBack(document, taken);
  assert.deepEqual(ids(document), ["b", "a"]);
});

test("one of two jobs with one id comes back, and so does one without an id", () => {
  const document = { jobs: [{ id: "a" }, { id: "a" }, null, {}] };
  const taken = takeJobs(document, new Set([1, 2, 3]));
  assert.deepEqual(ids(document), ["a"]);
  putJobsBack(document, taken);
  assert.deepEqual(document, { jobs: [{ id: "a" }, { id: "a" }, null, {}] });
});

test("nothing is changed where there is nothing to take", () => {
  const document = { jobs: "none" };
  assert.deepEqual(takeJobs(document, new Set([0])), []);
  assert.deepEqual(document, { jobs: "none" });
});

test("a history, a list of jobs and one job are offers; anything else is none", () => {
  assert.equal(jobsIn(history())?.length, 36);
  assert.equal(jobsIn(history().jobs)?.length, 36);
  assert.equal(jobsIn(history().jobs[0])?.length, 1);
  assert.deepEqual([null, 5, "x", {}, [], { jobs: [] }, { jobs: [5] }, [{ name: "x" }], { title: "a film" }].map(jobsIn), Array.from({ length: 9 }, () => null));
});

test("only jobs with new ids are added, and the counter stays ahead of all of them", () => {
  const document = history();
  const added = addJobs(document, [{ id: "job-3", prompt: "mine" }, { id: "job-90", prompt: "new" }, { prompt: "no id" }, { id: "job-90", prompt: "twice" }]);
  assert.deepEqual(added, ["job-90", "job-91"]);
  assert.equal(document.jobs.length, 38);
  assert.equal(document.lastJobId, 92);
  assert.equal(document.jobs[2].prompt, history().jobs[2].prompt);
  dropJobs(document, added);
  assert.deepEqual(document.jobs, history().jobs);
});

test("nothing new changes nothing", () => {
  const document = history();
  assert.deepEqual(addJobs(document, history().jobs), []);
  assert.deepEqual(document, history());
});
