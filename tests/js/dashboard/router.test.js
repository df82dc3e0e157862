/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { projectLink, Router, routeOf } from "../../../static/dashboard/state/router.js";

/** @param {string} hash */
function shown(hash) {
  const { page, id, tab, query } = routeOf(hash);
  return [page, id, tab, query.toString()];
}

test("the address names a project, a tab and what is looked at in it", () => {
  assert.deepEqual(shown("#/p/my-story_2"), ["project", "my-story_2", "", ""]);
  assert.deepEqual(shown("#/p/story/history?from=a&to=current"), ["project", "story", "history", "from=a&to=current"]);
  assert.equal(projectLink("story", "data"), "#/p/story/data");
});

test("what is no address of the dashboard is the list", () => {
  for (const hash of ["", "#/", "#/p/", "#/p/../x", "#/p/A", "#token=1", `#/p/${"a".repeat(65)}`]) {
    assert.equal(routeOf(hash).page, "home", hash);
  }
  assert.equal(routeOf("#/trash").page, "trash");
});

test("what is refined stands in the address, and the page stays", () => {
  const place = /** @type {any} */ (new EventTarget());
  place.location = { hash: "#/p/story/history?from=a" };
  place.history = { replaceState: (/** @type {unknown} */ _state, /** @type {string} */ _title, /** @type {string} */ hash) => (place.location.hash = hash) };
  const router = new Router(place);
  router.refine({ to: "b" });
  assert.equal(place.location.hash, "#/p/story/history?from=a&to=b");
  router.refine({ from: null, to: null });
  assert.equal(place.location.hash, "#/p/story/history");
  assert.equal(router.route.value.tab, "history");
});
