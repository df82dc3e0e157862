import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { areNamed, isChanged, marksOf, mergeJobs } from "../../static/client/job-merge.js";
import { Application, StateManager, openPixellab } from "../../static/client/pixellab.js";
import { FakeClock, FakeConsole, FakeStorage, Network, database } from "./browser.js";
import { TestServer } from "./server.js";

/**
 * @param {number} number
 * @param {any} [more]
 */
function job(number, more = {}) {
  return {
    id: `job-${number}`, prompt: "heroic knight", width: 64, height: 64, seed: null, status: "success",
    result: "data:image/png;base64,AAAA", error: null, startTime: 1698589123456, endTime: 1698589125901, duration: 2.445,
    createdAt: 1698589120000, ...more,
  };
}

/** @type {TestServer} */
let server;
/** @type {FakeClock} */
let clock;
/** @type {Network} */
let network;
let histories = 0;

before(async () => {
  server = await TestServer.start();
});

after(() => server.end());

beforeEach(() => {
  clock = new FakeClock();
  network = new Network();
  histories += 1;
});

/** What a page of one browser uses; each test has a history of its own. */
function browser(more = {}) {
  const { now, setTimeout, clearTimeout } = clock;
  return {
    now, setTimeout, clearTimeout, localStorage: new FakeStorage(), indexedDB: null, events: null, console: new FakeConsole(),
    fetch: network.fetch, server: server.url, project: `history-${histories}`, ...more,
  };
}

function stored() {
  return server.file(`history-${histories}`);
}

/** @param {StateManager} state */
function ids(state) {
  return state.state.jobs.map(({ id }) => id);
}

test("a page shows what the browser holds at once, and then what the server has", async () => {
  const options = browser();
  const first = new StateManager(options);
  await first.addJob(job(1));
  assert.deepEqual((await stored()).jobs, [job(1)]);
  const elsewhere = new StateManager(browser());
  elsewhere.loadFromStorage();
  await elsewhere.ready;
  await elsewhere.addJob(job(2));

  const again = new StateManager(options);
  /** @type {unknown[]} */
  const events = [];
  again.subscribe("jobs:restored", (jobs) => events.push(jobs.length));
  again.subscribe("state:updated", () => {
    throw new Error("a listener that fails");
  });
  assert.deepEqual(again.loadFromStorage().jobs, [job(1)]);
  await again.ready;
  assert.deepEqual(ids(again), ["job-1", "job-2"]);
  assert.deepEqual(events, [2]);
});

test("jobs that only the browser has are sent when the page is next opened, as those from before the server", async () => {
  const localStorage = new FakeStorage();
  localStorage.setItem("pixellab_jobs_v1", JSON.stringify({ jobs: [job(1), job(2)], lastJobId: 3, savedAt: "2025-10-29" }));
  const state = new StateManager(browser({ localStorage }));
  state.loadFromStorage();
  await state.ready;
  const { jobs, lastJobId } = await stored();
  assert.deepEqual([jobs.length, lastJobId, state.getNextJobId()], [2, 3, "job-3"]);
});

test("while the server is away the browser keeps the jobs, and they are sent when it is back", async () => {
  const localStorage = new FakeStorage();
  const state = new StateManager(browser({ localStorage }));
  await state.addJob(job(1));
  network.isCut = true;
  await state.addJob(job(2));
  await state.updateJob("job-1", { status: "error" });
  assert.equal(JSON.parse(localStorage.getItem("pixellab_jobs_v1") ?? "").jobs.length, 2);
  state.close();
  const next = new StateManager(browser({ localStorage }));
  next.loadFromStorage();
  await next.ready;
  assert.deepEqual(ids(next), ["job-1", "job-2"]);
  network.isCut = false;
  await clock.pass(2000);
  for (let turn = 0; turn < 200 && (await stored()).jobs.length < 2; turn += 1) await clock.settle();
  assert.deepEqual((await stored()).jobs, [job(1, { status: "error" }), job(2)]);
});

test("two pages never lose each other's jobs, and one id is never two jobs", async () => {
  const [one, two] = [new StateManager(browser()), new StateManager(browser())];
  await one.addJob(job(1));
  await two.loadFromServer();
  await one.addJob(job(2, { prompt: "of one" }));
  const made = job(2, { prompt: "of two" });
  await two.addJob(made);
  assert.equal(made.id, "job-3");
  await one.removeJob("job-1");
  await two.updateJob("job-3", { prompt: "of two, again" });
  assert.deepEqual((await stored()).jobs.map((/** @type {any} */ { id, prompt }) => [id, prompt]), [
    ["job-2", "of one"], ["job-3", "of two, again"],
  ]);
  assert.deepEqual(ids(two), ["job-2", "job-3"]);
});

test("clearing empties the history, here and on the server, and the version before is kept", async () => {
  const state = new StateManager(browser());
  const app = new Application(state);
  await state.addJob(job(1));
  await state.addJob(job(2));
  await app.clearHistory();
  assert.deepEqual((await stored()).jobs, []);
  assert.deepEqual(app.getState().jobs, []);
  const { backups } = await server.ask(`/api/projects/history-${histories}/backups`);
  assert.equal(backups.some((/** @type {any} */ { pinned }) => pinned), true);
});

