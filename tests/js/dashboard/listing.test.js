/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { Server } from "../../../static/client/server.js";
import { Connection } from "../../../static/dashboard/state/connection.js";
import { Listing } from "../../../static/dashboard/state/listing.js";
import { Preferences } from "../../../static/dashboard/state/preferences.js";
import { TestServer } from "../server.js";

/** The storage of one browser, as far as the preferences use it. */
class Shelf {
  /** @type {Map<string, string>} */
  #texts = new Map();

  /** @param {string} key */
  getItem(key) {
    return this.#texts.get(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  setItem(key, text) {
    this.#texts.set(key, text);
  }
}

/** @type {TestServer} */
let server;
/** @type {Shelf} */
let shelf;

before(async () => {
  server = await TestServer.start();
  await Promise.all(Array.from({ length: 250 }, (_, number) => (
    writeFile(join(server.data, `p${String(number).padStart(3, "0")}.json`), `{"title": "Project ${String(number).padStart(3, "0")}"}`))));
});
after(() => server.end());
beforeEach(() => (shelf = new Shelf()));

/** @param {string} [url] */
function listing(url = server.url) {
  const connection = new Connection(new Server({ url, client: "test" }));
  return new Listing(connection, new Preferences(/** @type {Storage} */ (/** @type {unknown} */ (shelf))));
}

test("a list is loaded where somebody looks, and nowhere else", async () => {
  const list = listing();
  await list.want({ sort: "name", order: "asc" });
  assert.equal(list.total.value, 250);
  assert.deepEqual([list.rows.value.get(0)?.id, list.rows.value.size], ["p000", 100]);
  await list.reach(210, 230);
  assert.deepEqual([list.rows.value.get(220)?.id, list.rows.value.has(150)], ["p220", false]);
});

test("asking again keeps what was seen, and brings it up to date where somebody looks", async () => {
  const list = listing();
  await list.want({ sort: "name", order: "asc" });
  await list.reach(200, 240);
  await writeFile(join(server.data, "p205x.json"), '{"title": "Project 205x"}');
  await list.refresh();
  assert.deepEqual([list.total.value, list.rows.value.get(206)?.id, list.rows.value.get(0)?.id], [251, "p205x", "p000"]);
  await rm(join(server.data, "p205x.json"));
});

test("typing fast ends with the list of the last letter", async () => {
  const list = listing();
  await list.refresh();
  void list.want({ q: "1" });
  void list.want({ q: "12" });
  await list.want({ q: "123" });
  assert.deepEqual([...list.rows.value.values()].map(({ id }) => id), ["p123"]);
  assert.equal(list.isFresh.value, true);
});

test("the next page of the browser shows the list before the server has answered", async () => {
  await listing().refresh();
  const list = listing("http://127.0.0.1:9");
  assert.deepEqual([list.rows.value.size, list.total.value, list.isFresh.value], [100, 250, false]);
});

test("a list that the browser knows as a whole is searched without the server", async () => {
  const small = await TestServer.start();
  try {
    await writeFile(join(small.data, "dawn.json"), '{"title": "Dawn"}');
    await writeFile(join(small.data, "dusk.json"), '{"title": "Dusk"}');
    await listing(small.url).refresh();
    const list = listing("http://127.0.0.1:9");
    await list.want({ q: "du" });
    assert.deepEqual([...list.rows.value.values()].map(({ id }) => id), ["dusk"]);
    assert.deepEqual([list.total.value, list.isFresh.value], [1, false]);
    assert.notEqual(list.error.value, null);
  } finally {
    await small.end();
  }
});

test("a search that the browser cannot answer shows nothing else meanwhile on a fresh page", async () => {
  await listing().refresh();
  const list = listing("http://127.0.0.1:9");
  await list.want({ q: "p1" });
  assert.deepEqual([list.rows.value.size, list.isFresh.value], [0, false]);
});
