/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { chosenOf, comparedOf, lookAt, pairOf, queryOf } from "../../../static/dashboard/history/chosen.js";
import { lookOf } from "../../../static/dashboard/history/reasons.js";
import { rowsOf, versionBy, versionsOf, wanted } from "../../../static/dashboard/history/timeline.js";
import { dayWords, reasonWords, sizeChange, versionWords } from "../../../static/dashboard/history/words.js";

/**
 * @import { Backup, Why } from "../../../static/dashboard/server-types.js"
 * @import { Version } from "../../../static/dashboard/history/timeline.js"
 */

/**
 * @param {number} sequence
 * @param {Why} why
 * @param {Partial<Backup>} [more]
 * @returns {Backup}
 */
function kept(sequence, why, more = {}) {
  const etag = more.etag ?? `sha256-${sequence}`;
  return { name: `20261120T12000${sequence}.000Z--000${sequence}--${etag}--${why}.json`, savedAt: `2026-11-20T12:00:0${sequence}.000Z`, etag, size: 100, why, pinned: why === "pin", ...more };
}

const ON_DISK = { etag: "sha256-5", savedAt: "2026-11-20T12:00:05.000Z" };
const KEPT = [kept(5, "save"), kept(4, "conflict"), kept(3, "hand-edit"), kept(2, "broken"), kept(1, "save")];

/** @param {Version[]} versions */
function said(versions) {
  return versions.map(({ name, isCurrent, before }) => [name.at(-6) && name.split("--")[1], isCurrent, before?.etag ?? null]);
}

test("each version knows the one that it was made from: conflicts and broken files led nowhere", () => {
  assert.deepEqual(said(versionsOf(KEPT, ON_DISK)), [
    ["0005", true, "sha256-3"], ["0004", false, "sha256-3"], ["0003", false, "sha256-1"], ["0002", false, "sha256-1"], ["0001", false, null],
  ]);
});

test("the current version is on top, also above a conflict that was kept after it", () => {
  const versions = versionsOf([kept(6, "conflict"), ...KEPT], ON_DISK);
  assert.deepEqual(versions.slice(0, 2).map(({ etag, isCurrent }) => [etag, isCurrent]), [["sha256-5", true], ["sha256-6", false]]);
});

test("what is on disk and not kept yet is there all the same", () => {
  const [first, second] = versionsOf(KEPT, { etag: "sha256-new", savedAt: "2026-11-20T12:00:09.000Z" });
  assert.equal(first?.name, "current");
  assert.equal(first?.before?.etag, "sha256-5");
  assert.equal(first && reasonWords(first), "On disk");
  assert.equal(second?.isCurrent, false);
  assert.equal(versionsOf(KEPT, { etag: null, savedAt: null }).some(({ isCurrent }) => isCurrent), false);
});

test("an old content that is current again has a row of its own", () => {
  const versions = versionsOf(KEPT, { etag: "sha256-1", savedAt: "2026-11-20T12:00:09.000Z" });
  assert.deepEqual(versions.map(({ name }) => name === "current"), [true, false, false, false, false, false]);
});

test("of equal neighbours the save point is shown", () => {
  const twice = [kept(6, "pin", { etag: "sha256-5", label: "before the cut" }), ...KEPT];
  const versions = versionsOf(twice, ON_DISK);
  assert.equal(versions.length, 5);
  assert.equal(versions[0]?.label, "before the cut");
  const reversed = [kept(6, "save", { etag: "sha256-5" }), kept(5, "pin"), kept(1, "save")];
  assert.deepEqual(versionsOf(reversed, ON_DISK).map(({ pinned }) => pinned), [true, false]);
});

test("versions are found by label and reason, and by what they are", () => {
  const versions = versionsOf([kept(7, "save"), kept(6, "pin", { label: "Before the Storm" }), ...KEPT], { etag: "sha256-7", savedAt: null });
  const found = (/** @type {Partial<import("../../../static/dashboard/history/timeline.js").Wish>} */ wish) =>
    wanted(versions, { show: "all", hidesSaves: false, q: "", ...wish }).map(({ name }) => name.split("--")[1]);
  assert.deepEqual(found({}), ["0007", "0006", "0005", "0004", "0003", "0002", "0001"]);
  assert.deepEqual(found({ hidesSaves: true }), ["0007", "0006", "0004", "0003", "0002"]);
  assert.deepEqual(found({ show: "points" }), ["0006"]);
  assert.deepEqual(found({ show: "hand" }), ["0003", "0002"]);
  assert.deepEqual(found({ show: "conflicts" }), ["0004"]);
  assert.deepEqual(found({ q: "storm before" }), ["0006"]);
  assert.deepEqual(found({ q: "by hand" }), ["0003"]);
  assert.deepEqual(found({ q: "nothing like it" }), []);
});

/**
 * @param {number} day
 * @param {number} hour
 */
function at(day, hour) {
  return new Date(2026, 10, day, hour).toISOString();
}

