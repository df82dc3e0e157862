/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { idForFile, isDump, recognised, tableTargets } from "../../../static/dashboard/home/recognise.js";

/**
 * @param {string} name
 * @param {string} [head]
 * @param {string} [type]
 */
function formatOf(name, head = "", type = "") {
  return recognised({ name, type, head }).format;
}

test("a file is recognised by its name, its type and how it begins", () => {
  assert.deepEqual([formatOf("a.json"), formatOf("a.JSON"), formatOf("a", ' \n{"a"'), formatOf("a.txt", "\uFEFF[1]"), formatOf("a", "", "application/json")], ["json", "json", "json", "json", "json"]);
  assert.deepEqual([formatOf("a.csv"), formatOf("a.tsv"), formatOf("a", "", "text/csv")], ["csv", "csv", "csv"]);
  assert.deepEqual([formatOf("a.zip"), formatOf("download", "PK\u0003\u0004...")], ["zip", "zip"]);
});

test("what cannot be taken in says so, a workbook with the way round", () => {
  assert.equal(formatOf("photo.png", "\u0089PNG"), null);
  assert.match(recognised({ name: "jobs.xlsx", type: "", head: "PK\u0003\u0004" }).problem, /CSV/u);
});

test("a dump of localStorage is an object of texts, one of which is JSON", () => {
  assert.equal(isDump('{"state": "{\\"a\\": 1}", "theme": "dark"}'), true);
  for (const text of ['{"title": "Dawn"}', '{"a": "{broken"}', "{}", "[]", '["{}"]', "null", '{"a": "{}", "b": 1}', "{", ""]) assert.equal(isDump(text), false, text);
});

test("the id that a file proposes comes of its name without the ending", () => {
  assert.deepEqual(["Plan 7.json", "story.json", "Übersicht.tar", "計画.json", ".json", "a.b.json"].map(idForFile), ["plan-7", "story", "ubersicht", "project", "project", "a-b"]);
});

test("a table that was downloaded here names its project and its list", () => {
  assert.deepEqual(tableTargets("job_history-jobs (1).csv"), [{ id: "job_history-jobs", collection: "" }, { id: "job_history", collection: "jobs" }]);
  assert.deepEqual(tableTargets("a-b-c.csv").map(({ id, collection }) => `${id}/${collection}`), ["a-b-c/", "a-b/c", "a/b-c"]);
  assert.deepEqual(tableTargets("Große Tabelle.csv"), []);
});
