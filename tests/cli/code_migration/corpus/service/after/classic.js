var getWorkflowStorage = () => new Proxy({}, { get: (_, method) => async (...given) => (await import("./workflow.js")).getWorkflowStorage()[method](...given) });

async function save() {
  await getWorkflowStorage().setItem("save", "1");
}
