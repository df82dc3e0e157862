/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { Cache } from "../../static/client/cache.js";
import { FakeStorage, database } from "./browser.js";

const about = { baseEtag: "sha256-a", editedAt: 7, dirty: true };
const long = JSON.stringify({ text: "x".repeat(6_000_000) });

/** @typedef {{storage?: any, texts?: Map<string, string>}} Stores */

/**
 * Return the cache of a project as one tab has it.
 * @param {string} tab
 * @param {Stores} stores
 */
function cacheOf(tab, { storage, texts }) {
  return new Cache("story", tab, storage, texts && database(texts));
}

test("what localStorage takes is kept at once", async () => {
  const storage = new FakeStorage();
  assert.equal(cacheOf("one", { storage }).write('{"n":1}', about), true);
  const { edits } = await cacheOf("two", { storage }).read();
  assert.deepEqual(edits, [{ key: "holdfast/story/one", entry: { ...about, document: { n: 1 }, text: '{"n":1}' } }]);
});

test("the text of a document comes back as it was written, with its digits", async () => {
  const storage = new FakeStorage();
  const text = '{\n  "n": 1.0,\n  "big": 9007199254740993, "document": {"document": 1}\n}\n';
  cacheOf("one", { storage }).write(text, { ...about, dirty: false });
  assert.equal((await cacheOf("two", { storage }).read()).shared?.text, text);
});

test("what is too large is kept in IndexedDB, after a while", async () => {
  const stores = { storage: new FakeStorage(), texts: new Map() };
  const kept = cacheOf("one", stores).write(long, about);
  assert.notEqual(kept, true);
  assert.equal(await kept, true);
  assert.equal((await cacheOf("two", stores).read()).edits[0]?.entry.text, long);
});

test("a browser without any store keeps nothing", async () => {
  assert.equal(await cacheOf("one", {}).write('{"n":1}', about), false);
  assert.deepEqual(await cacheOf("one", {}).read(), { shared: null, edits: [] });
});

test("the later of two entries counts, wherever it is", async () => {
  const entry = (/** @type {number} */ editedAt) => JSON.stringify({ ...about, editedAt, document: { editedAt } });
  for (const [here, there] of [[1, 2], [2, 1]]) {
    const storage = new FakeStorage();
    storage.setItem("holdfast/story/one", entry(here ?? 0));
    const { edits } = await cacheOf("two", { storage, texts: new Map([["holdfast/story/one", entry(there ?? 0)]]) }).read();
    assert.deepEqual(edits[0]?.entry.document, { editedAt: 2 });
  }
});

test("what is no entry is passed over", async () => {
  const storage = new FakeStorage();
  for (const [tab, text] of [["a", "in IndexedDB"], ["b", "{"], ["c", "null"], ["d", '{"baseEtag":null,"document":{'], ["e", ""]]) {
    storage.setItem(`holdfast/story/${tab}`, text ?? "");
  }
  storage.setItem("holdfast/story", "7");
  assert.deepEqual(await cacheOf("one", { storage }).read(), { shared: null, edits: [] });
});

test("projects whose names begin alike have caches of their own", async () => {
  const storage = new FakeStorage();
  new Cache("story-2", "one", storage, undefined).write('{"n":2}', about);
  assert.deepEqual(await cacheOf("two", { storage }).read(), { shared: null, edits: [] });
});

test("a database that could not be opened once takes what comes later", async () => {
  const texts = new Map();
  const working = database(texts);
  let isShut = true;
  const factory = { open: () => (isShut ? assert.fail("shut") : working.open()) };
  const cache = new Cache("story", "one", undefined, /** @type {any} */ (factory));
  assert.equal(await cache.write('{"n":1}', about), false);
  isShut = false;
  assert.equal(await cache.write('{"n":2}', about), true);
  assert.match(texts.get("holdfast/story/one"), /"n":2/u);
});
