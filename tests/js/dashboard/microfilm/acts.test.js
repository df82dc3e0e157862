/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { factsAfter, factsBefore } from "../../../../static/dashboard/kinds/microfilm/act-facts.js";
import { formOf, isFinal, Keys, needsReason, problemsOf, requestOf } from "../../../../static/dashboard/kinds/microfilm/acts.js";
import { order, roll } from "./orders.js";

/** @import { Form, Outcome, Target } from "../../../../static/dashboard/kinds/microfilm/film-types.js" */

const NEXT = { OU: "10000002", DW: "20000001", other: null };

/**
 * @param {Target} target
 * @param {Partial<Form>} [changes]
 */
function filled(target, changes = {}) {
  return { ...formOf(target, { order: order(), who: "ada", next: NEXT }), ...changes };
}

/**
 * @param {Target} target
 * @param {Partial<Form>} [changes]
 */
function request(target, changes) {
  return requestOf("order-12", target, filled(target, changes));
}

test("each act asks its address for what it needs", () => {
  const filming = roll({ state: "filming", attempt: 2 });
  assert.deepEqual(request({ act: "plan" }), { path: "/api/film/order-12/plan", body: { capacity_16mm: 2900, capacity_35mm: 690, padding: 100, minimum: 150 } });
  assert.deepEqual(request({ act: "start", roll: roll() }, { tempRoll: "T3" }), { path: "/api/film/order-12/rolls/1/start", body: { temp_roll: "T3" } });
  assert.deepEqual(request({ act: "complete", roll: filming }), { path: "/api/film/order-12/rolls/1/complete", body: { attempt: 2 } });
  assert.deepEqual(request({ act: "fail", roll: filming }, { reason: " the lamp " }).body, { attempt: 2, reason: "the lamp" });
  assert.deepEqual(request({ act: "fail", roll: roll({ temp_roll: "T1", attempt: 1 }) }, { spoiled: false, reason: "x" }).body, { attempt: 1, spoiled: false, reason: "x" });
  assert.deepEqual(request({ act: "rework" }, { rolls: [3, 1], reason: "x" }), { path: "/api/film/order-12/rework", body: { rolls: [1, 3], reason: "x" } });
  assert.deepEqual(request({ act: "void", roll: roll() }, { reason: "x" }).path, "/api/film/order-12/rolls/1/void");
  assert.deepEqual(request({ act: "archive" }), { path: "/api/film/order-12/archive", body: {} });
  assert.deepEqual(request({ act: "migrate" }).body, { filmed: true });
  assert.deepEqual(request({ act: "migrate" }, { drop: true, reason: "x" }).body, { filmed: true, drop: true, reason: "x" });
  assert.deepEqual(request({ act: "next" }, { next: " 10000050 ", reason: "x" }), { path: "/api/film/ledger", body: { location: "OU", next: "10000050", reason: "x" } });
});

test("the same request has the same key, another one another, and another dialog too", () => {
  const keys = new Keys();
  const first = request({ act: "fail", roll: roll() }, { reason: "a" });
  assert.equal(keys.of(first), keys.of(request({ act: "fail", roll: roll() }, { reason: "a" })));
  assert.notEqual(keys.of(first), keys.of(request({ act: "fail", roll: roll() }, { reason: "b" })));
  assert.notEqual(keys.of(first), new Keys().of(first));
  assert.match(keys.of(first), /^[0-9a-f]{32}$/u);
});

test("a form begins with what is known", () => {
  assert.equal(filled({ act: "start", roll: roll({ temp_roll: "T2" }) }).tempRoll, "T2");
  assert.equal(filled({ act: "start", roll: roll() }).tempRoll, "new");
  assert.equal(filled({ act: "refilm", roll: roll() }).tempRoll, "best");
  assert.deepEqual(filled({ act: "rework", roll: roll({ roll_id: 7 }) }).rolls, [7]);
  assert.deepEqual([filled({ act: "next" }).location, filled({ act: "next" }).next], ["OU", "10000002"]);
});

