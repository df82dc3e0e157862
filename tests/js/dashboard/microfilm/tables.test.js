/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { cellText, COLUMNS, linesFound, nextSort, pageOf, sortOf } from "../../../../static/dashboard/kinds/microfilm/tables.js";
import { ENGLISH } from "../../../../static/dashboard/kinds/microfilm/words/english.js";
import { ODD } from "./orders.js";

const line = (/** @type {number} */ seq, /** @type {object} */ facts) => ({ seq, at: "", user: "ada", event: "started", ...facts });
const WORDS = { yes: "yes", no: "no", number: ENGLISH.number, state: ENGLISH.table.state };

test("a cell says its value in words", () => {
  assert.equal(cellText(1762, "number", WORDS), "1,762");
  assert.equal(cellText(6006767, "code", WORDS), "6006767", "an id is no quantity");
  assert.equal(cellText([1, 2], "range", WORDS), "1–2");
  assert.equal(cellText([3, 3], "range", WORDS), "3");
  assert.equal(cellText(true, "flag", WORDS), "yes");
  assert.equal(cellText("filming", "state", WORDS), "on the camera");
  assert.equal(cellText("constructor", "state", WORDS), "constructor");
  assert.equal(cellText(null, "text", WORDS), "");
});

test("a cell survives whatever the document holds, and stays short", () => {
  for (const odd of ODD) {
    for (const kind of /** @type {const} */ (["text", "name", "number", "range", "flag", "code", "state"])) {
      const text = cellText(odd, kind, WORDS);
      assert.ok(typeof text === "string" && (kind === "state" || text.length <= 130), `${kind}: ${text.slice(0, 40)}`);
    }
  }
});

test("a head sorts up, then down, then as the document has it", () => {
  assert.deepEqual([nextSort("", "name"), nextSort("name", "name"), nextSort("-name", "name"), nextSort("-name", "pages")], ["name", "-name", "", "pages"]);
  assert.deepEqual([sortOf("name", "name"), sortOf("-name", "name"), sortOf("name", "pages")], ["ascending", "descending", "none"]);
});

test("pages count from one", () => {
  assert.deepEqual(pageOf(0, 1762), { first: 1, last: 50, hasBefore: false, hasMore: true });
  assert.deepEqual(pageOf(1750, 1762), { first: 1751, last: 1762, hasBefore: true, hasMore: false });
  assert.deepEqual(pageOf(0, 0), { first: 0, last: 0, hasBefore: false, hasMore: false });
});

test("every column has a title in the words", () => {
  for (const column of Object.values(COLUMNS).flat()) assert.equal(typeof ENGLISH.table.columns[column.title], "string", column.field);
});

test("lines of the ledger are found by roll, event and words, the newest first", () => {
  const lines = [line(1, { roll: 1 }), line(2, { roll: 2, event: "failed", reason: "the lamp burnt out" }), line(3, { roll: 1, event: "completed", number: "10000001", makes: { id: "T1", usable: 9 } })];
  const found = (/** @type {Partial<{roll: string, event: string, text: string}>} */ wish) => linesFound(lines, { roll: "", event: "", text: "", ...wish }).map(({ seq }) => seq);
  assert.deepEqual(found({}), [3, 2, 1]);
  assert.deepEqual(found({ roll: "1" }), [3, 1]);
  assert.deepEqual(found({ event: "failed" }), [2]);
  assert.deepEqual(found({ text: "LAMP burnt" }), [2]);
  assert.deepEqual(found({ text: "t1" }), [3]);
  assert.deepEqual(found({ text: "nothing" }), []);
});
