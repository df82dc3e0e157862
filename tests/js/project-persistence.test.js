import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import {
  APIBackend, IndexedDBBackend, LocalStorageBackend, ProjectPersistenceService, StorageBackend, projectPersistence, saveProject, loadProject,
  scheduleAutoSave, projectExists, deleteProject, listProjects,
} from "../../static/client/project-persistence.js";
import { FakeClock, FakeConsole, FakeStorage, Network, database } from "./browser.js";
import { film } from "./films.js";
import { TestServer } from "./server.js";

/** A backend as a page may bring one of its own: it fails as often as it is told. */
class MemoryBackend extends StorageBackend {
  /** @type {Map<string, string>} */
  texts = new Map();
  failures = 0;
  saves = 0;
  /** @type {Promise<unknown> | null} */
  gate = null;

  /**
   * @override
   * @param {string} key
   * @param {string} data
   */
  async save(key, data) {
    this.saves += 1;
    await this.gate;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error("no luck");
    }
    this.texts.set(key, data);
  }

  /**
   * @override
   * @param {string} key
   */
  async load(key) {
    return this.texts.get(key) ?? null;
  }

  /**
   * @override
   * @param {string} key
   */
  async exists(key) {
    return this.texts.has(key);
  }

  /**
   * @override
   * @param {string} key
   */
  async delete(key) {
    this.texts.delete(key);
  }

  /** @override */
  async list() {
    return [...this.texts.keys()].map((key) => key.replace("storycore_project_", ""));
  }
}

/** @type {TestServer} */
let server;
/** @type {FakeClock} */
let clock;
/** @type {FakeConsole} */
let said;
/** @type {MemoryBackend} */
let backend;
/** @type {unknown[]} */
let heard;
let films = 0;

before(async () => {
  server = await TestServer.start();
});

after(() => server.end());

beforeEach(() => {
  clock = new FakeClock();
  said = new FakeConsole();
  backend = new MemoryBackend();
  heard = [];
  films += 1;
});

/** What a page of one browser uses. */
function browser(more = {}) {
  const { now, setTimeout, clearTimeout } = clock;
  const callbacks = {
    onSaveSuccess: (/** @type {string} */ id) => heard.push(["saved", id]),
    onSaveError: (/** @type {Error} */ error) => heard.push(["not saved", error.message]),
    onLoadSuccess: (/** @type {any} */ project) => heard.push(["loaded", project.id]),
    onLoadError: (/** @type {Error} */ error) => heard.push(["not loaded", error.message]),
  };
  return {
    now, setTimeout, clearTimeout, localStorage: new FakeStorage(), indexedDB: null, events: null, console: said,
    server: server.url, ...callbacks, ...more,
  };
}

/** @param {any} [more] */
function service(more) {
  return new ProjectPersistenceService(backend, browser(more));
}

test("a project is saved under its key, and loaded again", async () => {
  const made = service();
  const result = await made.saveProject(film());
  assert.deepEqual(result, { success: true, timestamp: clock.time });
  assert.deepEqual([...backend.texts.keys()], ["storycore_project_film-1"]);
  assert.deepEqual(await made.loadProject("film-1"), { success: true, project: film() });
  assert.deepEqual(heard, [["saved", "film-1"], ["loaded", "film-1"]]);
});

test("a save that fails is tried three times, after one and two seconds", async () => {
  backend.failures = 2;
  const made = service();
  const result = made.saveProject(film());
  await clock.pass(999);
  assert.equal(backend.saves, 1);
  await clock.pass(1);
  assert.equal(backend.saves, 2);
  await clock.pass(1999);
  assert.equal(backend.saves, 2);
  await clock.pass(1);
  assert.equal(backend.saves, 3);
  assert.equal((await result).success, true);
  assert.deepEqual(heard, [["saved", "film-1"]]);
});

test("after the third attempt the error is returned and told", async () => {
  backend.failures = 9;
  const result = service().saveProject(film());
  await clock.pass(10_000);
  const { success, error, timestamp } = await result;
  assert.deepEqual([success, error?.message, timestamp], [false, "no luck", clock.time - 7000]);
  assert.ok(error instanceof Error);
  assert.equal(backend.saves, 3);
  assert.deepEqual(heard, [["not saved", "no luck"]]);
});

test("the number of attempts and the waits are options", async () => {
  backend.failures = 9;
  const result = service({ maxRetries: 2, retryDelay: 10 }).saveProject(film());
  await clock.pass(10);
  assert.equal((await result).success, false);
  assert.equal(backend.saves, 2);
});

