/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { doneWords } from "../../../static/dashboard/home/imports.js";

/** @param {Partial<import("../../../static/dashboard/home/import-entry.js").Done>} facts */
function done(facts) {
  return { id: "story", etag: "sha256-0", kept: null, isNew: false, isSame: false, ...facts };
}

test("what was imported is said, with what happened to the versions before", () => {
  assert.equal(doneWords([done({ isNew: true })]), "Imported story");
  assert.equal(doneWords([done({ kept: "a.json" })]), "Imported story; the version before is kept");
  assert.equal(doneWords([done({ isNew: true }), done({ isNew: true })]), "Imported 2 projects");
  assert.equal(doneWords([done({ kept: "a" }), done({ kept: "b" }), done({ isNew: true })]), "Imported 3 projects; the versions before are kept");
});

test("what was there already is not counted", () => {
  assert.match(doneWords([done({ isSame: true })]), /^Nothing was new/u);
  assert.equal(doneWords([done({ isSame: true }), done({ isNew: true, id: "other" })]), "Imported other");
});
