var getWorkflowStorage = ((kept) => () => new Proxy(kept, { get: (kept, method) => async (...given) => { const copy = JSON.parse(JSON.stringify(given)); return (await (kept.module ??= import("./workflow.js"))).getWorkflowStorage()[method](...copy); } }))({});

async function save() {
  await getWorkflowStorage().setItem("save", "1");
}
