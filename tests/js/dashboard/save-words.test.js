/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { saveWords } from "../../../static/dashboard/project/save-words.js";

const SAVED = { status: "saved", isDirty: false, isKept: true, savedAt: "2026-11-27T12:00:00.000Z", isBackedUp: true, isAway: false, error: "" };

/** @param {Partial<typeof SAVED>} changes */
function said(changes) {
  const { text, tone, steps } = saveWords({ ...SAVED, ...changes });
  return { text, tone, states: steps.map(({ state }) => state).join(" ") };
}

test("a version on disk and among the backups is all done", () => {
  const { text, tone, states } = said({});
  assert.ok(/^On disk \d\d:\d\d:\d\d, kept as backup$/u.test(text), text);
  assert.equal(tone, "good");
  assert.equal(states, "done done done done");
});

test("a backup that is not there yet is not claimed", () => {
  assert.ok(!said({ isBackedUp: false }).text.includes("backup"));
  assert.equal(said({ isBackedUp: false }).states, "done done done todo");
});

test("an edit that waits is in this browser and not on disk", () => {
  assert.deepEqual(said({ status: "idle", isDirty: true }), { text: "Edited, in this browser", tone: "busy", states: "done done now todo" });
});

test("a browser that keeps nothing is not said to keep something", () => {
  assert.equal(said({ status: "idle", isDirty: true, isKept: false }).text, "Edited");
  assert.deepEqual(said({ status: "error", isDirty: true, isKept: false }), { text: "Not saved anywhere", tone: "bad", states: "done bad bad todo" });
});

test("with the server away an edit is kept in this browser, and nothing is said to be saved", () => {
  assert.deepEqual(said({ status: "offline", isDirty: true, isAway: true }), { text: "Kept in this browser", tone: "warn", states: "done done todo todo" });
  assert.equal(said({ isAway: true }).text, "Server away");
});

test("a conflict wants a decision", () => {
  assert.deepEqual(said({ status: "conflict", isDirty: true }), { text: "Needs a decision", tone: "bad", states: "done done bad todo" });
});
