/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { HoldfastError } from "../../static/client/errors.js";
import { Server } from "../../static/client/server.js";
import { TestServer } from "./server.js";

/** @type {TestServer} */
let running;
/** @type {Server} */
let server;

before(async () => {
  running = await TestServer.start();
  server = new Server({ url: `${running.url}/`, client: "the list" });
  await server.json("/api/projects/story", { method: "PUT", body: '{"n": 1.0}', headers: { "If-None-Match": "*" } });
});

after(() => running.end());

/**
 * Return what a promise is rejected with.
 * @param {Promise<unknown>} promise
 * @returns {Promise<HoldfastError>}
 */
async function refused(promise) {
  const found = await promise.then(() => null, (error) => error);
  assert.ok(found instanceof HoldfastError);
  return found;
}

/** @type {typeof fetch} */
const nameless = async () => new Response('{"n": 2}');
/** @type {typeof fetch} */
const cut = async () => new Response('{"n": ');
/** @type {typeof fetch} */
const gone = () => Promise.reject(new TypeError("Failed to fetch"));

test("an answer of JSON is read", async () => {
  const { projects } = await server.json("/api/projects?q=story");
  assert.deepEqual(projects.map((/** @type {any} */ row) => row.id), ["story"]);
});

test("a project is loaded with its text and its version, unless that is known", async () => {
  const version = await server.load("/api/projects/story", null);
  assert.deepEqual(version?.document, { n: 1 });
  assert.match(version?.text ?? "", /1\.0/u);
  assert.match(version?.etag ?? "", /^sha256-[0-9a-f]{64}$/u);
  assert.ok(Date.parse(version?.savedAt ?? "") > 0);
  assert.equal(await server.load("/api/projects/story", version?.etag ?? ""), null);
});

test("any answer that is a success is handed over", async () => {
  const response = await server.ask("/api/projects/story/export?format=json");
  assert.match(response.headers.get("Content-Disposition") ?? "", /story/u);
});

test("a refusal is told with its facts", async () => {
  const error = await refused(server.json("/api/projects/story", { method: "PUT", body: "{}", headers: { "If-None-Match": "*" } }));
  assert.deepEqual([error.code, error.status, error.passes], ["project_exists", 412, false]);
  assert.equal(error.problem["etag"], (await server.load("/api/projects/story", null))?.etag);
  assert.match(error.message, /there is a project 'story' already \(.+\)/u);
});

test("what a server does not say in its own words is told too", async () => {
  const other = createServer((_, response) => response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>no</h1>"));
  await new Promise((go) => other.listen(0, "127.0.0.1", () => go(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
  const error = await refused(new Server({ url: `http://127.0.0.1:${port}`, client: "a" }).json("/"));
  assert.deepEqual([error.code, error.status, error.passes], ["unexpected", 502, true]);
  other.close();
});

test("a version without its hash is not from Holdfast", async () => {
  const error = await refused(new Server({ url: running.url, client: "a", fetch: nameless }).load("/api/projects/story", null));
  assert.equal(error.code, "offline");
});

test("a server that does not answer, or not to the end, is away", async () => {
  for (const fetcher of [cut, gone]) {
    const error = await refused(new Server({ url: running.url, client: "a", fetch: fetcher }).json("/"));
    assert.deepEqual([error.code, error.passes], ["offline", true]);
  }
});

test("a request says who asks and shows the token, which may be learnt later", async () => {
  /** @type {any} */
  let sent = null;
  const fetcher = async (/** @type {any} */ _, /** @type {any} */ init) => {
    sent = init.headers;
    return new Response("{}");
  };
  const asking = new Server({ url: running.url, client: "the list", fetch: fetcher });
  await asking.json("/");
  assert.deepEqual([sent["Holdfast-Client"], sent.Authorization], ["the list", undefined]);
  asking.token = "secret";
  await asking.json("/");
  assert.equal(sent.Authorization, "Bearer secret");
});
