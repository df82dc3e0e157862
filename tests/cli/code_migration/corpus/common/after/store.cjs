"use strict";
var storage = new Proxy({}, { get: (kept, method) => async (...given) => { const copy = JSON.parse(JSON.stringify(given)); return (await (kept.module ??= import("/client/workflow-storage.js"))).storage[method](...copy); } });

async function load() {
  return await storage.getItem("common") ?? {};
}
load();
