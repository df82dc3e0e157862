var storage = new Proxy({}, { get: (kept, method) => async (...given) => { const copy = JSON.parse(JSON.stringify(given)); return (await (kept.module ??= import("/client/workflow-storage.js"))).storage[method](...copy); } });

(async function () {
  'use strict';

  var KEY = 'app';
  var app = {
    items: [],
    load: async function () {
      this.items = await storage.getItem(KEY) ?? [];
    },
    async save() {
      await storage.setItem(KEY, this.items);
    },
    add: async function (item) {
      this.items.push(item);
      await this.save();
    },
  };

  await app.load();
  document.body.addEventListener('click', async function () {
    await app.add('x');
  });
})();
