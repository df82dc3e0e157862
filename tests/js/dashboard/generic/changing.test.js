/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { add, at, copyOf, idLike, insert, move, pointerTo, remove, removeMember, toItem, write } from "../../../../static/dashboard/kinds/generic/changing.js";

/** @returns {any} */
const list = () => ({ title: "List", books: [{ id: 1, title: "A" }, { id: 2, title: "B" }, { id: 3, title: "C" }], tags: ["x", "y", "z"], notes: { a: 1, b: 2, c: 3 } });

test("a place is found again by the id of its item", () => {
  const document = list();
  const steps = toItem(["books"], 1, document.books[1]);
  document.books.reverse();
  document.books.unshift({ id: 9 });
  assert.equal(at(document, [...steps, "title"]), "B");
  write(document, [...steps, "title"], "Written");
  assert.equal(document.books[2].title, "Written");
  assert.equal(pointerTo([...steps, "a/b"]), "/books/1/a~1b");
});

test("what is no longer there is not written", () => {
  const document = list();
  const steps = toItem(["books"], 1, document.books[1]);
  document.books.splice(1, 1);
  write(document, [...steps, "title"], "Written");
  assert.deepEqual(document.books, [{ id: 1, title: "A" }, { id: 3, title: "C" }]);
});

test("every change is taken back", () => {
  const changes = [
    (/** @type {any} */ document) => insert(document, ["books"], 1, { id: 4 }), (/** @type {any} */ document) => remove(document, ["books"], { index: 1, id: 2 }),
    (/** @type {any} */ document) => remove(document, ["tags"], { index: 0 }), (/** @type {any} */ document) => insert(document, ["tags"], 3, "y"),
    (/** @type {any} */ document) => move(document, ["books"], { index: 0, id: 1 }, 2), (/** @type {any} */ document) => move(document, ["tags"], { index: 2 }, -1),
    (/** @type {any} */ document) => add(document, ["notes"], "__proto__", 4), (/** @type {any} */ document) => removeMember(document, ["notes"], "b"),
    (/** @type {any} */ document) => removeMember(document, [], "books"), (/** @type {any} */ document) => remove(document, ["books"], { index: 7 }),
    (/** @type {any} */ document) => add(document, ["notes"], "a", 4), (/** @type {any} */ document) => move(document, ["tags"], { index: 0 }, -1),
  ];
  for (const change of changes) {
    const document = list();
    const back = change(document);
    back(document);
    assert.equal(JSON.stringify(document), JSON.stringify(list()), "with the order of members");
  }
});

test("what was edited since stays, at its place", () => {
  const document = list();
  const back = remove(document, ["books"], { index: 1, id: 2 });
  document.books[1].title = "Edited";
  document.books.unshift({ id: 0 });
  back(document);
  assert.deepEqual(document.books, [{ id: 0 }, { id: 1, title: "A" }, { id: 2, title: "B" }, { id: 3, title: "Edited" }]);
});

test("an item without an id is found again by what it says", () => {
  const document = { rows: [{ a: 1 }, { a: 2 }, { a: 3 }] };
  const back = move(document, ["rows"], { index: 2 }, -2);
  document.rows.unshift({ a: 0 });
  back(document);
  assert.deepEqual(document.rows, [{ a: 0 }, { a: 1 }, { a: 3 }, { a: 2 }]);
});

test("what cannot be taken back any more says so", () => {
  const document = list();
  const back = insert(document, ["tags"], 0, "new");
  document.tags[0] = "edited since";
  let said = "";
  try {
    back(document);
  } catch (error) {
    said = String(error);
  }
  assert.ok(said.includes("changed since"));
  assert.equal(document.tags[0], "edited since");
});

test("a copy has an id of its own", () => {
  const { books } = list();
  assert.deepEqual(copyOf(books, books[0]), { id: 4, title: "A" });
  assert.deepEqual(copyOf([1, 2], 2), 2);
  assert.ok(/^shot-8-[a-z0-9]{4}$/u.test(String(idLike([{ id: "shot-7" }, { id: "x" }], "shot-7"))));
});
