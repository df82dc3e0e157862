/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { choicesFor, decisionWords, policyOf, putChoices, valueOf } from "../../../static/dashboard/conflict/deciding.js";

const TITLE = { path: "/title", base: "Dawn", mine: "Dusk", theirs: "Noon" };
const TAGS = { path: "/tags", base: ["a"], mine: ["a", "b"], theirs: ["a", "c"] };

test("of two lists both can stay, of other values one", () => {
  assert.deepEqual(choicesFor(TITLE), ["mine", "theirs"]);
  assert.deepEqual(choicesFor(TAGS), ["mine", "theirs", "both"]);
  assert.deepEqual(valueOf(TAGS, "both"), ["a", "c", "b"]);
  assert.equal(valueOf(TITLE, "both"), "Noon");
});

test("the server merges by mine only if all is mine", () => {
  assert.equal(policyOf(["mine", "mine"]), "mine");
  assert.equal(policyOf(["mine", "theirs"]), "theirs");
  assert.equal(policyOf(["both"]), "theirs");
  assert.equal(policyOf([]), "theirs");
});

test("what was chosen stands in the merged document, and what nobody chose is as the file has it", () => {
  const document = { title: "Noon", tags: ["a", "c"], other: "merged" };
  assert.deepEqual(putChoices(document, [TITLE, TAGS], ["mine", "both"]), []);
  assert.deepEqual(document, { title: "Dusk", tags: ["a", "c", "b"], other: "merged" });
});

test("a place that was changed again meanwhile is left alone, and said", () => {
  const document = { title: "Midnight", tags: ["a", "c"] };
  assert.deepEqual(putChoices(document, [TITLE, TAGS], ["mine", "theirs"]), [TITLE]);
  assert.deepEqual(document, { title: "Midnight", tags: ["a", "c"] });
});

test("a value that only one side has comes and goes with its side", () => {
  const document = { theirs: 1 };
  putChoices(document, [{ path: "/theirs", theirs: 1 }, { path: "/mine", mine: 2 }], ["mine", "mine"]);
  assert.deepEqual(document, { mine: 2 });
});

test("a decision is said in one sentence", () => {
  assert.equal(decisionWords(["mine", "theirs", "mine"]), "Decided: 2 of yours, 1 of the file's. What lost is kept in the history.");
});
