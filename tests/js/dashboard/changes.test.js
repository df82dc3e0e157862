/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { firstOf, groupsOf, keyOf, moveOf } from "../../../static/dashboard/changes/groups.js";
import { formOf, growth } from "../../../static/dashboard/changes/pairs.js";
import { keyWords, placeWords, singular } from "../../../static/dashboard/changes/places.js";
import { countSentence, countSigns, totalWords } from "../../../static/dashboard/changes/words.js";

/** @import { Change } from "../../../static/dashboard/server-types.js" */

const PICTURE = "data:image/png;base64,iVBORw0KGgo=";

test("keys are said as people write", () => {
  assert.deepEqual(["cameraAngle", "camera_angle", "camera-angle", "image_data_url", "shotId", "QA", "URL", "n"].map(keyWords),
    ["Camera angle", "Camera angle", "Camera angle", "Image data URL", "Shot ID", "QA", "URL", "N"]);
});

test("a key that is no name stays as it is, and a very long one is cut", () => {
  assert.deepEqual(["12 Main St.", "größe", "a/b~c", "__proto__"].map(keyWords), ["12 Main St.", "größe", "a/b~c", "__proto__"]);
  assert.deepEqual(["", "  "].map(keyWords), ["(no name)", "(no name)"]);
  assert.equal(keyWords("x".repeat(500)).length, 80);
});

test("an item of a list is said in the singular", () => {
  assert.deepEqual(["shots", "audioPhrases", "categories", "boxes", "branches", "classes", "analysis", "glass", "data"].map(singular),
    ["Shot", "Audio phrase", "Category", "Box", "Branch", "Class", "Analysis", "Glass", "Data"]);
});

test("a place is said in words, from the project or from the item that it is in", () => {
  assert.equal(placeWords("/title"), "Title");
  assert.equal(placeWords("/shots/2/metadata/cameraAngle"), "Shot 3 › Metadata › Camera angle");
  assert.equal(placeWords("/shots/2/metadata/cameraAngle", "/shots/2"), "Metadata › Camera angle");
  assert.equal(placeWords("/shots/2/tags/0", "/shots/2"), "Tag 1");
  assert.equal(placeWords("/grid/0/4"), "Grid 1 › 5");
  assert.equal(placeWords("/a~1b/c~0d"), "a/b › c~d");
});

test("changes come together by the item that they are in, also if it has moved", () => {
  const item = { path: "/shots/2", id: "s3", name: "A quiet harbour" };
  /** @type {Change[]} */
  const changes = [
    { op: "replace", path: "/title", from: "Dawn", to: "Dusk" },
    { op: "remove", path: "/shots/5/mood", from: "calm", item: { ...item, path: "/shots/5" } },
    { op: "replace", path: "/shots/2/prompt", from: "a", to: "b", item },
    { op: "replace", path: "/notes/rating/scale", from: 5, to: 6 },
  ];
  const groups = groupsOf(changes);
  assert.deepEqual(groups.map(({ lead, name }) => [lead, name]), [["The project itself", ""], ["Shot 6", "A quiet harbour"], ["Notes › Rating", ""]]);
  assert.deepEqual(groups[1]?.entries.map(({ label }) => label), ["Mood", "Prompt"]);
});

test("an item that came or went is one change of its own, also at the place of another", () => {
  const groups = groupsOf([
    { op: "remove", path: "/shots/1", from: { id: 1 }, item: { path: "/shots/1", id: 1, name: "1" } },
    { op: "add", path: "/shots/1", to: { id: 2 }, item: { path: "/shots/1", id: 2, name: "2" } },
  ]);
  assert.deepEqual(groups.map(({ isWhole, lead }) => [isWhole, lead]), [["removed", "Shot 2"], ["added", "Shot 2"]]);
  assert.equal(new Set(groups.flatMap(({ entries }) => entries.map(({ key }) => key))).size, 2);
});

test("items that moved are the order of their list", () => {
  const groups = groupsOf([
    { op: "move", path: "/shots/6", from: "/shots/2", item: { path: "/shots/6", id: "s", name: "The lamp" } },
    { op: "move", path: "/shots/1", from: "/shots/9" },
  ]);
  assert.deepEqual(groups.map(({ lead, entries }) => [lead, entries.map(({ label }) => label)]), [["Order of “Shots”", ["The lamp", "Shot 2"]]]);
  assert.deepEqual(moveOf({ op: "move", path: "/shots/6", from: "/shots/2" }), { from: 3, to: 7 });
  assert.equal(moveOf({ op: "move", path: "/shots/6" }), null);
});

test("what the server says of an item is not trusted to fit", () => {
  /** @type {any[]} */
  const odd = [{ path: "/b" }, { path: 3 }, null, { path: "/a/0", id: {}, name: null }];
  for (const item of odd) assert.equal(groupsOf([{ op: "replace", path: "/a/0/x", from: 1, to: 2, item }]).length, 1);
  assert.deepEqual(groupsOf([{ op: "replace", path: "", from: 1, to: 2 }])[0]?.entries.map(({ label }) => label), ["everything"]);
});

test("as many changes are shown as there is room for", () => {
  const changes = Array.from({ length: 10 }, (_, at) => /** @type {Change} */ ({ op: "replace", path: `/${at < 6 ? "a" : "b"}/k${at}`, from: 1, to: 2 }));
  const shown = (/** @type {number} */ room) => firstOf(groupsOf(changes), room).map(({ entries }) => entries.length);
  assert.deepEqual([0, 3, 6, 8, 50].map(shown), [[], [3], [6], [6, 2], [6, 4]]);
  assert.equal(keyOf(changes[0] ?? { op: "add", path: "" }), "replace /a/k0");
});

test("a change is shown as suits its values", () => {
  const form = (/** @type {unknown} */ from, /** @type {unknown} */ to) => formOf({ op: "replace", path: "/a", from, to });
  assert.equal(form(1, 2), "line");
  assert.equal(form(true, null), "line");
  assert.equal(form("a", "b"), "line");
  assert.equal(form("a", "a much longer text than fits on one line of a table"), "texts");
  assert.equal(form("a", "two\nlines"), "texts");
  assert.equal(form(PICTURE, `${PICTURE}${"A".repeat(99)}`), "values");
  assert.equal(form([1], "b"), "values");
  assert.equal(formOf({ op: "add", path: "/a", to: 1 }), "came");
  assert.equal(formOf({ op: "remove", path: "/a", from: 1 }), "gone");
  assert.equal(formOf({ op: "move", path: "/a/1", from: "/a/0" }), "move");
});

test("numbers say by how much they grew", () => {
  assert.equal(growth(4, 4.5), "+0.5");
  assert.equal(growth(0.1, 0.3), "+0.2");
  assert.equal(growth(10, 7), "−3");
  assert.equal(growth(3, 3), "");
  assert.equal(growth("3", 4), "");
});

test("counts are said in signs and in words", () => {
  const counts = { added: 3, replaced: 1200, removed: 1, moved: 0 };
  assert.deepEqual(countSigns(counts).map(({ sign, count }) => `${sign}${count}`), ["+3", "~1200", "−1"]);
  assert.equal(countSentence(counts), "3 added, 1,200 changed, 1 removed");
  assert.equal(totalWords(counts), "1,204 changes");
  assert.equal(countSentence({ added: 0, replaced: 0, removed: 0, moved: 0 }), "nothing different");
});
