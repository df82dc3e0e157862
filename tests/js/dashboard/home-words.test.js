/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { backupWords, diskWords, durationWords, problemWords, serverFacts, totalWords } from "../../../static/dashboard/home/words.js";

/** @import { Health, ProjectRow } from "../../../static/dashboard/server-types.js" */

/** @type {ProjectRow} */
const ROW = { id: "a", name: "a", kind: "generic", size: 1, savedAt: "", etag: "", backups: 0, state: "ok" };
/** @type {Health} */
const HEALTH = { version: "0.1.0", data: "data", projects: 5, uptime_seconds: 7300, apps: [] };

test("a file that is in order has no problem, any other says what it is", () => {
  assert.equal(problemWords(ROW), "");
  assert.equal(problemWords({ ...ROW, state: "broken", problem: { detail: "line 3, column 21: trailing comma" } }), "Line 3, column 21: trailing comma");
  assert.notEqual(problemWords({ ...ROW, state: "too_large" }), "");
  assert.equal(problemWords({ ...ROW, state: /** @type {any} */ ("new_state") }), "New_state");
});

test("how many are shown is said with how many there are", () => {
  assert.equal(totalWords({ shown: 1, all: 1, isPlain: true }), "1 project");
  assert.equal(totalWords({ shown: 12, all: 10_000, isPlain: false }), "12 of 10,000 projects");
  assert.equal(totalWords({ shown: 12, all: null, isPlain: false }), "12 projects found");
  assert.equal(totalWords({ shown: 0, all: 0, isPlain: true }), "");
});

test("little room on the disk is said, enough or unknown room is not", () => {
  assert.equal(diskWords(undefined), null);
  assert.equal(diskWords({ projects: 1, backups: 1, free: null, total: null }), null);
  assert.equal(diskWords({ projects: 1, backups: 1, free: 80e9, total: 100e9 }), null);
  assert.match(diskWords({ projects: 1, backups: 1, free: 320e6, total: 1e9 })?.title ?? "", /Only 320 MB are free/u);
  assert.match(diskWords({ projects: 1, backups: 1, free: 4e9, total: 100e9 })?.title ?? "", /Only 4 GB are free/u);
});

test("a time that lasts is said in its largest unit", () => {
  assert.deepEqual([3, 60, 3599, 7300, 200_000].map(durationWords), ["less than a minute", "1 minute", "59 minutes", "2 hours", "2 days"]);
});

test("what the server does not tell is left out", () => {
  assert.deepEqual(serverFacts(HEALTH).map(({ name }) => name), ["Folder", "Projects", "Server"]);
  const known = serverFacts({ ...HEALTH, storage: { projects: 2_300_000, backups: null, free: 83e9, total: 1e11 } });
  assert.deepEqual(known.map(({ name, text }) => `${name} ${text}`), ["Folder data", "Projects 5 · 2.3 MB", "Free disk 83 GB", "Server Holdfast 0.1.0, up 2 hours"]);
});

test("backups are counted in words", () => {
  assert.deepEqual([0, 1, 1200].map(backupWords), ["no backups yet", "1 backup", "1,200 backups"]);
});
