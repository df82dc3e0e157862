/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { isAlike, shortened, wordDiff } from "../../../static/dashboard/changes/word-diff.js";

/** @import { Piece } from "../../../static/dashboard/changes/word-diff.js" */

/** Write pieces with what is changed in brackets. @param {Piece[]} pieces */
function shown(pieces) {
  return pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join("");
}

/**
 * @param {string} before
 * @param {string} after
 * @returns {[string, string]}
 */
function both(before, after) {
  const marked = wordDiff(before, after);
  return [shown(marked.before), shown(marked.after)];
}

/** @param {Piece[]} pieces */
function whole(pieces) {
  return pieces.map(({ text }) => text).join("");
}

test("the words that changed are marked, and nothing else", () => {
  assert.deepEqual(both("A quiet harbour at dawn", "A loud harbour at dusk"), ["A [quiet] harbour at [dawn]", "A [loud] harbour at [dusk]"]);
  assert.deepEqual(both("fog over still water", "low fog over perfectly still water"), ["fog over still water", "[low ]fog over[ perfectly] still water"]);
  assert.deepEqual(both("one, two", "one two"), ["one[,] two", "one two"]);
});

test("neighbours that changed together are one mark, with the space between them", () => {
  assert.deepEqual(both("a lone figure on the pier", "a lone old man on the pier"), ["a lone [figure] on the pier", "a lone [old man] on the pier"]);
});

test("an empty text and equal texts are no trouble", () => {
  assert.deepEqual(both("", ""), ["", ""]);
  assert.deepEqual(both("", "new"), ["", "[new]"]);
  assert.deepEqual(both("same", "same"), ["same", "same"]);
});

test("words of any script are words", () => {
  assert.deepEqual(both("Größe über alles", "Größe unter alles"), ["Größe [über] alles", "Größe [unter] alles"]);
  assert.deepEqual(both("тихая гавань", "шумная гавань"), ["[тихая] гавань", "[шумная] гавань"]);
});

test("both texts come back whole, whatever they are", () => {
  let state = 7;
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const text = () => Array.from({ length: Math.floor(next() * 40) }, () => ["a", "b", " ", "\n", "ä", ".", "word", "😀", "e\u0301"][Math.floor(next() * 9)]).join("");
  for (let round = 0; round < 500; round += 1) {
    const [before, after] = [text(), text()];
    const marked = wordDiff(before, after);
    assert.equal(whole(marked.before), before);
    assert.equal(whole(marked.after), after);
    const kept = (/** @type {Piece[]} */ pieces) => whole(pieces.filter(({ changed }) => !changed)).replaceAll(/\s/gu, "");
    assert.equal(kept(marked.before), kept(marked.after), "what is not marked is the same in both");
  }
});

test("a long text with changes at both ends is compared at once", () => {
  const words = "the sea is never the same ".repeat(8000);
  const started = performance.now();
  const [before, after] = both(`${words}end`, `A ${words}finish`);
  assert.ok(performance.now() - started < 1500);
  assert.equal(before.slice(-5), "[end]");
  assert.equal(after.slice(0, 4), "[A ]");
});

/** @param {string} letter */
function random(letter) {
  return Array.from({ length: 3000 }, (_, at) => `${letter}${(at * 7919) % 3001}`).join(" ");
}

test("texts that have nothing in common are not worth marking", () => {
  assert.equal(isAlike(wordDiff("golden dollar coin with sparkles", "a sword, refined")), false);
  assert.equal(isAlike(wordDiff("golden dollar coin with sparkles", "golden dollar coin with sparks")), true);
  assert.equal(isAlike(wordDiff(random("a"), random("b"))), false);
});

test("what is far from any change of a long text is left out", () => {
  const { pieces, isCut } = shortened(wordDiff(`${"word ".repeat(500)}end`, `${"word ".repeat(500)}finish`).before, 40);
  assert.equal(isCut, true);
  assert.ok(whole(pieces).length < 100);
  assert.match(shown(pieces), /word \[end\]$/u);
  assert.equal(shortened([{ text: "short", changed: false }]).isCut, false);
});
