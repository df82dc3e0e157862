/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { tokenIn } from "../../../static/dashboard/state/token.js";

test("the token is taken out of the address and the rest stays", () => {
  assert.deepEqual(tokenIn("#token=a%2Bb"), { token: "a+b", rest: "" });
  assert.deepEqual(tokenIn("#/p/story&token=abc"), { token: "abc", rest: "#/p/story" });
  assert.deepEqual(tokenIn("#token=%"), { token: "%", rest: "" });
  assert.equal(tokenIn("#/p/token"), null);
});
