/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test, { after, before } from "node:test";

import { keyOf } from "../../../static/dashboard/changes/groups.js";
import { planOf } from "../../../static/dashboard/history/restore-plan.js";
import { together, unitsOf } from "../../../static/dashboard/history/restore-units.js";
import { TestServer } from "../server.js";

/** @import { Change, Difference } from "../../../static/dashboard/server-types.js" */

/** @type {TestServer} */
let server;
before(async () => void (server = await TestServer.start()));
after(() => server.end());

/** A seeded source of numbers, so that a failure comes again. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % below;
  };
}

/** @typedef {(below: number) => number} Pick */

/**
 * Make a document of the sort that people keep: items with ids and members, plain lists, nested items.
 * @param {Pick} pick
 */
function anything(pick) {
  const ids = shuffled(["a", "b", "c", "d", "e", 6, 7], pick).slice(0, pick(8));
  const shots = ids.map((id) => shot(id, pick));
  return { title: `title ${pick(3)}`, shots, words: words(pick), grid: [[pick(2)], [pick(2), 2]], ...(pick(2) === 0 && { more: { a: pick(2), "b/~": null } }) };
}

/**
 * @param {string | number} id
 * @param {Pick} pick
 */
function shot(id, pick) {
  const parts = shuffled([1, 2, 3, 4], pick).slice(0, pick(4)).map((part) => ({ id: part, n: pick(3) }));
  return { id, text: `text ${pick(3)}`, tags: words(pick), parts, ...(pick(3) === 0 && { mood: "calm" }) };
}

/** @param {Pick} pick */
function words(pick) {
  return Array.from({ length: pick(5) }, () => ["x", "y", "z", { n: 1 }, { id: 9, n: pick(2) }][pick(5)]);
}

/**
 * @template T
 * @param {T[]} items
 * @param {Pick} pick
 */
function shuffled(items, pick) {
  const rest = [...items];
  return items.flatMap(() => rest.splice(pick(rest.length), 1));
}

/**
 * Save two versions of one project, and return how to get from the second one back to the first.
 * @param {string} id
 * @param {any} was
 * @param {any} now
 * @returns {Promise<{kept: string, current: string, changes: Change[]}>}
 */
async function saved(id, was, now) {
  const path = `/api/projects/${id}`;
  const headers = { "Content-Type": "application/json" };
  const first = await server.ask(path, { method: "PUT", headers: { ...headers, "If-None-Match": "*" }, body: JSON.stringify(was) });
  const second = await server.ask(path, { method: "PUT", headers: { ...headers, "If-Match": `"${first.etag}"` }, body: JSON.stringify(now) });
  const difference = /** @type {Difference} */ (await server.ask(`${path}/diff?from=${second.etag}&to=${first.etag}`));
  return { kept: first.etag, current: second.etag, changes: difference.changes };
}

/**
 * Restore chosen changes as the dashboard does, and return what is on disk then.
 * @param {string} id
 * @param {{kept: string, current: string, changes: Change[]}} way
 * @param {any} was
 * @param {any} now
 * @param {string[]} keys
 */
