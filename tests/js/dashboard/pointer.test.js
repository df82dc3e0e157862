/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { keysOf, placeWords, pointerOf, setAt, valueAt } from "../../../static/dashboard/words/pointer.js";

test("a pointer and its keys say the same", () => {
  const keys = ["a/b", "m~n", "", "0"];
  assert.equal(pointerOf(keys), "/a~1b/m~0n//0");
  assert.deepEqual(keysOf("/a~1b/m~0n//0"), keys);
  assert.deepEqual(keysOf(""), []);
});

test("a value is found, and what is inherited is not", () => {
  const document = { shots: [{ prompt: "fog" }] };
  assert.equal(valueAt(document, "/shots/0/prompt"), "fog");
  assert.equal(valueAt(document, "/shots/1/prompt"), undefined);
  assert.equal(valueAt(document, "/constructor"), undefined);
  assert.equal(valueAt(document, ""), document);
});

test("a value is put in, taken out of an object and out of a list", () => {
  const document = JSON.parse('{"a": {"b": 1}, "list": [1, 2, 3], "__proto__": {"x": 1}}');
  assert.equal(setAt(document, "/a/c", 2), true);
  assert.equal(setAt(document, "/list/1", undefined), true);
  assert.equal(setAt(document, "/a/b", undefined), true);
  assert.equal(setAt(document, "/__proto__/x", 2), true);
  assert.equal(JSON.stringify(document), '{"a":{"c":2},"list":[1,3],"__proto__":{"x":2}}');
  assert.equal(/** @type {any} */ ({}).x, undefined);
});

test("nothing is put where there is no place for it", () => {
  const document = { a: 1 };
  assert.equal(setAt(document, "/a/b", 1), false);
  assert.equal(setAt(document, "", 1), false);
  assert.deepEqual(document, { a: 1 });
});

test("places are counted from one", () => {
  assert.equal(placeWords("/shots/2/prompt"), "shots › 3 › prompt");
  assert.equal(placeWords(""), "the whole document");
});
