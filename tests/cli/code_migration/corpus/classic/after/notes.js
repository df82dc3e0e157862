/* Notes: a classic script whose functions are called from the page. */
var storage = new Proxy({}, { get: (kept, method) => async (...given) => { const copy = JSON.parse(JSON.stringify(given)); return (await (kept.module ??= import("/client/workflow-storage.js"))).storage[method](...copy); } });

var notes = {};

async function loadNotes() {
  notes = await storage.getItem("notes") || {};
  show();
}

async function saveNotes() {
  await storage.setItem("notes", notes);
}

async function setNote(name, text) {
  notes[name] = text;
  await saveNotes();
  show();
}

function show() {
  document.title = Object.keys(notes).join();
}

document.getElementById("clear").onclick = async function () {
  notes = {};
  await saveNotes();
};
setInterval(saveNotes, 60000);
loadNotes();
