import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import {
  StorageCompatibilityLayer, WorkflowStorageService, getWorkflowStorage, initializeWorkflowStorage,
} from "../../static/client/workflow-storage.js";
import { FakeClock, FakeConsole, FakeStorage, Network, database } from "./browser.js";
import { TestServer } from "./server.js";

/** @type {TestServer} */
let server;
/** @type {FakeClock} */
let clock;
/** @type {FakeConsole} */
let said;
/** @type {Network} */
let network;
let order = 100;

before(async () => {
  server = await TestServer.start();
});

after(() => server.end());

beforeEach(() => {
  clock = new FakeClock();
  said = new FakeConsole();
  network = new Network();
  order += 1;
});

/** What a page of one browser uses. */
function browser(localStorage = new FakeStorage(), more = {}) {
  const { now, setTimeout, clearTimeout } = clock;
  return {
    now, setTimeout, clearTimeout, localStorage, indexedDB: null, events: null, console: said,
    fetch: network.fetch, server: server.url, ...more,
  };
}

/**
 * Wait until something holds: a real server takes real time, which a fake clock does not know.
 * @param {() => unknown} holds
 */
async function until(holds) {
  for (let turn = 0; turn < 500 && !holds(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(holds(), `this did not come about: ${holds}`);
}

/** @param {number} project */
async function session(project = order) {
  return server.ask(`/api/workflow/session/${project}/`);
}

test("a value is written half a second after the last change, once for each key", async () => {
  const service = new WorkflowStorageService(order, null, browser());
  await service.initialize();
  await service.setItem("microfilmProjectState", { step: 1 });
  await clock.pass(499);
  await service.setItem("microfilmProjectState", { step: 2 });
  await clock.pass(499);
  assert.equal(network.count("PATCH"), 0);
  await clock.pass(1);
  await until(() => service.unsent.length === 0);
  assert.deepEqual(network.requests.at(-1)?.body, { microfilmProjectState: { step: 2 } });
  assert.equal(network.count("PATCH"), 1);
  assert.deepEqual((await session()).project_state, { step: 2 });
  assert.deepEqual(said.said, [
    `log: [StorageService] Initialized with session: ${service.sessionId}`,
    "log: [StorageService] Successfully wrote microfilmProjectState to backend",
  ]);
  service.close();
});

test("a value that was set is what is read, also before anything was awaited and after it was changed outside", async () => {
  const service = new WorkflowStorageService(order, null, browser());
  const state = { step: 1 };
  const kept = service.setItem("microfilmWorkflowState", state);
  state.step = 2;
  assert.deepEqual(await service.getItem("microfilmWorkflowState"), { step: 1 });
  (await service.getItem("microfilmWorkflowState")).step = 3;
  await kept;
  assert.deepEqual(await service.getItem("microfilmWorkflowState"), { step: 1 });
  assert.equal(await service.getItem("microfilmIndexData"), null);
  service.close();
});

test("a value is answered from the cache for 30 seconds, and then asked for again", async () => {
  const service = new WorkflowStorageService(order, null, browser());
  await service.setItem("microfilmIndexData", { rows: 1 });
  assert.equal(await service.flush(), true);
  const { session_id: id } = await session();
  await server.ask(`/api/workflow/session/${id}/update/`, {
    method: "PATCH", headers: { "Content-Type": "application/json" }, body: '{"index_data": {"rows": 2}}',
  });
  await clock.pass(29_000);
  assert.deepEqual(await service.getItem("microfilmIndexData"), { rows: 1 });
  assert.equal(network.count("GET"), 1);
  await clock.pass(1000);
  assert.deepEqual(await service.getItem("microfilmIndexData"), { rows: 2 });
  assert.equal(network.count("GET"), 2);
  service.close();
});

test("a write that fails is tried three times, after 2 and 4 seconds, and again when the server is back", async () => {
  /** @type {unknown[]} */
  const unsaved = [];
  const service = new WorkflowStorageService(order, null, {
    ...browser(), onUnsaved: (key, error) => unsaved.push([key, error instanceof Error ? error.message : ""]),
  });
  await service.initialize();
  network.isCut = true;
  await service.setItem("microfilmProjectState", { step: 1 });
  await clock.pass(500);
  assert.equal(network.count("PATCH"), 1);
  await clock.pass(1999);
  assert.equal(network.count("PATCH"), 1);
  await clock.pass(1);
  assert.equal(network.count("PATCH"), 2);
  await clock.pass(3999);
  assert.equal(network.count("PATCH"), 2);
  assert.deepEqual(unsaved, []);
  await clock.pass(1);
  assert.equal(network.count("PATCH"), 3);
  assert.ok(said.said.includes("error: [StorageService] Failed to write microfilmProjectState after 3 attempts"));
  assert.deepEqual(unsaved, [["microfilmProjectState", "Holdfast is not answering. Start it again with “holdfast serve”."]]);
  assert.deepEqual(service.unsent, ["microfilmProjectState"]);
  await clock.pass(60_000);
  assert.equal(network.count("PATCH"), 3, "while the server is away it is only asked whether it is there");
  network.isCut = false;
  await clock.pass(30_000);
  await until(() => service.unsent.length === 0);
  assert.deepEqual((await session()).project_state, { step: 1 });
  service.close();
});

test("a server that fails is asked again as one that is away, and a token is sent along", async () => {
  /** @type {string[]} */
  const tokens = [];
  const options = browser(new FakeStorage(), {
    token: "secret",
    fetch: (/** @type {any} */ input, /** @type {any} */ init) => {
      tokens.push(init.headers.Authorization);
      return network.fetch(input, init);
    },
  });
  const service = new WorkflowStorageService(order, null, options);
  await service.initialize();
  network.status = 503;
  await service.setItem("microfilmProjectState", { step: 1 });
  await clock.pass(500 + 2000 + 4000);
  assert.equal(network.count("PATCH"), 3);
  network.status = null;
  await clock.pass(5000);
  await until(() => service.unsent.length === 0);
  assert.deepEqual((await session()).project_state, { step: 1 });
  assert.deepEqual(new Set(tokens), new Set(["Bearer secret"]));
  service.close();
});

test("without a server, values are kept in localStorage, and sent by the next page when it is back", async () => {
  const localStorage = new FakeStorage();
  network.isCut = true;
  const first = new WorkflowStorageService(order, null, browser(localStorage));
  await first.initialize();
  assert.equal(first.sessionId, null);
  assert.ok(said.said[0]?.startsWith("error: [StorageService] Initialization failed: Holdfast is not answering."));
  await first.setItem("microfilmProjectState", { step: 7 });
  assert.equal(localStorage.getItem("microfilmProjectState"), '{"step":7}');
  assert.deepEqual(await first.getItem("microfilmProjectState"), { step: 7 });
  first.close();

  const second = new WorkflowStorageService(order, null, browser(localStorage));
  assert.deepEqual(await second.getItem("microfilmProjectState"), { step: 7 });
  assert.deepEqual(second.unsent, ["microfilmProjectState"]);
  second.close();

  network.isCut = false;
  const third = new WorkflowStorageService(order, null, browser(localStorage));
  assert.equal(await third.flush(), true);
  assert.deepEqual((await session()).project_state, { step: 7 });
  const unsent = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at)).filter((name) => name?.includes("unsent"));
  assert.deepEqual(unsent, []);
  third.close();
});