test("a file that is gone does not empty the browser, and the next save brings it back", async () => {
  const state = new StateManager(browser());
  await state.addJob(job(1));
  const { rm } = await import("node:fs/promises");
  await rm(`${server.data}/history-${histories}.json`);
  await state.loadFromServer();
  assert.deepEqual(ids(state), ["job-1"]);
  assert.deepEqual((await stored()).jobs, [job(1)]);
});

test("pictures for which localStorage has no room are kept all the same", async () => {
  const options = { localStorage: new FakeStorage(500), indexedDB: database(new Map()) };
  network.isCut = true;
  const state = new StateManager(browser(options));
  await state.addJob(job(1, { result: `data:image/png;base64,${"A".repeat(1000)}` }));
  assert.equal(options.localStorage.length, 0);
  const next = new StateManager(browser(options));
  next.loadFromStorage();
  await next.ready;
  assert.deepEqual(ids(next), ["job-1"]);
  state.close();
  next.close();
});

test("another tab's jobs are seen at once", async () => {
  const events = new EventTarget();
  const localStorage = new FakeStorage();
  const state = new StateManager(browser({ localStorage, events }));
  network.isCut = true;
  await state.addJob(job(1));
  const newValue = JSON.stringify({ jobs: [job(1), job(2)], lastJobId: 3 });
  events.dispatchEvent(Object.assign(new Event("storage"), { key: "pixellab_jobs_v1", newValue, storageArea: localStorage }));
  assert.deepEqual(ids(state), ["job-1", "job-2"]);
  state.close();
});

test("the console has the names of the documentation", async () => {
  const { state, app } = await openPixellab(browser());
  await state.addJob(job(1));
  await state.addJob(job(2, { status: "error", duration: 1 }));
  await state.addJob(job(3, { status: "running", duration: null }));
  await state.addJob(job(4, { duration: 1.11 }));
  const found = /** @type {any} */ (globalThis);
  assert.deepEqual([found.app, found.state], [app, state]);
  assert.deepEqual(app.getMetrics(), { total: 4, running: 1, completed: 2, failed: 1, totalDuration: 3.56, avgDuration: 1.78 });
  assert.equal(app.getState().jobs.length, 4);
  const { server: health, api, balance, lastChecked } = state.getState().diagnostics;
  assert.deepEqual([health, api, balance], [
    { status: "ok", message: "Online" }, { status: "error", message: "Missing" }, { status: "warn", message: "No key" },
  ]);
  assert.ok(lastChecked instanceof Date);
  network.isCut = true;
  await app.refreshDiagnostics();
  assert.deepEqual(state.getState().diagnostics.server, { status: "error", message: "Offline" });
  for (const name of ["loadFromServer", "saveToStorage", "saveToLocalStorage", "loadFromStorage"]) assert.equal(typeof found.state[name], "function");
  app.close();
});

/**
 * @param {any[]} found
 * @param {string} text
 */
function prompts(found, text) {
  return found.filter(({ prompt }) => prompt === text).length;
}

test("merging keeps what either side changed, whatever the changes are", () => {
  let seed = 1;
  const luck = (/** @type {number} */ below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const edited = (/** @type {any[]} */ jobs, /** @type {string} */ who) => {
    const left = structuredClone(jobs.filter(() => luck(5) > 0));
    for (const found of left) if (luck(3) === 0) found.prompt = who;
    const more = Array.from({ length: luck(3) }, (_, at) => job(jobs.length + 1 + at, { prompt: `new of ${who}` }));
    return [...left, ...more];
  };
  for (let turn = 0; turn < 2000; turn += 1) {
    const before = Array.from({ length: luck(6) }, (_, at) => job(at + 1));
    const base = marksOf(before);
    const [mine, theirs] = [edited(before, "me"), edited(before, "them")];
    const { jobs } = mergeJobs(base, structuredClone(mine), structuredClone(theirs), before.length + 1);
    assert.ok(areNamed(jobs));
    assert.equal(prompts(jobs, "new of me") + prompts(jobs, "new of them"), prompts(mine, "new of me") + prompts(theirs, "new of them"));
    assert.equal(prompts(jobs, "me"), prompts(mine, "me"));
    for (const { id } of before) {
      const [own, other] = [mine.find((found) => found.id === id), theirs.find((found) => found.id === id)];
      const isThere = jobs.some((found) => found.id === id && !String(found["prompt"]).startsWith("new"));
      const isWanted = own && other ? true : Boolean((own ?? other)?.["prompt"].match(/^(me|them)$/u));
      assert.equal(isThere, isWanted, JSON.stringify({ before, mine, theirs, jobs }));
    }
    assert.equal(isChanged(mergeJobs(marksOf(jobs), jobs, jobs, 99).jobs, marksOf(jobs)), false);
  }
});
