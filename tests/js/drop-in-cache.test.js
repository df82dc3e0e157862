/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "../../static/client/drop-in-link.js";
import { leftBehind, patchesOf } from "../../static/client/drop-in-left.js";
import { agree, editedSince, overlaid, unmarked } from "../../static/client/storage-shim/beginning.js";
import { Cache } from "../../static/client/storage-shim/cache.js";
import { Keeper, markOf } from "../../static/client/storage-shim/keeper.js";
import { fingerprint } from "../../static/client/storage-shim/texts.js";

/**
 * A browser's storage that holds so many characters.
 * @param {Record<string, string>} [texts]
 */
function area(texts = {}, room = 1000) {
  const held = new Map(Object.entries(texts));
  return {
    held,
    get length() {
      return held.size;
    },
    /** @param {number} at */
    key: (at) => [...held.keys()][at] ?? null,
    /** @param {string} name */
    getItem: (name) => held.get(name) ?? null,
    /** @param {string} name */
    removeItem: (name) => void held.delete(name),
    /** @param {string} name @param {string} text */
    setItem(name, text) {
      if (text.length > room) throw new DOMException("full", "QuotaExceededError");
      held.set(name, text);
    },
  };
}

/** @param {Partial<import("../../static/client/storage-shim/cache.js").Mark>} [parts] */
const mark = (parts = {}) => ({ tab: "t", base: null, at: 1, isLarge: false, sent: [], ...parts });

test("a page begins with the file, and over it what was edited in the browser", () => {
  const texts = new Map([["a", "1"], ["b", "2"], ["large", "old"]]);
  const cached = new Map([["a", "mine"], ["c", "stale"]]);
  const edits = new Map([["a", mark()], ["b", mark()], ["large", mark({ isLarge: true })]]);
  assert.deepEqual([...overlaid(texts, cached, edits)], [["a", "mine"], ["large", "old"]]);
});

test("what a page wrote without the drop-in is told by its fingerprints", () => {
  const seen = new Map([["same", fingerprint("1")], ["other", fingerprint("1")], ["gone", fingerprint("1")], ["big", "-"]]);
  const cached = new Map([["same", "1"], ["other", "2"], ["fresh", "3"]]);
  assert.deepEqual(unmarked(cached, seen), ["other", "fresh", "gone"]);
});

test("what the browser held is taken over unless the project has another text", () => {
  const own = new Map([["theme", "dark"], ["list", "[]"]]);
  assert.ok(agree(new Map(), own));
  assert.ok(agree(new Map([["theme", "dark"], ["more", "x"]]), own));
  assert.ok(!agree(new Map([["theme", "light"]]), own));
  const cached = new Map([["theme", "dark"], ["list", "[1]"]]);
  assert.deepEqual([...editedSince(new Map(), cached, own)], ["theme", "list"]);
  assert.deepEqual([...editedSince(new Map([["theme", "light"]]), cached, own)], ["list"]);
});

test("every tab marks its own edits, and takes away no mark but its own", () => {
  const storage = area();
  const [one, other] = ["one", "other"].map((tab) => new Cache(storage, "tool", tab));
  assert.ok(one && other);
  one.begin({ direct: false, claim: false, undecided: false });
  one.mark("a", "sha256-1", true, ["x"]);
  assert.ok(other.isEditedElsewhere("a") && !one.isEditedElsewhere("a"));
  const found = other.marks().get("a");
  assert.deepEqual(found, { tab: "one", base: "sha256-1", at: found?.at, isLarge: false, sent: ["x"] });
  other.unmark("a", "other");
  assert.equal(one.marks().size, 1);
  other.mark("a", null, false, []);
  one.unmark("a", "one");
  assert.equal(one.marks().get("a")?.isLarge, true);
});

test("texts of several projects and of the page itself stay apart", () => {
  const storage = area({ theme: "own", "holdfast:draft:x": "ours" });
  const tool = new Cache(storage, "tool", "t");
  tool.begin({ direct: false, claim: false, undecided: false });
  tool.keep("theme", "dark");
  assert.deepEqual([...tool.texts()], [["theme", "dark"]]);
  assert.deepEqual([...new Cache(storage, "too", "t").texts()], []);
  assert.deepEqual([...tool.own()], [["theme", "own"]]);
  const direct = new Cache(storage, "direct", "t");
  direct.begin({ direct: true, claim: true, undecided: false });
  direct.keep("holdfast:mine", "x");
  assert.deepEqual([...direct.texts()], [["theme", "own"], ["holdfast:mine", "x"]]);
  assert.ok(direct.isFree() && !tool.isFree());
});

test("a text that does not fit leaves no older one behind, and is still there for the page", () => {
  const storage = area({}, 100);
  const cache = new Cache(storage, "tool", "t");
  const keeper = new Keeper(new Map(), cache, "sha256-1", new Map());
  keeper.set("big", "small");
  keeper.set("big", "x".repeat(200));
  assert.deepEqual([...cache.texts()], []);
  assert.equal(keeper.get("big")?.length, 200);
  assert.equal(cache.marks().get("big")?.isLarge, true);
  assert.deepEqual([...keeper.takeEdits().keys()], ["big"]);
  assert.deepEqual(keeper.saved(), [["big", true]]);
  assert.equal(cache.marks().size, 0);
});

test("what comes from the file does not undo what the page has just written", () => {
  const keeper = new Keeper(new Map([["a", "1"]]), new Cache(area(), "tool", "t"), null, new Map());
  keeper.set("a", "2");
  assert.equal(keeper.take("a", "1"), undefined);
  keeper.takeEdits();
  keeper.saved();
  assert.equal(keeper.take("a", "3"), "2");
});

test("of two tabs that write one key the last one's text is saved by both", () => {
  const keeper = new Keeper(new Map(), new Cache(area(), "tool", "t"), null, new Map());
  keeper.set("a", "mine");
  keeper.takeEdits();
  keeper.hear("a", "theirs");
  keeper.hear("b", "theirs");
  assert.deepEqual([...keeper.takeEdits()], [["a", "theirs"]]);
});

test("edits that were left behind are patches of their versions, in the file's own words", () => {
  const left = new Map([
    ["a/b~c", mark({ base: "sha256-1" })],
    ["gone", mark({ base: "sha256-1" })],
    ["again", mark({ base: "sha256-1", sent: [markOf("earlier")] })],
  ]);
  const held = new Map([["a/b~c", "[1]"], ["again", "dark"]]);
  const patches = patchesOf(left, held, new Map([["again", "earlier"]]));
  assert.deepEqual(patches.map(({ keys }) => keys), [["a/b~c", "gone"], ["again"]]);
});

test("edits whose tabs are not known to live are left behind", async () => {
  const edits = new Map([["a", mark({ tab: "gone" })], ["b", mark({ tab: "this" })]]);
  assert.deepEqual([...(await leftBehind(edits, "this")).keys()], ["a"]);
});

test("a change of texts names what goes and what comes", () => {
  const from = new Map([["a", "1"], ["b", "2"]]);
  assert.deepEqual([...changed(from, new Map([["b", "3"], ["c", "4"]]))], [["a", null], ["b", "3"], ["c", "4"]]);
});
