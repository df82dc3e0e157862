/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { parseExact } from "../../../static/dashboard/words/exact.js";

test("values for showing are parsed whole", () => {
  const parsed = parseExact('{"a":[1,"x",null],"n":9007199254740993}');
  assert.deepEqual(parsed.a, [1, "x", null]);
  if ("rawJSON" in JSON) assert.equal(JSON.stringify(parsed.n), "9007199254740993");
});
