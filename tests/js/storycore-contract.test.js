import assert from "node:assert/strict";
import { test } from "node:test";

import { violationsOf } from "../../static/client/storycore-contract.js";
import { film } from "./films.js";
import { TestServer } from "./server.js";

const ODD = [null, true, 0, -1, -0, 0.5, 2.5, 13, -12.5, "", "x", "en", "1.0", "success", [], {}, ["x"], [1]];

/**
 * List every place in a value.
 * @param {any} value
 * @param {(string | number)[]} [path]
 * @returns {(string | number)[][]}
 */
function placesIn(value, path = []) {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [path, ...[...keys].flatMap((key) => placesIn(value[key], [...path, key]))];
}

/**
 * Return a copy with another value, or with nothing, at a place.
 * @param {any} document
 * @param {(string | number)[]} path
 * @param {any} value undefined: nothing
 */
function changed(document, path, value) {
  const copy = structuredClone(document);
  const holder = path.slice(0, -1).reduce((/** @type {any} */ found, key) => found[key], copy);
  const last = path.at(-1) ?? "";
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

test("the whole film keeps the contract, and violations say where and what", () => {
  assert.deepEqual(violationsOf(film()), []);
  assert.deepEqual(violationsOf({ ...film(), more: 1, capabilities: { ...film().capabilities, more: 1 } }), []);
  assert.deepEqual(violationsOf({ ...film(), name: undefined, shots: [{}] }).slice(0, 2), [
    { path: "/name", message: "has to be a text" },
    { path: "/shots/0/id", message: "is missing" },
  ]);
  const late = changed(film(), ["audioPhrases", 0, "endTime"], 0);
  assert.deepEqual(violationsOf(late), [{ path: "/audioPhrases/0/endTime", message: "has to be after startTime" }]);
  assert.deepEqual(violationsOf(null), [{ path: "", message: "has to be an object" }]);
});

test("the browser and the server agree about every document with one odd value or one thing missing", async () => {
  const server = await TestServer.start();
  try {
    const whole = { $schema: `${server.url}/contracts/storycore.schema.json`, ...film() };
    const places = placesIn(whole).filter((path) => path.length > 0 && path[0] !== "$schema");
    const documents = places.flatMap((path) => [undefined, ...ODD].map((value) => changed(whole, path, value)));
    assert.ok(documents.length > 1000);
    let refused = 0;
    for (const document of documents) {
      const answer = await fetch(`${server.url}/api/import?id=film&dry_run=1`, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(document),
      });
      const said = await answer.json();
      const isBroken = answer.status === 422 && said.code === "contract_broken";
      assert.ok(isBroken || answer.status === 200, JSON.stringify(said));
      assert.equal(violationsOf(document).length > 0, isBroken, `${JSON.stringify(document)} ${JSON.stringify(said)}`);
      refused += Number(isBroken);
    }
    assert.ok(refused > 500 && refused < documents.length);
  } finally {
    await server.end();
  }
});
