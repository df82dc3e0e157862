/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { HoldfastError } from "../../../static/client/errors.js";
import { troubleOf } from "../../../static/dashboard/home/other-files.js";

test("values that both sides changed are named, and can be decided", () => {
  const conflicts = ["/title", "/books/2/read"].map((path) => ({ path }));
  const trouble = troubleOf(new HoldfastError({ code: "stale_base", detail: "", status: 409, conflicts }));
  assert.deepEqual([trouble.canDecide, trouble.paths], [true, ["/title", "/books/2/read"]]);
  assert.match(trouble.text, /same 2 values/u);
});

test("a copy without a common ancestor says what to do instead", () => {
  const trouble = troubleOf(new HoldfastError({ code: "base_unknown", detail: "", status: 412 }));
  assert.equal(trouble.canDecide, false);
  assert.match(trouble.text, /Adopt/u);
});

test("any other problem is said as the server says it", () => {
  assert.equal(troubleOf(new HoldfastError({ code: "file_broken", detail: "line 2 is broken", status: 422 })).text, "line 2 is broken");
  assert.equal(troubleOf(new TypeError("odd")).text, "odd");
});
