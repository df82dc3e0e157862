/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { arrivalWords } from "../../../static/dashboard/project/arrival-words.js";

test("what others did is said with its place and its number", () => {
  assert.equal(arrivalWords({ why: "hand-edit", changes: 3 }), "3 values changed in the file");
  assert.equal(arrivalWords({ why: "hand-edit", changes: 1 }), "1 value changed in the file");
  assert.equal(arrivalWords({ why: "restore", changes: 2 }), "2 values changed by a restore");
  assert.equal(arrivalWords({ why: "save" }), "Changed in another window");
});
