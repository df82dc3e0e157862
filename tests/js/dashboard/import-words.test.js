/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { countsWords, effectWords, importWords, modesOf, sumWords } from "../../../static/dashboard/home/import-words.js";

/** @import { Preview } from "../../../static/dashboard/home/import-words.js" */

/**
 * @param {Preview["action"]} action
 * @param {Partial<Preview["counts"]>} [counts]
 * @returns {Preview}
 */
function preview(action, counts = {}) {
  return { id: "story", action, kind: "storycore", size: 4950, counts: { added: 0, removed: 0, replaced: 0, moved: 0, ...counts }, changes: [], truncated: false, warnings: [] };
}

test("what an import does is one sentence, and a change says that the version before is kept", () => {
  assert.equal(effectWords(preview("create"), "Film project"), "Makes story (Film project, 5 kB)");
  assert.equal(effectWords(preview("save", { replaced: 3, added: 1200 }), "Film project"), "Changes story: 3 changed, 1,200 added. The version before is kept.");
  assert.match(effectWords(preview("unchanged"), "Film project"), /exactly this already/u);
});

test("a save that changes no value says so", () => {
  assert.equal(countsWords(preview("save").counts), "nothing but its layout");
});

test("several documents are counted by what becomes of them", () => {
  assert.equal(sumWords([preview("create"), preview("create"), preview("save"), preview("unchanged")]), "Makes 2 projects, changes 1 project, 1 unchanged");
});

test("each format has its ways, with at least one that makes nothing twice", () => {
  for (const format of /** @type {const} */ (["json", "local-storage", "csv", "zip"])) assert.ok(modesOf(format).some(([mode]) => mode === "update"));
});

test("the button says how many files it takes in", () => {
  assert.deepEqual([1, 3].map(importWords), ["Import", "Import 3 files"]);
});
