/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { sortedBy, wishOf } from "../../../static/dashboard/home/wish.js";

/** @type {{sort: string, order: "asc" | "desc"}} */
const PREFERRED = { sort: "size", order: "asc" };

/** @param {string} query */
function wish(query) {
  return wishOf(new URLSearchParams(query), PREFERRED);
}

test("an address that says nothing wishes for all, sorted as the person last sorted", () => {
  assert.deepEqual(wish(""), { q: "", kind: "", state: "", ...PREFERRED });
});

test("an address says what is searched, filtered and sorted", () => {
  assert.deepEqual(wish("q=dawn&kind=storycore&state=invalid&sort=name&order=desc"), { q: "dawn", kind: "storycore", state: "invalid", sort: "name", order: "desc" });
  assert.deepEqual([wish("sort=name").order, wish("sort=savedAt").order, wish("sort=savedAt&order=up").order], ["asc", "desc", "desc"]);
});

test("what nobody knows in an address is passed over", () => {
  assert.deepEqual(wish("sort=constructor&state=__proto__&order=asc"), { q: "", kind: "", state: "", ...PREFERRED });
});

test("the head of a column sorts by it, and then the other way round", () => {
  assert.deepEqual(sortedBy({ sort: "savedAt", order: "desc" }, "name"), { sort: "name", order: "asc" });
  assert.deepEqual(sortedBy({ sort: "name", order: "asc" }, "name"), { sort: "name", order: "desc" });
  assert.deepEqual(sortedBy({ sort: "name", order: "desc" }, "size"), { sort: "size", order: "desc" });
});
