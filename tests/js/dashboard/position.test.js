/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { around, countLines, findProblem, offsetOf, placeOf } from "../../../static/dashboard/words/position.js";
import { scan } from "../../../static/dashboard/words/scan.js";

/** @type {readonly (readonly [text: string, line: number, column: number, says: RegExp])[]} */
const BROKEN = [
  ["", 1, 1, /no text/u],
  ["  \n ", 2, 2, /no text/u],
  ['{"a": 1,}', 1, 9, /comma too many/u],
  ['{"a": [1, 2,\n]}', 2, 1, /comma too many/u],
  ['{"a": 1 "b": 2}', 1, 9, /comma or \}/u],
  ['{"a": [1 2]}', 1, 10, /comma or \]/u],
  ['{"a" 1}', 1, 6, /colon/u],
  ["{a: 1}", 1, 2, /double quotes/u],
  ["{'a': 1}", 1, 2, /double quotes/u],
  ["{\"a\": 'x'}", 1, 7, /double quotes/u],
  ['{"a": NaN}', 1, 7, /NaN/u],
  ['{"a": -Infinity}', 1, 7, /./u],
  ['{"a": True}', 1, 7, /true, false or null/u],
  ['{"a": 01}', 1, 7, /number/u],
  ['{"a": 1.}', 1, 7, /number/u],
  ['{"a": +1}', 1, 7, /./u],
  ['{\n  // note\n  "a": 1}', 2, 3, /comments/u],
  ['{"a": "x\ny"}', 1, 9, /line/u],
  ['{"a": "\u0001"}', 1, 8, /control/u],
  ['{"a": "\\x"}', 1, 8, /After/u],
  ['{"a": "\\u12g4"}', 1, 8, /After/u],
  ['{"a": "x', 1, 9, /inside a string/u],
  ['{"a": {"b": 1}', 1, 15, /missing/u],
  ['{"a":', 1, 6, /value is missing/u],
  ['{"a": 1} {}', 1, 10, /after the end/u],
  ['{"😀": 1,, }', 1, 9, /value|key/u],
];

test("the place and the reason of a mistake are named", () => {
  for (const [text, line, column, says] of BROKEN) {
    const problem = findProblem(text);
    assert.deepEqual([problem?.line, problem?.column], [line, column], JSON.stringify(text));
    assert.ok(says.test(problem?.message ?? ""), `${JSON.stringify(text)}: ${problem?.message}`);
  }
});

test("a document has no problem", () => {
  const documents = ["{}", ' {"a": [1.0, -0, 1e3, 9007199254740993, "\\u00e9\\n", true, false, null, {}, []]}\n'];
  for (const text of documents) {
    assert.equal(findProblem(text), null);
    assert.equal(scan(text), null);
  }
});

test("what is JSON but no object is said to be none", () => {
  for (const text of ["[]", " 1", '"{}"', "null"]) assert.ok(/starts with \{/u.test(findProblem(text)?.message ?? ""));
});

test("the scanner refuses exactly what JSON.parse refuses", () => {
  const seed = '{"a": [1, -2.5e3, "x\\"\\u00e9"], "b": {"c": null, "d": true}}';
  for (let at = 0; at < seed.length; at += 1) {
    for (const mark of ["", ",", '"', "}", "]", "{", "0", "-", "\\", "e", ".", "\n", "x", ":"]) {
      const text = seed.slice(0, at) + mark + seed.slice(at + 1);
      assert.equal(scan(text) === null, parses(text), JSON.stringify(text));
    }
  }
});

test("deep nesting is a problem, not a crash", () => {
  assert.ok(/200/u.test(findProblem("[".repeat(100_000))?.message ?? ""));
});

test("offsets and places lead to each other", () => {
  const text = '{\n  "😀": "x",\n\n  "b": 1\n}';
  for (const offset of [0, 2, 4, 12, 15, text.length]) assert.equal(offsetOf(text, placeOf(text, offset)), offset);
  assert.equal(offsetOf(text, { line: 99, column: 1 }), text.length);
  assert.equal(countLines(text), 5);
});

test("the text around a place is cut to what fits", () => {
  const text = `{\n"a": "${"x".repeat(500)}",,\n"b": 1\n}\n`;
  const rows = around(text, { line: 2, column: 509 });
  assert.deepEqual(rows.map((row) => row.line), [1, 2, 3, 4]);
  const marked = rows[1];
  assert.equal(marked?.text.charAt(marked.caret ?? -1), ",");
  assert.ok((marked?.text.length ?? 999) <= 96);
});

/** @param {string} text */
function parses(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
