/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { Drafts } from "../../static/dashboard/drafts.js";
import { ApiError, errorWords, hasCode, ServerAway } from "../../static/dashboard/errors.js";
import { State } from "../../static/dashboard/state.js";
import { statusOf } from "../../static/dashboard/status.js";

/** @import { ProjectValue } from "../../static/dashboard/project-value.js" */

/** @type {ProjectValue} */
const CLEAN = {
  phase: "ready", text: "{}", shown: "{}", base: "sha256-0", savedAt: "", warnings: [], problem: null,
  saving: { phase: "none" }, conflict: null, disk: null, broken: null, reason: "", recovered: false, versions: [],
  versionsError: "",
};

/** A storage with little room, as a browser's has. */
class SmallStorage {
  /** @type {Map<string, string>} */
  #items = new Map();

  get length() {
    return this.#items.size;
  }

  clear() {
    this.#items.clear();
  }

  /** @param {string} name */
  getItem(name) {
    return this.#items.get(name) ?? null;
  }

  /** @param {number} index */
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  /** @param {string} name */
  removeItem(name) {
    this.#items.delete(name);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setItem(name, value) {
    if (value.length > 100) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(name, value);
  }
}

test("a watcher hears the value now and every change until it is no longer wanted", () => {
  const state = new State({ a: 1, b: 2 });
  const end = new AbortController();
  /** @type {number[]} */
  const heard = [];
  state.watch(({ a }) => heard.push(a), end.signal);
  state.set({ a: 3 });
  end.abort();
  state.set({ a: 4 });
  assert.deepEqual(heard, [1, 3]);
  assert.deepEqual(state.value, { a: 4, b: 2 });
});

test("a draft outlives a reload, and is gone when it is dropped", () => {
  const storage = new SmallStorage();
  new Drafts(storage).keep("constructor", { text: "{ ", base: "sha256-1" });
  const after = new Drafts(storage);
  assert.deepEqual(after.get("constructor"), { text: "{ ", base: "sha256-1" });
  after.drop("constructor");
  assert.equal(new Drafts(storage).any, false);
});

test("a draft that does not fit stays in memory and says so", () => {
  const storage = new SmallStorage();
  const drafts = new Drafts(storage);
  drafts.keep("big", { text: "x".repeat(200), base: "" });
  assert.equal(drafts.get("big")?.text.length, 200);
  assert.equal(drafts.isOnlyInMemory("big"), true);
  assert.equal(storage.length, 0);
});

test("the status never says saved while something is not", () => {
  const saved = { saving: /** @type {const} */ ({ phase: "saved", at: "2026-11-20T14:03:22.000Z", check: "exact" }) };
  assert.ok(statusOf({ ...CLEAN, ...saved }).text.startsWith("Saved on disk at "));
  assert.equal(statusOf({ ...CLEAN, ...saved, text: "{ }" }).text, "Edited, not saved");
  assert.equal(statusOf({ ...CLEAN, ...saved, recovered: true }).text, "Edited before the reload, not saved");
  const conflict = { current: "", kept: "", difference: null };
  assert.equal(statusOf({ ...CLEAN, ...saved, conflict, text: "{ }" }).tone, "warn");
});

test("the status says when the server is away and when it tries again", () => {
  const { text, tone } = statusOf({ ...CLEAN, text: "{ }", saving: { phase: "away", retryIn: 8 } });
  assert.ok(text.includes("not answering") && text.includes("kept in this tab") && text.includes("8 s"));
  assert.equal(tone, "warn");
});

test("errors are said with what to do about them", () => {
  const full = new ApiError(507, { code: "disk_full", detail: "the disk is full", hint: "make room and save again" });
  assert.equal(errorWords(full), "The disk is full. Make room and save again.");
  assert.equal(hasCode(full, "io_error", "disk_full"), true);
  assert.ok(errorWords(new ServerAway(null)).includes("holdfast serve"));
  assert.equal(errorWords(new ApiError(500, {})), "The server answered 500.");
});