test("an edit made while its older value was being written is written too", async () => {
  /** @type {(() => void)[]} */
  const held = [];
  const slow = async (/** @type {any} */ input, /** @type {any} */ init) => {
    if (init?.method === "PATCH") await new Promise((resolve) => held.push(() => resolve(null)));
    return network.fetch(input, init);
  };
  const service = new WorkflowStorageService(order, null, browser(new FakeStorage(), { fetch: slow }));
  await service.setItem("microfilmProjectState", { step: 1 });
  await clock.pass(500);
  await until(() => held.length === 1);
  await service.setItem("microfilmProjectState", { step: 2 });
  await clock.pass(500);
  held[0]?.();
  await until(() => held.length === 2);
  assert.deepEqual(service.unsent, ["microfilmProjectState"]);
  held[1]?.();
  await until(() => service.unsent.length === 0);
  assert.deepEqual((await session()).project_state, { step: 2 });
  service.close();
});

test("what localStorage has no room for is saved all the same", async () => {
  const localStorage = new FakeStorage(1000);
  const service = new WorkflowStorageService(order, null, browser(localStorage));
  localStorage.setItem("microfilmAnalysisData", '{"old": true}');
  const large = { documents: Array.from({ length: 500 }, (_, number) => ({ id: number })) };
  await service.setItem("microfilmAnalysisData", large);
  assert.equal(localStorage.getItem("microfilmAnalysisData"), null, "an older value must not stay in its place");
  assert.deepEqual(await service.getItem("microfilmAnalysisData"), large);
  assert.equal(await service.flush(), true);
  assert.deepEqual((await session()).analysis_data, large);
  service.close();
});

