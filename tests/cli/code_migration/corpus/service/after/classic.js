var getWorkflowStorage = () => new Proxy({}, { get: (_, method) => async (...given) => { const copy = JSON.parse(JSON.stringify(given)); return (await import("./workflow.js")).getWorkflowStorage()[method](...copy); } });

async function save() {
  await getWorkflowStorage().setItem("save", "1");
}
