/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { tooLongIn, typedTooLong } from "../../../static/dashboard/data/digits.js";

test("a number that a browser would round is found", () => {
  assert.deepEqual(tooLongIn('{"id": 9007199254740993}'), ["9007199254740993"]);
  assert.deepEqual(tooLongIn('{"x": [1, 0.12345678901234567891]}'), ["0.12345678901234567891"]);
  assert.deepEqual(tooLongIn('{"x": 123456789012345e999}'), ["123456789012345e999"]);
});

test("a number that is only written in another way is none", () => {
  for (const number of ["9007199254740992", "1.0", "-0", "1e2", "1000000000000000000000", "100000000000000000000.000", "0.10000000000000000", "-1234567890123456e-3"]) {
    assert.deepEqual(tooLongIn(`{"n": ${number}}`), [], number);
  }
});

test("digits in texts are no numbers", () => {
  assert.deepEqual(tooLongIn('{"9007199254740993": "9007199254740993 \\" 9007199254740993"}'), []);
});

test("numbers that nobody touched are no reason to stop saving, others are", () => {
  const before = ["9007199254740993", "9007199254740995"];
  assert.equal(typedTooLong('{"a": 9007199254740993, "b": 9007199254740995, "c": "x"}', before), null);
  assert.equal(typedTooLong('{"a": 9007199254740993, "b": 9007199254740997}', before), "9007199254740997");
  assert.equal(typedTooLong('{"a": 9007199254740995, "b": 9007199254740993}', before), "9007199254740995");
  assert.equal(typedTooLong('{"a": 1}', before), null);
});