test("days stand between the versions", () => {
  const now = new Date(2026, 10, 20, 18);
  const versions = versionsOf([kept(3, "save", { savedAt: at(20, 9) }), kept(2, "save", { savedAt: at(19, 23) }), kept(1, "save", { savedAt: at(19, 1) })], { etag: null, savedAt: null });
  const rows = rowsOf(versions, now);
  assert.deepEqual(rows.map((row) => (row.kind === "day" ? row.text : row.version.etag)), ["Today", "sha256-3", "Yesterday", "sha256-2", "sha256-1"]);
  assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
});

test("days are named as people name them", () => {
  const now = new Date(2026, 10, 20, 0, 5);
  assert.equal(dayWords(new Date(2026, 10, 20, 0, 1).toISOString(), now), "Today");
  assert.equal(dayWords(new Date(2026, 10, 19, 23, 59).toISOString(), now), "Yesterday");
  assert.equal(dayWords(new Date(2026, 10, 16, 12).toISOString(), now), "Monday 16 November");
  assert.equal(dayWords(new Date(2025, 2, 1, 12).toISOString(), now), "Saturday 1 March 2025");
  assert.equal(dayWords("soon", now), "An unknown day");
});

test("an address names a version by its name, the name before it was pinned, its hash, or as the current one", () => {
  const versions = versionsOf(KEPT, ON_DISK);
  assert.equal(versionBy(versions, KEPT[2]?.name ?? "")?.etag, "sha256-3");
  assert.equal(versionBy(versions, (KEPT[2]?.name ?? "").replace("--hand-edit", "--pin-hand-edit"))?.etag, "sha256-3");
  assert.equal(versionBy(versions, "sha256-1")?.etag, "sha256-1");
  assert.equal(versionBy(versions, "current")?.etag, "sha256-5");
  for (const none of ["", null, "sha256-9", "--", "../x"]) assert.equal(versionBy(versions, none), null);
});

test("what is looked at comes back from the address", () => {
  const versions = versionsOf(KEPT, ON_DISK);
  const [current, conflict, hand, broken, first] = /** @type {[Version, Version, Version, Version, Version]} */ (versions);
  const chosen = [lookAt(hand, "now"), lookAt(hand, "before"), lookAt(hand, "text"), lookAt(current, "now"), lookAt(broken, "now"), lookAt(first, "before"), pairOf(first, conflict, versions), pairOf(current, hand, versions)];
  for (const one of chosen) {
    const query = new URLSearchParams(Object.entries(queryOf(one)).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
    const back = chosenOf(query, versions);
    assert.ok(back && back !== "unknown");
    assert.deepEqual([back.version.name, back.against, back.other?.name], [one.version.name, one.against, one.other?.name]);
  }
  assert.deepEqual(chosen.map(({ against }) => against), ["now", "before", "text", "before", "text", "before", "other", "before"]);
});

test("an address of a version that is not kept says so, and one without a version nothing", () => {
  const versions = versionsOf(KEPT, ON_DISK);
  assert.equal(chosenOf(new URLSearchParams("from=current&to=sha256-9"), versions), "unknown");
  assert.equal(chosenOf(new URLSearchParams("from=sha256-9&to=sha256-1"), versions), "unknown");
  assert.equal(chosenOf(new URLSearchParams("q=x"), versions), null);
});

test("two versions are compared by their hashes, the older one first", () => {
  const versions = versionsOf(KEPT, ON_DISK);
  const [current, , hand, , first] = /** @type {[Version, Version, Version, Version, Version]} */ (versions);
  assert.deepEqual(comparedOf(lookAt(hand, "now"), current), { from: "sha256-5", to: "sha256-3" });
  assert.deepEqual(comparedOf(lookAt(hand, "before"), current), { from: "sha256-1", to: "sha256-3" });
  assert.deepEqual(comparedOf(pairOf(first, current, versions), current), { from: "sha256-1", to: "sha256-5" });
  assert.equal(comparedOf(lookAt(first, "before"), current), null);
  assert.equal(comparedOf(lookAt(hand, "text"), current), null);
});

test("each reason has its look, and a save point stands out whatever it was kept for", () => {
  const versions = versionsOf([kept(6, "hand-edit", { pinned: true }), kept(1, "conflict")], { etag: null, savedAt: null });
  assert.deepEqual(versions.map((version) => lookOf(version).tone), ["accent", "warn"]);
  assert.equal(lookOf({ .../** @type {Version} */ (versions[1]), why: /** @type {any} */ ("later") }).icon, "clock");
});

test("sizes say how they changed, and versions what they are called", () => {
  assert.deepEqual([sizeChange(1200, 1000), sizeChange(10, 1010), sizeChange(5, 5), sizeChange(5, null), sizeChange(null, 5)], ["+200 bytes", "−1 kB", "same size", "", ""]);
  assert.equal(versionWords({ savedAt: "", label: "before the cut" }), "“before the cut”");
});
