/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { parseExact } from "../../static/dashboard/exact.js";
import { routeOf } from "../../static/dashboard/router.js";
import { tidy } from "../../static/dashboard/tidy.js";
import { tokenIn } from "../../static/dashboard/token.js";

test("tidying lays out and keeps every number, string and key order as written", () => {
  const text = '{"b":9007199254740993,"a":[1.0,-0,1E5,{}, [ ] ,{"x":"a, b: {c} \\"d\\" \\\\"}],\n"2":"",  "1":null}';
  const lines = [
    "{", '  "b": 9007199254740993,', '  "a": [', "    1.0,", "    -0,", "    1E5,", "    {},", "    [],", "    {",
    '      "x": "a, b: {c} \\"d\\" \\\\"', "    }", "  ],", '  "2": "",', '  "1": null', "}", "",
  ];
  assert.equal(tidy(text), lines.join("\n"));
});

test("tidying what is tidy changes nothing", () => {
  const document = { a: [1, { b: [] }, "x"], c: {}, d: { e: null } };
  const text = `${JSON.stringify(document, null, 2)}\n`;
  assert.equal(tidy(text), text);
  assert.equal(tidy("{ }"), "{}\n");
});

test("a megabyte in one string is no trouble", () => {
  const text = `{"image":"${"A".repeat(1_000_000)}\\""}`;
  assert.equal(JSON.parse(tidy(text)).image.length, 1_000_001);
});

test("values for showing are parsed whole", () => {
  const parsed = parseExact('{"a":[1,"x",null],"n":9007199254740993}');
  assert.deepEqual(parsed.a, [1, "x", null]);
  if ("rawJSON" in JSON) assert.equal(JSON.stringify(parsed.n), "9007199254740993");
});

test("the address names a project or the list", () => {
  assert.deepEqual(routeOf("#/p/my-story_2"), { page: "project", id: "my-story_2" });
  for (const hash of ["", "#/", "#/p/", "#/p/../x", "#/p/A", "#/p/a?b", "#token=1"]) assert.deepEqual(routeOf(hash), { page: "list" });
});

test("the token is taken out of the address and the rest stays", () => {
  assert.deepEqual(tokenIn("#token=a%2Bb"), { token: "a+b", rest: "" });
  assert.deepEqual(tokenIn("#/p/story&token=abc"), { token: "abc", rest: "#/p/story" });
  assert.deepEqual(tokenIn("#token=%"), { token: "%", rest: "" });
  assert.equal(tokenIn("#/p/token"), null);
});
