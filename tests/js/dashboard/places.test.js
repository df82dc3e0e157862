/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { foundParts, nextPlace } from "../../../static/dashboard/home/places.js";

test("arrows move in a grid of cards, and stay in it", () => {
  const at = (/** @type {string} */ key, /** @type {number} */ place) => nextPlace(key, { place, columns: 4, count: 10 });
  assert.deepEqual([at("ArrowRight", 3), at("ArrowLeft", 0), at("ArrowDown", 1), at("ArrowUp", 5)], [4, 0, 5, 1]);
  assert.deepEqual([at("ArrowUp", 2), at("ArrowRight", 9), at("ArrowDown", 9)], [2, 9, 9]);
  assert.equal(at("ArrowDown", 7), 9, "below a gap of the last line stands its last card");
});

test("in a table only up and down move, and other keys are left to the page", () => {
  const at = (/** @type {string} */ key) => nextPlace(key, { place: 1, columns: 1, count: 3 });
  assert.deepEqual([at("ArrowDown"), at("ArrowUp"), at("ArrowLeft"), at("ArrowRight"), at("Enter"), at("a")], [2, 0, null, null, null, null]);
});

test("what was looked for is cut out of a text, in its own letters", () => {
  assert.deepEqual(foundParts("The Harbour", "HARB"), ["The ", "Harb", "our"]);
  assert.deepEqual(foundParts("aXaxa", "x"), ["a", "X", "a", "x", "a"]);
  assert.deepEqual(foundParts("The Harbour", ""), ["The Harbour"]);
  assert.deepEqual(foundParts("The Harbour", "zzz"), ["The Harbour"]);
  assert.deepEqual(foundParts("İstanbul", "stan"), ["İstanbul"], "letters that grow when they are made small are not cut");
});