test("a value is removed here and on the server", async () => {
  const service = new WorkflowStorageService(order, null, browser());
  await service.setItem("microfilmProjectState", { step: 1 });
  await service.flush();
  await service.removeItem("microfilmProjectState");
  assert.equal(await service.getItem("microfilmProjectState"), null);
  await service.flush();
  assert.deepEqual((await session()).project_state, {});
  assert.deepEqual(network.requests.at(-1)?.body, { microfilmProjectState: null });
  service.close();
});

test("clearing removes everything but how the pages look, and drops what was to be written", async () => {
  const localStorage = new FakeStorage();
  const service = new WorkflowStorageService(order, null, browser(localStorage));
  await service.setItem("microfilmProjectState", { step: 1 });
  await service.setItem("ui_preferences", { dark: true });
  await service.setItem("notes", ["a"]);
  await service.flush();
  await service.setItem("microfilmProjectState", { step: 2 });
  await service.clear();
  await until(() => service.unsent.length === 0);
  const found = await session();
  assert.deepEqual([found.project_state, found.ui_preferences], [{}, { dark: true }]);
  assert.deepEqual(await service.getItem("ui_preferences"), { dark: true });
  assert.equal(await service.getItem("microfilmProjectState"), null);
  assert.equal(await service.getItem("notes"), null);
  assert.equal(localStorage.getItem("microfilmProjectState"), null);
  assert.deepEqual(await server.file(`workflow-${order}`), {});
  service.close();
});

test("clearing while the server is away is done when it is back, before what was written after it", async () => {
  const localStorage = new FakeStorage();
  const service = new WorkflowStorageService(order, null, browser(localStorage));
  await service.setItem("microfilmProjectState", { step: 1 });
  await service.setItem("microfilmIndexData", { rows: 1 });
  await service.flush();
  network.isCut = true;
  await service.clear();
  await service.setItem("microfilmIndexData", { rows: 2 });
  assert.equal(await service.getItem("microfilmProjectState"), null);
  assert.deepEqual(await service.getItem("microfilmIndexData"), { rows: 2 });
  service.close();
  network.isCut = false;
  const next = new WorkflowStorageService(order, null, browser(localStorage));
  assert.equal(await next.getItem("microfilmProjectState"), null);
  await next.flush();
  await until(() => next.unsent.length === 0);
  const found = await session();
  assert.deepEqual([found.project_state, found.index_data], [{}, { rows: 2 }]);
  next.close();
});