async function restored(id, { kept, current, changes }, was, now, keys) {
  const path = `/api/projects/${id}`;
  const units = unitsOf(changes, now, was);
  const plan = planOf(changes, new Set(together(keys, units)), units, now);
  if (plan.patch.length > 0) {
    const headers = { "Content-Type": "application/json-patch+json", "If-Match": `"${current}"` };
    const answer = await server.ask(path, { method: "PATCH", headers, body: JSON.stringify(plan.patch) });
    assert.equal(typeof answer.etag, "string", JSON.stringify({ answer, plan }));
  }
  if (plan.paths.length > 0) {
    const body = JSON.stringify({ backup: kept, paths: plan.paths });
    const answer = await server.ask(`${path}/restore`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    assert.equal(typeof answer.etag, "string", JSON.stringify({ answer, plan }));
  }
  return server.file(id);
}

test("choosing everything gives the version that was chosen from", async () => {
  for (let seed = 1; seed <= 120; seed += 1) {
    const pick = chance(seed);
    const [was, now] = [anything(pick), anything(pick)];
    const way = await saved(`all-${seed}`, was, now);
    const found = await restored(`all-${seed}`, way, was, now, way.changes.map(keyOf));
    assert.deepEqual(found, was, `seed ${seed}\n${JSON.stringify(now)}\n${JSON.stringify(way.changes, null, 1)}`);
  }
});

test("what is not chosen stays as it is", async () => {
  for (let seed = 1; seed <= 80; seed += 1) {
    const pick = chance(seed * 7919);
    const [was, now] = [anything(pick), anything(pick)];
    const way = await saved(`some-${seed}`, was, now);
    const units = unitsOf(way.changes, now, was);
    const keys = together(way.changes.map(keyOf).filter(() => pick(2) === 0), units);
    const found = await restored(`some-${seed}`, way, was, now, keys);
    await assertOnly(`some-${seed}`, way, found, keys);
  }
});

/**
 * Check that what is still different afterwards is what was not chosen.
 * @param {string} id
 * @param {{kept: string, changes: Change[]}} way
 * @param {any} found
 * @param {string[]} keys
 */
async function assertOnly(id, { kept, changes }, found, keys) {
  const left = /** @type {Difference} */ (await server.ask(`/api/projects/${id}/diff?from=current&to=${kept}`)).changes;
  const rest = changes.filter((change) => !keys.includes(keyOf(change)));
  assert.deepEqual(said(left), said(rest), JSON.stringify({ found, changes, keys, left }, null, 1));
}

/**
 * Write down changes without the places in lists, which shift with what was restored.
 * @param {Change[]} changes
 */
function said(changes) {
  const told = changes.filter(({ op }) => op !== "move").map(({ op, from, to, path, item }) => {
    const last = path.split("/").at(-1) ?? "";
    return JSON.stringify([op, from, to, item?.id, /^\d+$/u.test(last) ? "#" : last]);
  });
  return told.toSorted();
}

test("an item that came later is removed, though the kept version has another one at its place", async () => {
  const was = { shots: [{ id: "a" }, { id: "c", n: 1 }] };
  const now = { shots: [{ id: "a" }, { id: "b" }, { id: "c", n: 2 }] };
  const way = await saved("shots", was, now);
  assert.deepEqual(await restored("shots", way, was, now, ["remove /shots/1"]), { shots: [{ id: "a" }, { id: "c", n: 2 }] });
});

test("numbers keep their digits", async () => {
  const path = "/api/projects/digits";
  const headers = { "Content-Type": "application/json" };
  const kept = await server.ask(path, { method: "PUT", headers: { ...headers, "If-None-Match": "*" }, body: '{"n": 9007199254740993, "list": [{"id": 1, "big": 1.10}]}' });
  const current = await server.ask(path, { method: "PUT", headers: { ...headers, "If-Match": `"${kept.etag}"` }, body: '{"n": 1, "list": [{"id": 2, "big": 12345678901234567890}, {"id": 3}]}' });
  const { changes } = await server.ask(`${path}/diff?from=${current.etag}&to=${kept.etag}`);
  const was = { n: 1, list: [{ id: 1 }] };
  const now = { n: 1, list: [{ id: 2 }, { id: 3 }] };
  await restored("digits", { kept: kept.etag, current: current.etag, changes }, was, now, ["replace /n", "add /list/0", "remove /list/1"]);
  const text = await (await fetch(`${server.url}${path}`)).text();
  assert.deepEqual(text.match(/[\d.]{4,}/gu), ["9007199254740993", "1.10", "12345678901234567890"]);
});

test("what can only come back together is chosen together", () => {
  /** @type {Change[]} */
  const changes = [
    { op: "move", path: "/shots/0", from: "/shots/2" }, { op: "move", path: "/shots/4", from: "/shots/1" },
    { op: "add", path: "/tags/1", to: "fog" }, { op: "remove", path: "/tags/3", from: "sea" }, { op: "replace", path: "/tags/0", from: "a", to: "b" },
    { op: "replace", path: "/title", from: "Dawn", to: "Dusk" },
  ];
  const now = { shots: [1, 2, 3, 4, 5].map((id) => ({ id })), tags: ["a", "x", "y", "sea"], title: "Dawn" };
  const was = { shots: [3, 1, 4, 5, 2].map((id) => ({ id })), tags: ["b", "fog", "x", "y"], title: "Dusk" };
  const units = unitsOf(changes, now, was);
  assert.deepEqual(together(["move /shots/0"], units), ["move /shots/0", "move /shots/4"]);
  assert.deepEqual(together(["replace /tags/0"], units), ["add /tags/1", "remove /tags/3", "replace /tags/0"]);
  assert.deepEqual(together(["replace /title"], units), ["replace /title"]);
  assert.deepEqual(planOf(changes, new Set(together(["remove /tags/3"], units)), units, {}), { patch: [], paths: ["/tags"] });
});
