/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { parseExact } from "../../static/dashboard/words/exact.js";
import { tokenIn } from "../../static/dashboard/state/token.js";

test("values for showing are parsed whole", () => {
  const parsed = parseExact('{"a":[1,"x",null],"n":9007199254740993}');
  assert.deepEqual(parsed.a, [1, "x", null]);
  if ("rawJSON" in JSON) assert.equal(JSON.stringify(parsed.n), "9007199254740993");
});

test("the token is taken out of the address and the rest stays", () => {
  assert.deepEqual(tokenIn("#token=a%2Bb"), { token: "a+b", rest: "" });
  assert.deepEqual(tokenIn("#/p/story&token=abc"), { token: "abc", rest: "#/p/story" });
  assert.deepEqual(tokenIn("#token=%"), { token: "%", rest: "" });
  assert.equal(tokenIn("#/p/token"), null);
});