test("what breaks the contract is never sent", async () => {
  const broken = [{ id: "film-1" }, { ...film(), shots: [{ ...film().shots[0], duration: 0 }] }, null, { ...film(), name: undefined }];
  for (const project of broken) {
    const { success, error } = await service().saveProject(/** @type {any} */ (project));
    assert.equal(success, false);
    assert.match(error?.message ?? "", /^Project validation failed: /u);
  }
  /** @type {any} */
  const circular = film();
  circular.self = circular;
  assert.match((await service().saveProject(circular)).error?.message ?? "", /validation failed/u);
  assert.equal(backend.saves, 0);
  assert.equal(heard.length, 5);
});

test("two saves at once are one promise, and one save if nothing changed between them", async () => {
  const made = service();
  const project = film();
  const [first, second] = [made.saveProject(project), made.saveProject(project)];
  assert.equal(first, second);
  assert.equal((await first).success, true);
  assert.equal(backend.saves, 1);
  assert.notEqual(made.saveProject(project), first);
});

test("a save during a save is not lost: the promise is kept when the newest content is saved", async () => {
  const made = service();
  /** @type {((value: unknown) => void)[]} */
  const gates = [];
  backend.gate = new Promise((resolve) => gates.push(resolve));
  const first = made.saveProject(film());
  await clock.settle();
  const second = made.saveProject({ ...film(), name: "Dusk" });
  assert.equal(first, second);
  gates[0]?.(null);
  assert.equal((await second).success, true);
  assert.equal(JSON.parse(backend.texts.get("storycore_project_film-1") ?? "").name, "Dusk");
  assert.equal(backend.saves, 2);
});

test("a change saves by itself two seconds after the last one", async () => {
  const made = service();
  made.scheduleAutoSave(film());
  await clock.pass(1999);
  made.scheduleAutoSave({ ...film(), name: "Dusk" });
  await clock.pass(1999);
  assert.equal(backend.saves, 0);
  await clock.pass(1);
  assert.equal(backend.saves, 1);
  assert.equal(JSON.parse(backend.texts.get("storycore_project_film-1") ?? "").name, "Dusk");
});

test("a save that waits can be cancelled, all can be dropped, and none is made where autoSave is off", async () => {
  const made = service({ autoSaveDelay: 50 });
  made.scheduleAutoSave(film());
  made.cancelAutoSave("film-1");
  await clock.pass(60);
  made.scheduleAutoSave(film("a"));
  made.scheduleAutoSave(film("b"));
  made.cleanup();
  await clock.pass(60);
  service({ autoSave: false }).scheduleAutoSave(film());
  await clock.pass(60_000);
  assert.equal(backend.saves, 0);
  made.scheduleAutoSave(film());
  await made.saveProject(film());
  await clock.pass(60);
  assert.equal(backend.saves, 1, "a save makes the one that waits needless");
});

test("what is missing, what is no JSON and what breaks the contract cannot be loaded, and each is told apart", async () => {
  const made = service();
  await backend.save("storycore_project_corrupted", "not valid json {");
  await backend.save("storycore_project_invalid", '{"invalid": "data"}');
  const found = await Promise.all(["nonexistent", "corrupted", "invalid"].map((id) => made.loadProject(id)));
  assert.deepEqual(found.map(({ success, project }) => [success, project]), Array.from({ length: 3 }, () => [false, undefined]));
  const [missing, corrupted, invalid] = found.map(({ error }) => error?.message ?? "");
  assert.equal(missing, "Project nonexistent not found in storage");
  assert.match(corrupted ?? "", /^Failed to parse project corrupted data: /u);
  assert.match(invalid ?? "", /^Project invalid validation failed: /u);
  assert.equal(heard.length, 3);
});

/** @type {[string, () => any][]} */
const BACKENDS = [
  ["localStorage", () => new LocalStorageBackend(browser())],
  ["IndexedDB", () => new IndexedDBBackend(browser({ indexedDB: database(new Map()) }))],
  ["a server", () => new APIBackend(browser())],
  ["a page's own backend", () => new MemoryBackend()],
];
for (const [name, make] of BACKENDS) {
  test(`projects are saved, listed, found and deleted in ${name}`, async () => {
    const made = new ProjectPersistenceService(make(), browser());
    const ids = [`film-${films}`, `My Film ${films} é`, `con-${films}`];
    for (const id of ids) assert.equal((await made.saveProject(film(id))).success, true);
    for (const id of ids) assert.equal((await made.saveProject({ ...film(id), name: id })).success, true);
    const listed = await made.listProjects();
    for (const id of ids) assert.ok(listed.includes(id), `${id} is not in ${listed}`);
    for (const id of ids) assert.equal((await made.loadProject(id)).project?.name, id);
    assert.deepEqual(await Promise.all(ids.map((id) => made.projectExists(id))), [true, true, true]);
    for (const id of ids) await made.deleteProject(id);
    await made.deleteProject(ids[0] ?? "");
    assert.deepEqual(await Promise.all(ids.map((id) => made.projectExists(id))), [false, false, false]);
    assert.match((await made.loadProject(ids[0] ?? "")).error?.message ?? "", /not found/u);
  });
}

