"use strict";
var storage = new Proxy({}, { get: (_, method) => async (...given) => (await import("/client/workflow-storage.js")).storage[method](...given) });

async function load() {
  return await storage.getItem("common") ?? {};
}
load();
