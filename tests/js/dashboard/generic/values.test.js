/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { dateOf, isRounded, linkOf, nameOf, readAs, turned, typeOf } from "../../../../static/dashboard/kinds/generic/values.js";

/** @type {(type: any, text: string) => any} */
const read = (type, text) => {
  const found = readAs(type, text);
  return "value" in found ? found.value : "refused";
};

test("numbers are read as JSON has them", () => {
  assert.deepEqual(["12", " -0.5 ", "1e3", "1.50"].map((text) => read("number", text)), [12, -0.5, 1000, 1.5]);
  assert.deepEqual(["", "two", "1,5", "0x10", "01", "1.", "NaN", "Infinity"].map((text) => read("number", text)), Array.from({ length: 8 }, () => "refused"));
});

test("a number with more digits than a browser keeps is refused, and the file is named", () => {
  const found = readAs("number", "9007199254740993");
  assert.ok("problem" in found && /Change it in the file/u.test(found.problem));
  assert.deepEqual(["9007199254740992", "0.1", "1e22"].map((text) => read("number", text)), [9007199254740992, 0.1, 1e22]);
  assert.deepEqual(["0.12345678901234567891", "1e999"].map((text) => read("number", text)), ["refused", "refused"]);
});

test("the type of a value is kept", () => {
  assert.deepEqual([read("text", "12"), read("yes-no", "true"), read("null", ""), read("null", "now a text")], ["12", true, null, "now a text"]);
});

test("a value is turned into another type as far as it says the same", () => {
  assert.deepEqual([turned("12", "number"), turned("x", "number"), turned(12, "text"), turned(true, "text"), turned("true", "yes-no"), turned(0, "null"), turned(true, "number")], [12, 0, "12", "true", true, null, 1]);
});

test("types, and integers that a browser has rounded, are told", () => {
  assert.deepEqual([null, 1, true, "", [], {}].map(typeOf), ["null", "number", "yes-no", "text", "list", "object"]);
  assert.deepEqual([Number("9007199254740993"), 2 ** 53 - 1, 1.5].map(isRounded), [true, false, false]);
});

test("only web addresses are links", () => {
  assert.deepEqual(["https://example.org/a?b", "HTTP://x.y"].map((text) => linkOf(text) !== null), [true, true]);
  assert.deepEqual(["javascript:alert(1)", "https://a b", "see https://x.y", "//x.y", "https://", "data:text/html,x", 3, null].map(linkOf), Array.from({ length: 8 }, () => null));
});

test("dates are found in texts and milliseconds", () => {
  assert.deepEqual(["2026-11-20", "2026-11-20T08:00:00.000Z", "2026-11-20 08:00", 1_764_230_400_000].map((value) => dateOf(value) !== null), [true, true, true, true]);
  assert.equal(dateOf("2026-11-20")?.isDay, true);
  assert.deepEqual(["2026-13-45", "20.11.2026", "2026", 2026, 12.5, 1e20, "", null].map(dateOf), Array.from({ length: 8 }, () => null));
});

test("an item is called by what it says of itself", () => {
  assert.deepEqual([nameOf({ id: 3, title: " Dawn " }), nameOf({ id: 3 }), nameOf({ name: "" }), nameOf([1]), nameOf(JSON.parse('{"__proto__": {"name": "x"}}'))], ["Dawn", "3", "", "", ""]);
});