test("what the register would refuse is said before", () => {
  assert.deepEqual(problemsOf("fail", filled({ act: "fail", roll: roll() })), ["reason"]);
  assert.deepEqual(problemsOf("complete", filled({ act: "complete", roll: roll() })), []);
  assert.deepEqual(problemsOf("rework", filled({ act: "rework" }, { reason: "x" })), ["rolls"]);
  assert.deepEqual(problemsOf("next", filled({ act: "next" }, { next: "4711", reason: "x" })), ["next"]);
  const settings = { capacity_16mm: "0", capacity_35mm: "690", padding: "0", minimum: "-1" };
  assert.deepEqual(problemsOf("plan", filled({ act: "plan" }, { settings })), ["capacity_16mm", "minimum"]);
  assert.deepEqual(problemsOf("archive", filled({ act: "archive" }, { who: "Jürgen Müßig" })), []);
  assert.deepEqual(problemsOf("archive", filled({ act: "archive" }, { who: "Łukasz" })), ["who"], "a header cannot hold it");
  assert.equal(needsReason("migrate", filled({ act: "migrate" })), false);
  assert.equal(needsReason("migrate", filled({ act: "migrate" }, { drop: true })), true);
});

test("what cannot be taken back is known", () => {
  const final = (/** @type {Target["act"]} */ act, state = /** @type {const} */ ("filmed")) => isFinal({ act, roll: roll({ state }) });
  assert.deepEqual(["complete", "void", "rework", "refilm", "migrate", "next"].map((act) => final(/** @type {Target["act"]} */ (act))), [true, true, true, true, true, true]);
  assert.deepEqual(["plan", "start", "fail", "archive"].map((act) => final(/** @type {Target["act"]} */ (act))), [false, false, false, false]);
  assert.equal(isFinal({ act: "refilm", roll: roll({ state: "failed" }) }), false);
});

test("what an act would do is worked out from the film that it uses", () => {
  const known = { order: order({ rolls: [roll({ state: "filming" }), roll({ roll_id: 2 })] }), tempRolls: [], next: NEXT, analysed: { documents: 3, pages: 3500 } };
  const target = /** @type {const} */ ({ act: "complete", roll: roll({ state: "filming" }) });
  const facts = factsBefore(target, filled(target), known);
  assert.deepEqual([facts.next, facts.rest, facts.usable, facts.isKept, facts.kept], ["10000002", 300, 200, true, 1]);
  const short = factsBefore({ act: "complete", roll: roll({ pages_used: 2800 }) }, filled(target), known);
  assert.deepEqual([short.rest, short.isKept], [100, false]);
  const elsewhere = factsBefore(target, filled(target), { ...known, order: order({ location: "Köln" }) });
  assert.equal(elsewhere.next, "");
});

test("what was done is told from the lines that were added", () => {
  const target = /** @type {const} */ ({ act: "complete", roll: roll({ state: "filming" }) });
  const before = factsBefore(target, filled(target), { order: order(), tempRolls: [], next: NEXT, analysed: { documents: 0, pages: 0 } });
  /** @type {Outcome} */
  const outcome = {
    ...order(), film_number: "10000002", repeated: false,
    entries: [{ seq: 1, at: "", user: "ada", event: "skipped" }, { seq: 2, at: "", user: "ada", event: "completed", roll: 1, makes: { id: "T4", usable: 200 } }],
  };
  assert.deepEqual([factsAfter(before, "complete", outcome).given, factsAfter(before, "complete", outcome).made], ["10000002", "T4"]);
  assert.equal(factsAfter(before, "plan", { ...outcome, rolls: [roll(), roll()] }).count, 2);
  assert.equal(factsAfter(before, "migrate", { ...outcome, taken: ["10000001"] }).count, 1);
});
