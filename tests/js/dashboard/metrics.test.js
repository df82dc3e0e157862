/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { Application } from "../../../static/client/pixellab-app.js";
import { StateManager } from "../../../static/client/pixellab-state.js";
import { indexOf } from "../../../static/dashboard/kinds/pixellab/choosing.js";
import { durationBins, metricsOf, perDay, successRate } from "../../../static/dashboard/kinds/pixellab/metrics.js";

const HISTORY = JSON.parse(readFileSync(new URL("../../data/pixellab/job_history.json", import.meta.url), "utf8"));

/** @param {any[]} jobs */
function rows(jobs) {
  return indexOf(jobs).rows;
}

/** @param {number} day */
function inMay(day) {
  return new Date(2026, 4, day, 13).getTime();
}

/** @param {any[]} jobs */
function asTheConsoleSays(jobs) {
  const state = new StateManager();
  state.state.jobs = jobs;
  state.updateStats();
  return new Application(state).getMetrics();
}

test("the figures are those of the generator's own console", () => {
  const odd = [
    { id: "1", status: "success", duration: "3.335" }, { id: "2", status: "success", duration: null }, { id: "3", status: "running" },
    { id: "4", status: "error", duration: 99 }, { id: "5", status: "success", duration: 0.005 }, { id: "6" },
  ];
  for (const jobs of [HISTORY.jobs, odd, []]) assert.deepEqual(metricsOf(rows(jobs)), asTheConsoleSays(jobs));
  assert.equal(metricsOf(rows(HISTORY.jobs)).completed, 33);
});

test("days count what was completed and what failed, and leave out what has no usable date", () => {
  const days = perDay(rows([
    { id: "a", status: "success", createdAt: inMay(2) }, { id: "b", status: "error", createdAt: inMay(1) }, { id: "c", status: "success", createdAt: inMay(2) },
    { id: "d", status: "idle", createdAt: inMay(1) }, { id: "e", status: "success", createdAt: null }, { id: "f", status: "success", createdAt: 5 },
    { id: "g", status: "success", createdAt: 8e15 },
  ]));
  assert.deepEqual(days, [
    { day: new Date(2026, 4, 1).getTime(), completed: 0, failed: 1 },
    { day: new Date(2026, 4, 2).getTime(), completed: 2, failed: 0 },
  ]);
});

test("durations are counted in bins of one round width", () => {
  const jobs = [0.5, 1, 7, 12, 19.9].map((duration, at) => ({ id: String(at), status: "success", duration }));
  const bins = durationBins(rows(jobs));
  assert.equal(bins.reduce((sum, { count }) => sum + count, 0), 5);
  assert.deepEqual(bins[0], { from: 0, to: 2, count: 2 });
  assert.deepEqual(bins.at(-1), { from: 18, to: 20, count: 1 });
  assert.ok(bins.every(({ from, to }) => to - from === 2));
});

test("what took far longer than the others is counted in the last bin", () => {
  const jobs = [...Array.from({ length: 99 }, (_, at) => ({ id: String(at), status: "success", duration: 5 + at / 100 })), { id: "x", status: "success", duration: 90_000 }];
  const bins = durationBins(rows(jobs));
  assert.ok(bins.length <= 16);
  assert.deepEqual([bins.at(-1)?.count, bins.at(-1)?.to], [1, Infinity]);
});

test("no durations have no bins, and one has one", () => {
  assert.deepEqual(durationBins(rows([{ id: "a", status: "error", duration: 4 }])), []);
  assert.equal(durationBins(rows([{ id: "a", status: "success", duration: 0 }])).reduce((sum, { count }) => sum + count, 0), 1);
});

test("the success rate is that of the jobs that ended", () => {
  assert.equal(successRate({ completed: 3, failed: 1 }), 0.75);
  assert.equal(successRate({ completed: 0, failed: 0 }), null);
});