test("a new session takes over what the browser held; a section with other content stands", async () => {
  const localStorage = new FakeStorage();
  localStorage.setItem("microfilmProjectState", '{"step": 3}');
  localStorage.setItem("dark-mode", "enabled");
  localStorage.setItem("microfilmIndexData", "{broken");
  const service = new WorkflowStorageService(order, null, browser(localStorage));
  await service.initialize();
  assert.equal(network.requests.at(-1)?.path, `/api/workflow/session/${order}/migrate/`);
  const found = await session();
  assert.deepEqual([found.project_state, found["dark-mode"], found.index_data], [{ step: 3 }, "enabled", {}]);
  assert.equal(await service.getItem("dark-mode"), "enabled");
  assert.ok(said.said.some((line) => line.includes("Error parsing localStorage item microfilmIndexData")));
  service.close();

  const elsewhere = new FakeStorage();
  elsewhere.setItem("microfilmProjectState", '{"step": 1}');
  const other = new WorkflowStorageService(order, null, browser(elsewhere));
  assert.deepEqual(await other.getItem("microfilmProjectState"), { step: 3 });
  assert.ok(said.said.some((line) => line.includes("microfilmProjectState was newer on the server")));
  other.close();
});

test("what an older page writes to localStorage beside the service is sent", async () => {
  const localStorage = new FakeStorage();
  const texts = new Map();
  const service = new WorkflowStorageService(order, null, browser(localStorage, { indexedDB: database(texts) }));
  await service.setItem("microfilmProjectState", { step: 1 });
  await service.flush();
  localStorage.setItem("microfilmProjectState", '{"step":2}');
  service.close();
  const next = new WorkflowStorageService(order, null, browser(localStorage, { indexedDB: database(texts) }));
  assert.deepEqual(await next.getItem("microfilmProjectState"), { step: 2 });
  await next.flush();
  assert.deepEqual((await session()).project_state, { step: 2 });
  next.close();
});

test("two orders in one browser never take each other's values", async () => {
  const localStorage = new FakeStorage();
  const texts = new Map();
  const one = new WorkflowStorageService(order, null, browser(localStorage, { indexedDB: database(texts) }));
  order += 1;
  const two = new WorkflowStorageService(order, null, browser(localStorage, { indexedDB: database(texts) }));
  await one.setItem("microfilmAnalysisData", { of: "one" });
  await two.setItem("microfilmProjectState", { of: "two" });
  await one.setItem("microfilmProjectState", { of: "one" });
  await Promise.all([one.flush(), two.flush()]);
  const [first, second] = [await session(order - 1), await session(order)];
  assert.deepEqual([first.project_state, first.analysis_data], [{ of: "one" }, { of: "one" }]);
  assert.deepEqual([second.project_state, second.analysis_data], [{ of: "two" }, {}]);
  one.close();
  two.close();
  const third = new WorkflowStorageService(order + 1, null, browser(localStorage, { indexedDB: database(texts) }));
  assert.equal(await third.getItem("microfilmAnalysisData"), null);
  order += 1;
  third.close();
});

test("a session that was deleted is made anew, and the write arrives", async () => {
  const service = new WorkflowStorageService(order, null, browser());
  await service.setItem("microfilmProjectState", { step: 1 });
  await service.flush();
  const answer = await fetch(`${server.url}/api/projects/microfilm-${order}`);
  await server.ask(`/api/projects/microfilm-${order}`, {
    method: "DELETE", headers: { "If-Match": answer.headers.get("ETag") ?? "" },
  });
  await service.setItem("microfilmProjectState", { step: 2 });
  assert.equal(await service.flush(), true);
  assert.deepEqual((await session()).project_state, { step: 2 });
  service.close();
});

test("what the server refuses is told at once, and stays in the browser", async () => {
  const localStorage = new FakeStorage();
  /** @type {unknown[]} */
  const unsaved = [];
  const service = new WorkflowStorageService(order, null, {
    ...browser(localStorage), onUnsaved: (key) => unsaved.push(key),
  });
  await service.setItem("microfilmProjectState", ["no object"]);
  assert.equal(await service.flush(), false);
  assert.deepEqual(unsaved, ["microfilmProjectState"]);
  assert.equal(network.count("PATCH"), 1);
  assert.deepEqual(await service.getItem("microfilmProjectState"), ["no object"]);
  await service.setItem("microfilmProjectState", { is: "one" });
  assert.equal(await service.flush(), true);
  service.close();
});

