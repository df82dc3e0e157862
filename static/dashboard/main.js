import { Api } from "./api.js";
import { askText } from "./dialog.js";
import { fill, freshenTimes } from "./dom.js";
import { Drafts } from "./drafts.js";
import { ApiError } from "./errors.js";
import { Listing } from "./listing.js";
import { listView } from "./list-view.js";
import { acceptDrops, chooseFile, startProject } from "./new-project.js";
import { Project } from "./project.js";
import { projectView } from "./project-view.js";
import { routeOf } from "./router.js";
import { save } from "./saving.js";
import { State } from "./state.js";
import { storeToken, storedToken, takeToken } from "./token.js";

/** @import { App } from "./types.js" */

takeToken(location, history, sessionStorage);

const api = new Api(() => storedToken(sessionStorage));
const drafts = new Drafts(sessionStorage);
const listing = new Listing(api);
/** @type {State<{apps: App[]}>} */
const served = new State({ apps: /** @type {App[]} */ ([]) });
let dataFolder = "";
/** @type {Project | null} */
let project = null;
let leaving = new AbortController();

/** Show the page that the address names. */
function goTo() {
  leaving.abort();
  leaving = new AbortController();
  const route = routeOf(location.hash);
  project = route.page === "project" ? new Project(route.id, api, drafts) : null;
  const view = project ? projectView(project, leaving.signal) : list(leaving.signal);
  const stage = /** @type {HTMLElement} */ (document.querySelector("main"));
  document.title = project ? `${project.id} – Holdfast` : "Holdfast";
  fill(stage, view);
  stage.querySelector("h1")?.focus({ preventScroll: true });
  scrollTo(0, 0);
  void (project ? project.open() : listing.refresh());
}

/** @param {AbortSignal} signal */
function list(signal) {
  const actions = { create: () => startProject(api), importFile: () => chooseFile(api), dataFolder: () => dataFolder };
  return listView({ listing, drafts, served }, actions, signal);
}

/** Look again at what is shown: the disk may have moved on while nobody looked. */
function lookAgain() {
  if (document.visibilityState !== "visible") return;
  void (project ? project.recheck() : listing.refresh());
}

/** Learn the folder, and the token if the server wants one. */
async function greet() {
  try {
    const { data, apps } = await api.health();
    dataFolder = data;
    served.set({ apps });
    const place = document.querySelector("#folder");
    if (place) fill(place, `Folder ${data}`);
    await api.list({ limit: 1 });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) askForToken();
  }
}

function askForToken() {
  askText({
    title: "This server wants its token", label: "Token", action: "Continue",
    help: "It stands after #token= in the address that “holdfast serve” printed.",
  }, async (token) => {
    storeToken(sessionStorage, token);
    await api.list({ limit: 1 });
    goTo();
  });
}

addEventListener("hashchange", () => {
  takeToken(location, history, sessionStorage);
  goTo();
});
addEventListener("focus", lookAgain);
document.addEventListener("visibilitychange", lookAgain);
addEventListener("online", lookAgain);
addEventListener("beforeunload", (event) => {
  project?.keepDraft();
  if (drafts.any) event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (project && !document.querySelector("dialog[open]")) void save(project);
});
setInterval(freshenTimes, 30_000);
acceptDrops(api);
goTo();
void greet();
