/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { Commands, strokesOf } from "../../../static/dashboard/state/commands.js";

/**
 * @param {string} id
 * @param {string} title
 */
function command(id, title) {
  return { id, title, group: "Project", run: () => id };
}

test("commands are found by all words, in title or group", () => {
  const commands = new Commands();
  commands.offer([command("save", "Save now"), command("pin", "Keep as save point"), { ...command("x", "Save secretly"), hidden: true }]);
  assert.deepEqual(commands.find("save").map(({ id }) => id), ["save", "pin"]);
  assert.deepEqual(commands.find("PROJECT point").map(({ id }) => id), ["pin"]);
  assert.deepEqual(commands.find("nothing of this"), []);
});

test("a view's command stands in place of a general one, and goes with the view", () => {
  const commands = new Commands();
  commands.offer([command("search", "Search")]);
  const leave = commands.offer([command("search", "Search in jobs")]);
  assert.deepEqual(commands.all.value.map(({ title }) => title), ["Search in jobs"]);
  leave();
  assert.deepEqual(commands.all.value.map(({ title }) => title), ["Search"]);
});

test("keys are said as they stand on the keyboard", () => {
  assert.deepEqual(strokesOf("$mod+k", false), [["Ctrl", "K"]]);
  assert.deepEqual(strokesOf("$mod+Shift+s", true), [["⌘", "Shift", "S"]]);
  assert.deepEqual(strokesOf("g h", false), [["G"], ["H"]]);
  assert.deepEqual(strokesOf("?", false), [["?"]]);
});
