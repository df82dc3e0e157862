/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { clock, countWords, exactTime, idFrom, shortHash, shortValue, sizeWords, timeWords } from "../../../static/dashboard/words/format.js";

/** @param {...number} parts */
function local(...parts) {
  const [year = 2026, month = 0, day = 1, hour = 0, minute = 0, second = 0] = parts;
  return new Date(year, month, day, hour, minute, second);
}

const NOW = local(2026, 10, 20, 12, 0, 0);

/** @param {Date} then */
function ago(then) {
  return timeWords(then.toISOString(), NOW);
}

test("sizes are said with at most two digits that matter", () => {
  const said = [0, 1, 999, 1000, 4210, 9_949, 9_950, 68_051, 999_499, 999_500, 2_545_000, 3e9].map(sizeWords);
  assert.deepEqual(said, [
    "0 bytes", "1 byte", "999 bytes", "1 kB", "4.2 kB", "9.9 kB", "10 kB", "68 kB", "999 kB", "1 MB", "2.5 MB", "3 GB",
  ]);
});

test("a time of today is said as an age", () => {
  assert.equal(ago(local(2026, 10, 20, 11, 59, 30)), "just now");
  assert.equal(ago(local(2026, 10, 20, 11, 59, 0)), "1 minute ago");
  assert.equal(ago(local(2026, 10, 20, 11, 1, 0)), "59 minutes ago");
  assert.equal(ago(local(2026, 10, 20, 9, 10, 0)), "2 hours ago");
});

test("an older time is said as a date, with the year when it is another one", () => {
  assert.equal(ago(local(2026, 10, 19, 9, 5)), "yesterday at 09:05");
  assert.equal(ago(local(2026, 2, 12, 9, 5)), "12 March at 09:05");
  assert.equal(ago(local(2024, 2, 12, 9, 5)), "12 March 2024 at 09:05");
});

test("a clock that runs ahead is not said to be in the past", () => {
  assert.equal(ago(local(2026, 10, 20, 12, 0, 20)), "just now");
  assert.equal(ago(local(2026, 10, 21, 8, 30)), "on 21 November at 08:30");
});

test("what is no time is said to be unknown", () => {
  assert.equal(timeWords(""), "at an unknown time");
  assert.equal(exactTime("soon"), "");
  assert.equal(clock(""), "an unknown time");
});

test("the exact time shows seconds and the text of the server", () => {
  const iso = local(2026, 10, 20, 14, 3, 22).toISOString();
  assert.equal(clock(iso), "14:03:22");
  assert.equal(exactTime(iso), `20 November 2026, 14:03:22 (${iso})`);
});

test("things are counted in words", () => {
  assert.equal(countWords(1, "project"), "1 project");
  assert.equal(countWords(10_000, "project"), "10,000 projects");
});

test("a long value is cut in the middle", () => {
  assert.equal(shortValue({ a: [1, "x"] }), '{"a":[1,"x"]}');
  assert.equal(shortValue("a".repeat(100), 11), '"aaaa…aaaa"');
  assert.equal(shortValue(undefined), "");
});

test("a hash is shown by its first digits", () => {
  assert.equal(shortHash(`sha256-${"1f3a9c0b2d4e".padEnd(64, "0")}`), "1f3a9c0b2d4e");
});

test("a file name proposes an id", () => {
  assert.equal(idFrom("Plan (1).json"), "plan-1");
  assert.equal(idFrom("Über Größe.JSON"), "uber-gro-e");
  assert.equal(idFrom("_private.json"), "private");
  assert.equal(idFrom("💾.json"), "");
});
