/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { filmOf, numbersOf, RollsInFile, rollsShown } from "../../../../static/dashboard/kinds/microfilm/order-rolls.js";
import { SectionReader } from "../../../../static/dashboard/kinds/microfilm/sections.js";
import { issue, ODD, order, roll, segment } from "./orders.js";

/** @import { TempRoll } from "../../../../static/dashboard/kinds/microfilm/film-types.js" */

const ALLOCATION = { allocationResults: { results: { rolls_16mm: [{ roll_id: 1, capacity: 2900, pages_used: 10, document_segments: [segment("a", 1, 4), segment("b", 5, 10)] }], rolls_35mm: [] } } };

/** @param {unknown} document */
function inFile(document) {
  return new RollsInFile(document, new SectionReader());
}

/**
 * @param {Partial<TempRoll>} changes
 * @returns {TempRoll}
 */
function temp(changes) {
  return { id: "T1", film_type: "16mm", status: "available", exists: true, capacity: 300, usable: 200, source: { project: "x", roll: 1, film_number: "10000001" }, roll: null, at: "", ...changes };
}

test("rolls are shown from the file until the register has spoken", () => {
  const file = inFile({ allocation_data: ALLOCATION, film_register: { rolls: [{ roll_id: 1, film_type: "16mm", state: "failed", attempt: 2 }] } });
  const [found] = rollsShown(null, file);
  assert.deepEqual([found?.roll_id, found?.state, found?.attempt, found?.pages_used, found?.documents, found?.first_document, found?.last_document], [1, "failed", 2, 10, 2, "a", "b"]);
  assert.deepEqual(found?.steps, [], "nothing can be done without the register");
  const said = order();
  assert.equal(rollsShown(said, file), said.rolls);
});

test("what is on a roll stands in the allocation, else in the register's part, else with the numbers", () => {
  const which = { roll_id: 1, film_type: "16mm" };
  assert.deepEqual(inFile({ allocation_data: ALLOCATION }).segments(which).map(({ name }) => name), ["a", "b"]);
  assert.deepEqual(inFile({ film_register: { rolls: [{ ...which, on_film: [["c", 1, 3, ""]] }] } }).segments(which).map(({ name, last }) => [name, last]), [["c", 3]]);
  const numbers = { results: { rolls_16mm: [{ roll_id: 1, film_number: "10000001", document_segments: [{ doc_id: "d", start_page: 1, end_page: 2, blip: "10000001-0001.00001", blipend: "10000001-0001.00002" }] }] } };
  assert.deepEqual(inFile({ film_number_results: numbers }).segments(which).map(({ name }) => name), ["d"]);
  assert.deepEqual(inFile({}).segments(which), []);
});

test("anything in the place of an allocation is no rolls, and nothing throws", () => {
  for (const odd of ODD) {
    for (const document of [odd, { allocation_data: odd, film_number_results: odd, film_register: odd }, { allocation_data: { allocationResults: { results: { rolls_16mm: odd } } }, film_register: { rolls: odd, retired: odd } }]) {
      const file = inFile(document);
      assert.ok(file.rolls.every((found) => found.capacity > 0));
      assert.deepEqual([file.retired, file.given], [[], []]);
    }
    const file = inFile({ allocation_data: { results: { rolls_16mm: [{ roll_id: odd, capacity: odd, pages_used: odd, document_segments: odd, film_number: odd }] } } });
    assert.ok(file.rolls.every((found) => Number.isFinite(found.capacity) && found.capacity > 0), String(odd));
  }
});

test("a roll is on an empty film, on the temp roll that is kept for it, or on the film that it was exposed on", () => {
  assert.deepEqual(filmOf(roll(), []), { capacity: 2900, standard: 2900, used: 2600, number: null, made: null, isExposed: false });
  const kept = filmOf(roll({ temp_roll: "T1", pages_used: 150 }), [temp({})]);
  assert.deepEqual([kept.capacity, kept.standard], [200, 2900]);
  const filmed = roll({ state: "filmed", film_number: "10000001", numbers: [issue({ capacity: 2700 })] });
  const on = filmOf(filmed, [temp({ id: "T9" })]);
  assert.deepEqual([on.capacity, on.made?.id, on.isExposed], [2700, "T9", true]);
});

test("a film is never shorter than what is on it", () => {
  assert.equal(filmOf(roll({ pages_used: 3000 }), []).capacity, 3000);
  assert.equal(filmOf(roll({ state: "filmed", film_number: "10000001", numbers: [issue({ capacity: 0 })] }), []).capacity, 2900);
});

test("all numbers are listed: valid, superseded, of rolls that were planned anew, and those that the ledger does not know", () => {
  const rolls = [roll({ numbers: [issue({ status: "superseded", superseded_by: "10000004" }), issue({ film_number: "10000004" })] })];
  const file = inFile({
    film_register: { retired: [{ roll_id: 2, film_type: "35mm", numbers: [{ film_number: "10000002", status: "void", reason: "torn" }] }] },
    film_number_results: { results: { rolls_16mm: [{ roll_id: 1, film_number: "10000004" }, { roll_id: 3, film_number: "10000009" }] } },
  });
  const found = numbersOf(rolls, file);
  assert.deepEqual(found.map(({ issue: { film_number, status } }) => [film_number, status]), [["10000009", "unknown"], ["10000004", "current"], ["10000002", "void"], ["10000001", "superseded"]]);
  assert.deepEqual([found[2]?.roll, found[2]?.type, found[2]?.issue.reason], [2, "35mm", "torn"]);
});
