/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { Toasts } from "../../../static/dashboard/state/toasts.js";
import { Undo } from "../../../static/dashboard/state/undo.js";

/** @param {() => unknown} undo */
function offered(undo) {
  const toasts = new Toasts();
  const acts = new Undo(toasts);
  acts.offer("Removed job-3", undo);
  const clean = () => toasts.shown.value.forEach(({ id }) => toasts.dismiss(id));
  return { toasts, acts, clean };
}

test("an act is said, and taken back once", async () => {
  let times = 0;
  const { toasts, acts, clean } = offered(() => (times += 1));
  const [toast] = toasts.shown.value;
  assert.equal(toast?.text, "Removed job-3");
  await toast?.action?.run();
  await toast?.action?.run();
  assert.equal(times, 1);
  assert.equal(acts.next.value, null);
  clean();
});

test("the last act is taken back first", async () => {
  /** @type {string[]} */
  const order = [];
  const { acts, clean } = offered(() => order.push("first"));
  acts.offer("Removed job-4", () => order.push("second"));
  await acts.take();
  await acts.take();
  await acts.take();
  assert.deepEqual(order, ["second", "first"]);
  clean();
});

test("what could not be taken back can be tried again, and says why", async () => {
  const { toasts, acts, clean } = offered(() => Promise.reject(new Error("the disk is full")));
  await acts.take();
  assert.equal(acts.next.value?.text, "Removed job-3");
  assert.ok(toasts.shown.value.some(({ text, tone }) => tone === "bad" && text.includes("the disk is full")));
  clean();
});