test("each user has a session, whatever the name is written in", async () => {
  const services = ["", "anna", "Łukasz"].map((user) => new WorkflowStorageService(order, user, browser()));
  for (const service of services) {
    await service.setItem("microfilmProjectState", { of: service.userId });
    assert.equal(await service.flush(), true);
    service.close();
  }
  assert.equal(new Set(services.map((service) => service.sessionId)).size, 3);
  assert.deepEqual((await session()).project_state, { of: "" });
});

test("any other key is a member of a project, and any JSON value", async () => {
  const service = new WorkflowStorageService(order, "Anna B.", browser());
  const values = { "a/b~c": [1, { x: null }], __proto__x: 0, "": false, text: "5", number: 5, jobs: "no list" };
  for (const [key, value] of Object.entries(values)) await service.setItem(key, value);
  await service.setItem("gone", 1);
  await service.removeItem("gone");
  await service.setItem("nothing", null);
  await service.setItem("undefined", undefined);
  assert.equal(await service.flush(), true);
  assert.deepEqual(await server.file(`workflow-${order}-anna-b-`), values);
  service.close();
  const next = new WorkflowStorageService(order, "Anna B.", browser());
  for (const [key, value] of Object.entries(values)) assert.deepEqual(await next.getItem(key), value);
  assert.equal(await next.getItem("nothing"), null);
  next.close();
});

test("the storage of a page is made once, and asked for only after that", async () => {
  assert.throws(() => getWorkflowStorage(), /^Error: Workflow storage not initialized. Call initializeWorkflowStorage\(\) first.$/u);
  const options = browser();
  const service = await initializeWorkflowStorage(order, "anna", options);
  assert.equal(await initializeWorkflowStorage(order, "anna", options), service);
  assert.equal(getWorkflowStorage(), service);
  assert.equal(service.isInitialized, true);
  assert.deepEqual([service.writeDebounceMs, service.cacheTimeout, service.retryAttempts], [500, 30_000, 3]);
  await service.setItem("microfilmProjectState", { step: 1 });
  order += 1;
  const other = await initializeWorkflowStorage(order, "anna", options);
  assert.notEqual(other, service);
  assert.equal(getWorkflowStorage(), other);
  await until(() => service.unsent.length === 0);
  other.close();
});

test("the compatibility layer uses localStorage until it has a storage, and brings along what was written", async () => {
  const localStorage = new FakeStorage();
  const layer = new StorageCompatibilityLayer(browser(localStorage));
  assert.equal(layer.fallbackToLocalStorage, true);
  await layer.setItem("microfilmProjectState", { step: 1 });
  assert.equal(localStorage.getItem("microfilmProjectState"), '{"step":1}');
  assert.deepEqual(await layer.getItem("microfilmProjectState"), { step: 1 });
  await layer.removeItem("microfilmProjectState");
  assert.equal(await layer.getItem("microfilmProjectState"), null);
  await layer.setItem("microfilmIndexData", { rows: 1 });
  localStorage.setItem("theme", '"dark"');
  await layer.clear();
  assert.equal(await layer.getItem("microfilmIndexData"), null);
  assert.equal(await layer.getItem("theme"), "dark");

  await layer.init("", "anna");
  assert.equal(layer.fallbackToLocalStorage, true);
  assert.ok(said.said.some((line) => line.startsWith("warn: [StorageCompat] Failed to init backend storage, using localStorage:")));
  await layer.setItem("microfilmWorkflowState", { step: 2 });
  await layer.init(order, "anna");
  assert.equal(layer.fallbackToLocalStorage, false);
  assert.equal(layer.storage, getWorkflowStorage());
  assert.deepEqual(await layer.getItem("microfilmWorkflowState"), { step: 2 });
  await layer.storage?.flush();
  const found = await server.ask(`/api/workflow/session/${order}/`, { headers: { "X-User": "anna" } });
  assert.deepEqual(found.workflow_state, { step: 2 });
  await layer.clear();
  assert.equal(await layer.getItem("microfilmWorkflowState"), null);
  layer.storage?.close();
});
