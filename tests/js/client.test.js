/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { diff } from "../../static/client/diff.js";
import { merged } from "../../static/client/merge.js";

/** @import { Operation } from "../../static/client/diff.js" */

/** A seeded source of numbers, so that a failure comes again. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
}

/**
 * @param {(below: number) => number} pick
 * @param {number} depth
 * @returns {any}
 */
function anything(pick, depth) {
  const kind = pick(depth > 0 ? 6 : 4);
  if (kind === 4) return Array.from({ length: pick(4) }, () => anything(pick, depth - 1));
  if (kind === 5) return Object.fromEntries(Array.from({ length: pick(4) }, () => ["a/~b"[pick(4)], anything(pick, depth - 1)]));
  return [null, pick(3), "text", true][kind];
}

/**
 * @param {any} document
 * @param {Operation[]} operations
 */
function patched(document, operations) {
  let root = { "": structuredClone(document) };
  for (const { op, path, value } of operations) {
    const names = ["", ...path.split("/").slice(1)].map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = /** @type {string} */ (names.pop());
    /** @type {any} */
    const parent = names.reduce((/** @type {any} */ found, name) => found[name], root);
    if (Array.isArray(parent)) parent.splice(Number(last), op === "add" ? 0 : 1, ...(op === "remove" ? [] : [value]));
    else if (op === "remove") delete parent[last];
    else parent[last] = value;
  }
  return root[""];
}

test("what a difference says makes one document of the other", () => {
  const pick = chance(7);
  for (let round = 0; round < 3000; round += 1) {
    const [before, after] = [{ x: anything(pick, 3) }, { x: anything(pick, 3), y: anything(pick, 1) }];
    const operations = diff(before, after, 1000);
    assert.deepEqual(patched(before, operations ?? []), after);
  }
});

test("a difference of more than so many places is none", () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, place) => [`n${place}`, place]));
  assert.equal(diff({}, many, 49), null);
  assert.equal(diff({}, many, 50)?.length, 50);
});

test("equal documents differ in nothing", () => {
  const pick = chance(11);
  for (let round = 0; round < 500; round += 1) {
    const document = anything(pick, 4);
    assert.deepEqual(diff(document, structuredClone(document), 10), []);
  }
});

test("what only one side changed is taken, by members and by items with ids", () => {
  const base = { title: "a", items: [{ id: 1, n: 1 }, { id: 2, n: 2 }] };
  const mine = { title: "b", items: [{ id: 1, n: 1 }, { id: 2, n: 2 }, { id: 3, n: 3 }] };
  const theirs = { title: "a", items: [{ id: 1, n: 9 }, { id: 2, n: 2 }, { id: 4, n: 4 }], by: "hand" };
  assert.deepEqual(merged(base, mine, theirs, true), {
    title: "b",
    items: [{ id: 1, n: 9 }, { id: 2, n: 2 }, { id: 4, n: 4 }, { id: 3, n: 3 }],
    by: "hand",
  });
});

test("where both changed one value one side is preferred", () => {
  assert.deepEqual(merged({ a: 1, l: [1] }, { a: 2, l: [2] }, { a: 3, l: [3] }, true), { a: 2, l: [2] });
  assert.deepEqual(merged({ a: 1, l: [1] }, { a: 2, l: [2] }, { a: 3, l: [3] }, false), { a: 3, l: [3] });
});

test("what one side deleted goes, unless the other edited it", () => {
  assert.deepEqual(merged({ a: 1, b: 1 }, { b: 1 }, { a: 1, b: 2 }, true), { b: 2 });
  assert.deepEqual(merged({ a: 1 }, {}, { a: 2 }, true), { a: 2 });
  assert.deepEqual(merged({ i: [{ id: 1 }] }, { i: [] }, { i: [{ id: 1, n: 2 }] }, true), { i: [{ id: 1, n: 2 }] });
});

test("without a version in common nothing of either side is missing", () => {
  assert.deepEqual(merged({}, { a: 1, c: { x: 1 } }, { b: 2, c: { y: 2 } }, true), { b: 2, c: { y: 2, x: 1 }, a: 1 });
});
