/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { collectionsOf, downloadsOf, snippetsOf } from "../../../static/dashboard/share/sharing.js";

test("a document of no kind has a table for each list of objects", () => {
  const document = { title: "x", books: [{ id: 1 }], tags: ["a"], empty: [], mixed: [{}, null] };
  assert.deepEqual(collectionsOf(document, undefined), [{ name: "books", title: "books" }]);
  assert.deepEqual(collectionsOf(null, undefined), []);
});

test("the file comes first, tables only where there are some", () => {
  assert.deepEqual(downloadsOf("story", "/api/projects/story", []).map(({ title }) => title), ["The file itself"]);
  const [, , tables] = downloadsOf("story", "/api/projects/story", [{ name: "my shots", title: "Shots" }]);
  assert.deepEqual(tables?.files, [
    { label: "Shots", path: "/api/projects/story/export?format=csv&collection=my%20shots&bom=1", name: "story-my shots.csv" },
  ]);
});

test("what is copied leads back to the project", () => {
  const texts = snippetsOf("story", { folder: "data", origin: "http://127.0.0.1:8787" }).map(({ text }) => text);
  assert.equal(texts[0], "data/story.json");
  assert.equal(texts[1], "http://127.0.0.1:8787/#/p/story");
});