test("a backend that lacks a method says so", async () => {
  const made = new ProjectPersistenceService(new StorageBackend(), browser({ maxRetries: 1 }));
  assert.match((await made.saveProject(film())).error?.message ?? "", /has to have the method save/u);
  assert.match((await made.loadProject("film-1")).error?.message ?? "", /has to have the method exists/u);
});

test("a full localStorage is an error that says what to do", async () => {
  const made = new ProjectPersistenceService(new LocalStorageBackend(browser({ localStorage: new FakeStorage(100) })), browser({ maxRetries: 1 }));
  const { error } = await made.saveProject(film());
  assert.match(error?.message ?? "", /^Storage quota exceeded\. Please free up space/u);
});

test("the free functions use localStorage until the service behind them gets another backend", async () => {
  projectPersistence.setBackend(new LocalStorageBackend(browser()));
  assert.equal((await saveProject(film())).success, true);
  assert.equal(await projectExists("film-1"), true);
  projectPersistence.setBackend(backend);
  assert.equal(await projectExists("film-1"), false);
  scheduleAutoSave(film("later"));
  projectPersistence.cleanup();
  assert.equal((await saveProject(film("now"))).success, true);
  assert.equal((await loadProject("now")).project?.id, "now");
  assert.deepEqual(await listProjects(), ["now"]);
  await deleteProject("now");
  assert.deepEqual(await listProjects(), []);
});

/** Two pages that have loaded the same film from the server. */
async function twoPages() {
  const id = `shared-${films}`;
  const [one, two] = [1, 2].map(() => new ProjectPersistenceService(new APIBackend(browser()), browser()));
  if (!one || !two) throw new Error("there are two");
  await one.saveProject(film(id));
  await two.loadProject(id);
  return { id, one, two };
}

test("what two pages change in different places is merged, save after save", async () => {
  const { id, one, two } = await twoPages();
  const [mine, theirs] = [film(id), film(id)];
  for (const turn of [1, 2, 3]) {
    mine.name = `Dawn ${turn}`;
    theirs.shots[0].prompt = `a harbour at dawn, ${turn}`;
    assert.equal((await one.saveProject(mine)).success, true);
    assert.equal((await two.saveProject(theirs)).success, true);
  }
  const stored = await server.file(id);
  assert.deepEqual([stored.name, stored.shots[0].prompt], ["Dawn 3", "a harbour at dawn, 3"]);
});

test("where two pages change one value, the later save fails, says what to do, and both versions are kept", async () => {
  const { id, one, two } = await twoPages();
  await one.saveProject({ ...film(id), name: "One" });
  const { success, error } = await two.saveProject({ ...film(id), name: "Two" });
  assert.equal(success, false);
  assert.match(error?.message ?? "", /was changed elsewhere at \/name, so it was not saved\. Your version is kept as .*conflict.*\. Load the project again/u);
  assert.equal((await server.file(id)).name, "One");
  const { kept } = /** @type {any} */ (error).facts;
  assert.equal((await server.ask(`/api/projects/${id}/backups/${kept}`)).name, "Two");
  await two.loadProject(id);
  assert.equal((await two.saveProject({ ...film(id), name: "Two" })).success, true);
});

test("a project that was not loaded here is not replaced, unless it is the same", async () => {
  const { id } = await twoPages();
  const stranger = new ProjectPersistenceService(new APIBackend(browser()), browser());
  assert.match((await stranger.saveProject({ ...film(id), name: "Other" })).error?.message ?? "", /Load it first, or save under another id/u);
  assert.equal((await stranger.saveProject(film(id))).success, true);
  assert.equal((await stranger.saveProject({ ...film(id), name: "Other" })).success, true);
});

