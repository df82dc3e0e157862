/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { SectionReader } from "../../../../static/dashboard/kinds/microfilm/sections.js";
import { factsOf, nextOf, workflowOf } from "../../../../static/dashboard/kinds/microfilm/steps.js";
import { ODD, order, roll } from "./orders.js";

/** @param {string} name */
function real(name) {
  return JSON.parse(readFileSync(new URL(`../../../data/microfilm/${name}.json`, import.meta.url), "utf8"));
}

const REAL = {
  project_state: real("microfilmProjectState"), analysis_data: real("microfilmAnalysisData"), allocation_data: real("microfilmAllocationData"),
  index_data: real("microfilmIndexData"), film_number_results: real("microfilmFilmNumberResults"),
};

/** @param {unknown} document */
function workflow(document) {
  return workflowOf(document, new SectionReader());
}

test("the steps of a real order say what their sections hold", () => {
  const said = workflow(REAL).map(({ name, isFilled, figures }) => [name, isFilled, Object.fromEntries(figures.map((figure) => [figure.name, figure.value]))]);
  assert.deepEqual(said, [
    ["registration", true, { files: 1763 }],
    ["analysis", true, { documents: 1762, pages: 3552 }],
    ["allocation", true, { rolls16: 2, pages: 3552 }],
    ["index", true, { rows: 1762 }],
    ["numbers", true, { numbers: 2, documents: 1762 }],
    ["distribution", false, {}],
    ["sheets", false, {}],
  ]);
});

test("a step says when its section was changed, where that is known", () => {
  const [registration, analysis] = workflow(REAL);
  assert.equal(analysis?.changedAt, "2025-05-23T08:19:44.342Z");
  assert.equal(registration?.changedAt, null);
});

test("sections as JSON texts under the browser's keys are read as well", () => {
  const steps = workflow({ microfilmAnalysisData: JSON.stringify(REAL.analysis_data) });
  assert.deepEqual(steps[1]?.figures[0], { name: "documents", value: 1762 });
});

test("sections of a shape that nobody knows are counted by their longest list", () => {
  const steps = workflow({ distribution_results: { done: true, output: { copies: [1, 2, 3], log: [1] } }, reference_sheets: { a: {} } });
  assert.deepEqual(steps.slice(5).map(({ isFilled, figures }) => [isFilled, figures]), [[true, [{ name: "entries", value: 3 }]], [true, []]]);
});

test("whatever stands in the place of a section, the steps are there", () => {
  for (const odd of ODD) {
    const document = { project_state: odd, analysis_data: { analysisResults: odd }, allocation_data: { allocationResults: { results: odd } }, index_data: { indexData: { index: odd } }, film_number_results: { results: { rolls_16mm: odd } }, distribution_results: odd };
    assert.equal(workflow(document).length, 7, String(odd));
    assert.equal(workflow(odd).length, 7);
  }
});

test("a section that says something but has no rows is not filled, and can be looked at", () => {
  const step = workflow({ analysis_data: { analysisResults: { status: "running", documents: [] } } })[1];
  assert.deepEqual([step?.isFilled, step?.hasContent], [false, true]);
});

test("single values are shown by the keys that lead to them, and not without end", () => {
  assert.deepEqual(factsOf({ a: 1, b: { c: "x", d: [1, 2] }, e: null, f: "" }), [{ name: "a", value: 1 }, { name: "b › c", value: "x" }, { name: "b › d", value: 2 }]);
  assert.equal(factsOf(Object.fromEntries(Array.from({ length: 10_000 }, (_, place) => [`k${place}`, place]))).length, 60);
  for (const odd of ODD) assert.ok(Array.isArray(factsOf(odd)));
});

const ANALYSED = workflow({ analysis_data: { analysisResults: { documents: [{ name: "a", pages: 1 }] } } });

/** @param {Parameters<typeof order>[0]} changes */
function next(changes) {
  const { act, roll: found, count } = nextOf(order(changes), ANALYSED);
  return [act, found?.roll_id ?? null, count];
}

test("what is to be done next follows from where the rolls are", () => {
  assert.deepEqual(nextOf(null, ANALYSED).act, "none");
  assert.deepEqual(nextOf(order({ rolls: [] }), workflow({})).act, "analyse");
  assert.deepEqual(next({ rolls: [] }), ["plan", null, 0]);
  assert.deepEqual(next({ rolls: [roll(), roll({ roll_id: 2 })] }), ["start", 1, 2]);
  assert.deepEqual(next({ rolls: [roll(), roll({ roll_id: 2, state: "filming" })] }), ["complete", 2, 1]);
  assert.deepEqual(next({ rolls: [roll(), roll({ roll_id: 2, state: "failed" })] }), ["refilm", 2, 1]);
  assert.deepEqual(next({ rolls: [roll(), roll({ roll_id: 2, state: "rework" })] }), ["start", 2, 1]);
  assert.deepEqual(next({ rolls: [roll({ state: "filmed" })], steps: ["plan", "rework", "archive"] }), ["archive", null, 1]);
  assert.deepEqual(next({ rolls: [roll({ state: "filmed" })], state: "archived", steps: ["plan", "rework"] }), ["none", null, 1]);
});

test("what the register warns of comes first, but a roll on the camera is ended before anything is planned anew", () => {
  const unknown = { code: "numbers_unknown", detail: "" };
  const left = { code: "pages_not_planned", detail: "" };
  assert.deepEqual(next({ warnings: [unknown] })[0], "migrate");
  assert.deepEqual(next({ warnings: [left] })[0], "plan");
  assert.deepEqual(next({ warnings: [left], rolls: [roll({ state: "filming" })] })[0], "complete");
});
