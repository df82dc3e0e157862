/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { PLAIN } from "../../../static/dashboard/state/listing.js";
import { chosenRows, remembered } from "../../../static/dashboard/state/row-choice.js";

/** @import { ProjectRow } from "../../../static/dashboard/server-types.js" */

/**
 * @param {string} id
 * @param {Partial<ProjectRow>} [facts]
 * @returns {ProjectRow}
 */
function row(id, facts = {}) {
  return { id, name: id, kind: "generic", size: 10, savedAt: "2026-11-20T12:00:00.000Z", etag: "", backups: 0, state: "ok", ...facts };
}

const ROWS = [
  row("harbour", { name: "The Harbour", kind: "storycore", size: 30, savedAt: "2026-11-20T12:00:02.000Z" }),
  row("apples", { name: "apples", size: 20, savedAt: "2026-11-20T12:00:03.000Z", state: "broken" }),
  row("zebra", { name: "A zebra", size: 10, savedAt: "2026-11-20T12:00:01.000Z" }),
];

/** @param {Partial<typeof PLAIN>} wish */
function ids(wish) {
  return chosenRows(ROWS, { ...PLAIN, ...wish }).map(({ id }) => id);
}

test("all rows stand in the order that is wished for", () => {
  assert.deepEqual(ids({}), ["apples", "harbour", "zebra"]);
  assert.deepEqual(ids({ order: "asc" }), ["zebra", "harbour", "apples"]);
  assert.deepEqual(ids({ sort: "name", order: "asc" }), ["zebra", "apples", "harbour"]);
  assert.deepEqual(ids({ sort: "size", order: "desc" }), ["harbour", "apples", "zebra"]);
});

test("rows are found by name or id, by kind and by state", () => {
  assert.deepEqual(ids({ q: "HARB" }), ["harbour"]);
  assert.deepEqual(ids({ q: "zeb" }), ["zebra"]);
  assert.deepEqual(ids({ kind: "generic" }), ["apples", "zebra"]);
  assert.deepEqual(ids({ state: "broken" }), ["apples"]);
  assert.deepEqual(ids({ q: "a", kind: "storycore", state: "broken" }), []);
});

test("the rows that are given stay as they are", () => {
  const before = ROWS.map(({ id }) => id);
  ids({ sort: "name", order: "asc" });
  assert.deepEqual(ROWS.map(({ id }) => id), before);
});

test("what the browser remembers of a problem is its place and words, not each violation", () => {
  const problem = { code: "contract_broken", detail: "3 values", violations: Array.from({ length: 1000 }, () => "x") };
  assert.deepEqual(remembered(row("a", { state: "invalid", problem })).problem, { code: "contract_broken", detail: "3 values" });
  assert.deepEqual(remembered(row("a", { state: "broken", problem: { line: 2, column: 1 } })).problem, { line: 2, column: 1 });
  const fine = row("a");
  assert.equal(remembered(fine), fine);
});
