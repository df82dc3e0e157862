/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { Rows } from "../../../../static/dashboard/kinds/generic/choosing.js";
import { columnsOf, divided, rowLike, shapeOf } from "../../../../static/dashboard/kinds/generic/reading.js";
import { emptyOf } from "../../../../static/dashboard/kinds/generic/values.js";

const BOOKS = [
  { id: 1, title: "Middlemarch", pages: 880, read: true },
  { id: 2, title: "The Periodic Table", pages: 240, read: false, note: "lent" },
  { id: 3, title: "austerlitz", pages: null, tags: ["war", "memory"] },
];

test("a document is divided into facts and sections", () => {
  const { facts, sections } = divided({ title: "List", books: BOOKS, big: 1, notes: { next: "x" }, tags: ["a"], none: [], mixed: [1, [2]], gone: null });
  assert.deepEqual(facts.map(([key]) => key), ["title", "big", "gone"]);
  assert.deepEqual(sections.map(({ key, shape }) => [key, shape]), [["books", "table"], ["notes", "tree"], ["tags", "list"], ["none", "empty"], ["mixed", "tree"]]);
  for (const odd of [undefined, null, 3, "x", []]) assert.deepEqual(divided(odd), { facts: [], sections: [] });
});

test("a list of mostly objects is a table", () => {
  assert.deepEqual([[{}, null], [{}, 1, 2], [null, "a"]].map(shapeOf), ["table", "tree", "list"]);
});

test("columns stand by how many rows have them, and have the type of most values", () => {
  const columns = columnsOf([...BOOKS, null, 3]);
  assert.deepEqual(columns.map(({ name, count, type }) => [name, count, type]), [["id", 3, "number"], ["title", 3, "text"], ["pages", 3, "number"], ["read", 2, "yes-no"], ["note", 1, "text"], ["tags", 1, "list"]]);
});

test("names of members are only names", () => {
  const rows = [JSON.parse('{"__proto__": 1, "constructor": 2}')];
  const columns = columnsOf(rows);
  assert.deepEqual(columns.map(({ name, type }) => [name, type]), [["__proto__", "number"], ["constructor", "number"]]);
  assert.deepEqual(new Rows(rows).places("", { column: "__proto__", isDown: true }), [0]);
  assert.deepEqual(Object.keys(rowLike(rows, columns, emptyOf)), ["__proto__", "constructor"]);
});

test("a further row has what most rows have", () => {
  assert.deepEqual(rowLike(BOOKS, columnsOf(BOOKS), emptyOf), { id: 0, title: "", pages: 0, read: false });
});

test("rows are found by all words, in texts, numbers and short lists", () => {
  const rows = new Rows(BOOKS);
  assert.deepEqual(rows.places("TABLE periodic", null), [1]);
  assert.deepEqual(rows.places("880", null), [0]);
  assert.deepEqual(rows.places("memory", null), [2]);
  assert.deepEqual(rows.places("nothing like it", null), []);
});

test("rows are sorted as people count, and what is missing stands at the end", () => {
  const rows = new Rows(BOOKS);
  assert.deepEqual(rows.places("", { column: "pages", isDown: false }), [1, 0, 2]);
  assert.deepEqual(rows.places("", { column: "pages", isDown: true }), [0, 1, 2]);
  assert.deepEqual(rows.places("", { column: "title", isDown: false }), [2, 0, 1]);
  const mixed = new Rows([{ a: "b10" }, { a: "b9" }, { a: 3 }, { a: true }, { a: { x: 1 } }, {}, null]);
  assert.deepEqual(mixed.places("", { column: "a", isDown: false }), [3, 2, 1, 0, 4, 5, 6]);
});
