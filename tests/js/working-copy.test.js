/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { LARGE, WorkingCopy, isVersion } from "../../static/client/working-copy.js";

const large = { items: Array.from({ length: 2000 }, (_, id) => ({ id, text: "x".repeat(60) })) };
/** As the server lays files out. @param {any} document */
const laidOut = (document) => `${JSON.stringify(document, null, 2)}\n`;

/**
 * Return a copy of a version, with the text that the server has sent.
 * @param {any} document
 */
function copyOf(document) {
  const copy = new WorkingCopy({});
  copy.take(structuredClone(document), "sha256-a", laidOut(document));
  return copy;
}

/** @param {any} document */
function failing(document) {
  document.items.length = 0;
  throw new Error("no");
}

test("a large text is kept as it came", () => {
  const copy = copyOf(large);
  assert.ok(laidOut(large).length > LARGE);
  assert.equal(copy.text, laidOut(large));
  assert.equal(copy.baseText, copy.text);
});

test("a small text is kept as the page writes it", () => {
  assert.equal(copyOf({ n: 1 }).text, '{"n":1}');
});

test("a small document that a function does not change is not edited", () => {
  const copy = copyOf({ n: 1 });
  assert.equal(copy.edit(() => undefined, 5), false);
  assert.equal(copy.isDirty, false);
});

test("a large document that a second function does not change is not edited again", () => {
  const copy = copyOf(large);
  assert.equal(copy.edit((document) => void document.items.pop(), 5), true);
  assert.equal(copy.edit(() => undefined, 6), false);
  assert.equal(copy.editedAt, 5);
});

test("a function that throws leaves a large document as it was", () => {
  const copy = copyOf(large);
  assert.throws(() => copy.edit(failing, 5), /no/u);
  assert.deepEqual(copy.document, large);
});

test("a function that is not done when it returns changes nothing", () => {
  const copy = copyOf({ n: 1 });
  assert.throws(() => copy.edit(async (document) => void (document.n = 2), 5), TypeError);
  assert.deepEqual(copy.document, { n: 1 });
});

test("what a person made of two versions is an edit of the one on the server", () => {
  const copy = copyOf({ title: "base" });
  copy.edit((document) => void (document.title = "mine"), 5);
  copy.replace({ title: "both" }, { theirs: { title: "theirs" }, current: "sha256-b" }, 6);
  assert.deepEqual([copy.document, copy.base, copy.baseText], [{ title: "both" }, "sha256-b", '{"title":"theirs"}']);
  assert.deepEqual([copy.isDirty, copy.editedAt], [true, 6]);
});

test("what is no JSON takes nothing's place", () => {
  const copy = copyOf({ title: "base" });
  copy.edit((document) => void (document.title = "mine"), 5);
  assert.throws(() => copy.replace({ big: 10n }, { theirs: {}, current: "sha256-b" }, 6), TypeError);
  assert.deepEqual([copy.document, copy.base], [{ title: "mine" }, "sha256-a"]);
});

test("a hash tells whether a version is exactly a document, where that is little work", async () => {
  const copy = copyOf({ n: 1 });
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(laidOut({ n: 1 })));
  const etag = `sha256-${Buffer.from(bytes).toString("hex")}`;
  assert.equal(await isVersion(etag, copy), true);
  assert.equal(await isVersion("sha256-00", copy), false);
  assert.equal(await isVersion(etag, copyOf({ text: "x".repeat(2 * 10 * LARGE) })), null);
});
