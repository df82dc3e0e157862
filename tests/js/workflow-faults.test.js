import assert from "node:assert/strict";
import { test } from "node:test";

import { WorkflowStorageService } from "../../static/client/workflow-storage.js";
import { FakeConsole, FakeStorage, database } from "./browser.js";
import { TestServer } from "./server.js";

const SECTIONS = ["microfilmProjectState", "microfilmWorkflowState", "microfilmIndexData", "dark-mode"];
const OTHERS = ["todos", "theme", "a/b", "draft"];
const FACTOR = 200;

/**
 * Numbers that look random, the same ones each time.
 * @param {number} seed
 */
function luckOf(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** A browser with several tabs on one server: what one writes to localStorage, the others hear. */
class Browser {
  storage = new FakeStorage();
  texts = new Map();
  isCut = false;
  /** @type {(below: number) => number} */
  luck = () => 1;
  /** @type {{service: WorkflowStorageService, events: EventTarget}[]} */
  tabs = [];

  /**
   * @param {TestServer} server
   * @param {number} order
   */
  constructor(server, order) {
    this.server = server;
    this.order = order;
  }

  /** @type {typeof fetch} */
  fetch = async (input, init) => {
    if (this.isCut || this.luck(9) === 0) throw new TypeError("Failed to fetch");
    const answer = await fetch(input, init);
    if (this.luck(9) === 0) throw new TypeError("The answer was lost");
    return answer;
  };

  open() {
    const events = new EventTarget();
    const heard = (/** @type {string} */ key, /** @type {string | null} */ newValue) => {
      for (const tab of this.tabs.filter((found) => found.events !== events)) {
        tab.events.dispatchEvent(Object.assign(new Event("storage"), { key, newValue, storageArea: tab.service.env.localStorage }));
      }
    };
    const { storage } = this;
    const localStorage = {
      get length() {
        return storage.length;
      },
      clear: () => storage.clear(),
      key: (/** @type {number} */ index) => storage.key(index),
      getItem: (/** @type {string} */ name) => storage.getItem(name),
      setItem: (/** @type {string} */ name, /** @type {string} */ value) => {
        storage.setItem(name, value);
        heard(name, value);
      },
      removeItem: (/** @type {string} */ name) => {
        const was = storage.getItem(name);
        storage.removeItem(name);
        if (was !== null) heard(name, null);
      },
    };
    const service = new WorkflowStorageService(this.order, null, {
      fetch: this.fetch, localStorage, indexedDB: database(this.texts), events, server: this.server.url, console: new FakeConsole(),
      setTimeout: (work, wait) => setTimeout(work, wait / FACTOR),
    });
    this.tabs.push({ service, events });
    return service;
  }

  /** @param {number} index */
  crash(index) {
    const [tab] = this.tabs.splice(index, 1);
    tab?.service.close();
  }
}

const SEEDS = (process.env["HOLDFAST_SEEDS"] ?? "1,2,3").split(",").map(Number);

/**
 * Do many things at random in the tabs of a browser, and return what has to be there in the end.
 * @param {Browser} browser
 * @param {string[]} keys
 * @param {boolean} areHeard whether tabs hear of each other at once
 */
async function play(browser, keys, areHeard) {
  const { luck, server } = browser;
  /** @type {Map<string, any>} */
  const expected = new Map(keys.map((key) => [key, null]));
  for (let turn = 1; turn <= 120; turn += 1) {
    if (browser.tabs.length < 2) browser.open();
    const { service } = browser.tabs[luck(browser.tabs.length)] ?? { service: browser.open() };
    const key = keys[luck(keys.length)] ?? "";
    const what = luck(30);
    const isWrite = what < 26;
    if (what < 22) {
      expected.set(key, { turn });
      void service.setItem(key, { turn });
    } else if (what < 25) {
      expected.set(key, null);
      void service.removeItem(key);
    } else if (what === 25) {
      for (const name of keys) expected.set(name, null);
      void service.clear();
    } else if (what < 28) browser.isCut = !browser.isCut;
    else if (what === 28) browser.crash(luck(browser.tabs.length));
    else if (turn % 3 === 0) {
      await server.kill();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await server.start();
    }
    if (areHeard || isWrite) assert.deepEqual(await service.getItem(key), expected.get(key), `turn ${turn}`);
    await new Promise((resolve) => setTimeout(resolve, 2 + luck(10)));
  }
  return expected;
}

/** @param {Browser} browser */
async function settle(browser) {
  browser.isCut = false;
  browser.luck = () => 1;
  for (const { service } of browser.tabs) {
    for (let turn = 0; turn < 200 && !(await service.flush()); turn += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(service.unsent, []);
  }
}

for (const seed of SEEDS) {
  test(`no edit is lost, whatever tabs, network and server do (${seed})`, async () => {
    const server = await TestServer.start();
    const browser = new Browser(server, seed);
    browser.luck = luckOf(seed);
    try {
      const expected = await play(browser, SECTIONS, true);
      await settle(browser);
      const found = await server.ask(`/api/workflow/session/${seed}/`);
      const shown = [found.project_state, found.workflow_state, found.index_data, found["dark-mode"] ?? null];
      assert.deepEqual(shown, SECTIONS.map((key) => expected.get(key) ?? (key === "dark-mode" ? null : {})));
    } finally {
      for (const { service } of browser.tabs) service.close();
      await server.end();
    }
  });

  test(`no edit of any other key is lost either (${seed})`, async () => {
    const server = await TestServer.start();
    const browser = new Browser(server, seed);
    browser.luck = luckOf(seed + 1000);
    try {
      const expected = await play(browser, OTHERS, false);
      await settle(browser);
      const wanted = Object.fromEntries([...expected].filter(([, value]) => value !== null));
      assert.deepEqual(await server.file(`workflow-${seed}`), wanted);
    } finally {
      for (const { service } of browser.tabs) service.close();
      await server.end();
    }
  });
}
