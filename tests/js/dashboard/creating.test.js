/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { beginning, kindsByHand } from "../../../static/dashboard/home/creating.js";

/**
 * @param {string} name
 * @param {Record<string, unknown>} [template]
 * @param {string | null} [contract]
 */
function kind(name, template = { name: "Dawn" }, contract = null) {
  return { name, title: name, description: "", contract, collections: [], template };
}

test("any document comes first, and what only the program makes is not offered", () => {
  const offered = kindsByHand([kind("pixellab"), kind("film-ledger"), kind("todo"), kind("generic")]);
  assert.deepEqual(offered.map(({ name }) => name), ["generic", "pixellab", "todo"]);
});

test("a document that does not show its kind by its shape names the contract", () => {
  assert.deepEqual(beginning(kind("todo", { name: "Dawn" }, "/contracts/todo.schema.json")), { $schema: "/contracts/todo.schema.json", name: "Dawn" });
  assert.deepEqual(beginning(kind("generic")), { name: "Dawn" });
  assert.deepEqual(beginning(kind("pixellab", { jobs: [], lastJobId: 1 }, "/contracts/pixellab.schema.json")), { jobs: [], lastJobId: 1 });
  assert.deepEqual(beginning(undefined), {});
});
