// In the style of a workflow of many pages: each step leaves its result in localStorage for the next.
const STEPS = [
  ["microfilmProjectState", "microfilmProjectState.json"],
  ["microfilmAnalysisData", "microfilmAnalysisData.json"],
  ["microfilmAllocationData", "microfilmAllocationData.json"],
  ["microfilmIndexData", "microfilmIndexData.json"],
  ["microfilmFilmNumberResults", "microfilmFilmNumberResults.json"],
];

const state = () => JSON.parse(localStorage.getItem("microfilmWorkflowState") || '{"step":0}');

async function next() {
  const { step } = state();
  const [key, file] = STEPS[step];
  const result = await (await fetch(`results/${file}`)).text();
  // One of them goes on as the back end sends it, with its white space.
  localStorage.setItem(key, key === "microfilmFilmNumberResults" ? result : JSON.stringify(JSON.parse(result)));
  localStorage.setItem("microfilmWorkflowState", JSON.stringify({ step: step + 1, lastUpdated: new Date().toISOString() }));
  draw();
}

function clear() {
  const keys = [];
  for (let at = 0; at < localStorage.length; at += 1) {
    if (localStorage.key(at).startsWith("microfilm")) keys.push(localStorage.key(at));
  }
  keys.forEach((key) => localStorage.removeItem(key));
  draw();
}

function draw() {
  const done = STEPS.filter(([key]) => localStorage.getItem(key) !== null);
  document.querySelector("#steps").innerHTML = done.map(([key]) => `<li>${key}</li>`).join("");
  const analysis = JSON.parse(localStorage.getItem("microfilmAnalysisData") || "{}").analysisResults;
  const films = JSON.parse(localStorage.getItem("microfilmFilmNumberResults") || "{}").results;
  document.querySelector("#summary").textContent =
    `step ${state().step}: ${analysis ? analysis.documents.length : 0} documents, ${films ? "numbered" : "not numbered"}`;
}

document.querySelector("#next").onclick = next;
document.querySelector("#clear").onclick = clear;
if (localStorage.getItem("dark-mode") === "true") document.body.classList.add("dark");
draw();
