/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { binWords, durationWords, importedWords, pixelWords, rateWords, removedWords, shownWords } from "../../../static/dashboard/kinds/pixellab/words.js";

test("durations are said as short as they can be understood", () => {
  assert.deepEqual([null, 0, 0.812, 2.445, 9.94, 9.96, 59.4, 60, 346.98, 3600, 86_461].map(durationWords), [
    "–", "0 s", "0.8 s", "2.4 s", "9.9 s", "10 s", "59 s", "1 min 0 s", "5 min 47 s", "1 h 0 min", "24 h 1 min",
  ]);
});

test("a rate is never said to be whole where something is missing", () => {
  assert.deepEqual([null, 0, 0.5, 33 / 35, 0.9999, 1].map(rateWords), ["–", "0 %", "50 %", "94 %", "99.9 %", "100 %"]);
});

test("sizes, bins and counts are said in words", () => {
  assert.deepEqual([pixelWords({ width: 64, height: 32 }), pixelWords({ width: 64, height: null }), pixelWords({ width: null, height: null })], ["64 × 32", "64 × ?", "–"]);
  assert.deepEqual([binWords({ from: 2, to: 4 }), binWords({ from: 8, to: Infinity })], ["2 to 4", "8 and more"]);
  assert.deepEqual([shownWords(36, 36), shownWords(1, 36), shownWords(1, 1)], ["36 jobs", "1 of 36 jobs", "1 job"]);
});

test("what was done is said with its number", () => {
  assert.deepEqual([removedWords(["job-3"]), removedWords([""]), removedWords(["a", "b"])], ["Removed job-3", "Removed a job", "Removed 2 jobs"]);
  assert.deepEqual([importedWords(2, 2), importedWords(1, 2), importedWords(3, 9), importedWords(0, 4)], [
    "Imported 2 jobs", "Imported 1 job; 1 was here already", "Imported 3 jobs; 6 were here already",
    "Nothing to import: all of these jobs are here already",
  ]);
});
