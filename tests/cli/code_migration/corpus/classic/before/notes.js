/* Notes: a classic script whose functions are called from the page. */

var notes = {};

function loadNotes() {
  notes = JSON.parse(localStorage.getItem("notes")) || {};
  show();
}

function saveNotes() {
  localStorage.setItem("notes", JSON.stringify(notes, null, 2));
}

function setNote(name, text) {
  notes[name] = text;
  saveNotes();
  show();
}

function show() {
  document.title = Object.keys(notes).join();
}

document.getElementById("clear").onclick = function () {
  notes = {};
  saveNotes();
};
setInterval(saveNotes, 60000);
loadNotes();