test("a project that was deleted meanwhile comes back only when it is saved once more", async () => {
  const { id, one, two } = await twoPages();
  await one.deleteProject(id);
  assert.match((await two.saveProject({ ...film(id), name: "Two" })).error?.message ?? "", /was deleted meanwhile.*Save once more/u);
  assert.equal((await two.saveProject({ ...film(id), name: "Two" })).success, true);
  assert.equal((await server.file(id)).name, "Two");
});

test("a broken file cannot be parsed, and is not overwritten", async () => {
  const { id, one } = await twoPages();
  const { writeFile, readFile } = await import("node:fs/promises");
  await writeFile(`${server.data}/${id}.json`, '{"id": ');
  assert.match((await one.loadProject(id)).error?.message ?? "", /^Failed to parse project/u);
  const { success } = await one.saveProject(film(id));
  assert.equal(success, false);
  assert.equal(await readFile(`${server.data}/${id}.json`, "utf8"), '{"id": ');
});

test("what is edited while the server is away is an error, and is sent when the project is loaded again", async () => {
  const id = `away-${films}`;
  const network = new Network();
  const shared = { fetch: network.fetch, indexedDB: database(new Map()) };
  const first = new ProjectPersistenceService(new APIBackend(browser(shared)), browser({ ...shared, maxRetries: 1 }));
  await first.saveProject(film(id));
  network.isCut = true;
  const { error } = await first.saveProject({ ...film(id), name: "Dusk" });
  assert.match(error?.message ?? "", /^Holdfast is not answering\. Start it again/u);

  const offline = new ProjectPersistenceService(new APIBackend(browser(shared)), browser(shared));
  assert.equal((await offline.loadProject(id)).project?.name, "Dusk");

  network.isCut = false;
  const answer = await fetch(`${server.url}/api/projects/${id}`, {
    method: "PATCH", headers: { "Content-Type": "application/merge-patch+json" }, body: '{"author": "Ada"}',
  });
  assert.equal(answer.status, 200);
  const next = new ProjectPersistenceService(new APIBackend(browser(shared)), browser(shared));
  const { project } = await next.loadProject(id);
  assert.deepEqual([project?.["name"], project?.["author"]], ["Dusk", "Ada"]);
  assert.deepEqual(await server.file(id), project);
});

test("a save whose answer was lost is no conflict with the next one, however the project began", async () => {
  const id = `lost-${films}`;
  let isLost = false;
  const flaky = async (/** @type {any} */ input, /** @type {any} */ init) => {
    const answer = await fetch(input, init);
    if (isLost && init.method === "PUT") throw new TypeError("The answer was lost");
    return answer;
  };
  const made = new ProjectPersistenceService(new APIBackend(browser({ fetch: flaky })), browser({ maxRetries: 1 }));
  for (const names of [["a", "ab"], ["abc", "abcd"]]) {
    isLost = true;
    assert.equal((await made.saveProject({ ...film(id), name: names[0] })).success, false);
    assert.equal((await server.file(id)).name, names[0]);
    isLost = false;
    assert.deepEqual(await made.saveProject({ ...film(id), name: names[1] }), { success: true, timestamp: clock.time });
    assert.equal((await server.file(id)).name, names[1]);
  }
});

test("a project that was changed elsewhere is not deleted", async () => {
  const { id, one, two } = await twoPages();
  await one.saveProject({ ...film(id), name: "One" });
  await assert.rejects(two.deleteProject(id), /was changed elsewhere, so it was not deleted/u);
  assert.equal(await two.projectExists(id), true);
  await two.loadProject(id);
  await two.deleteProject(id);
  assert.equal(await one.projectExists(id), false);
});

test("what was edited while the server is away and cannot be merged any more is kept beside", async () => {
  const id = `beside-${films}`;
  const network = new Network();
  const shared = { fetch: network.fetch, indexedDB: database(new Map()) };
  const first = new ProjectPersistenceService(new APIBackend(browser(shared)), browser({ ...shared, maxRetries: 1 }));
  network.isCut = true;
  await first.saveProject({ ...film(id), name: "Mine" });
  network.isCut = false;
  await new ProjectPersistenceService(new APIBackend(browser()), browser()).saveProject({ ...film(id), name: "Theirs" });
  const next = new ProjectPersistenceService(new APIBackend(browser(shared)), browser(shared));
  assert.equal((await next.loadProject(id)).project?.name, "Theirs");
  assert.ok(said.said.some((line) => line.includes("is kept as beside-")), said.said.join("\n"));
  assert.equal((await server.file(`${id}-2`)).name, "Mine");
});
