import { appsRow } from "./apps-row.js";
import { button, fill, h, icon, time } from "./dom.js";
import { countWords, sizeWords } from "./format.js";
import { otherFiles, trash } from "./list-extras.js";
import { projectLink } from "./router.js";

/**
 * @import { Drafts } from "./drafts.js"
 * @import { Listing, ListingValue } from "./listing.js"
 * @import { State } from "./state.js"
 * @import { App, ProjectSummary } from "./types.js"
 */

const SEARCH_PAUSE = 150;
const SEARCH_ICON = "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM13 13l4 4";

/** @type {Readonly<Record<string, string>>} */
const STATES = { broken: "Broken", invalid: "Not as its kind says", too_large: "Too large", unreadable: "Unreadable" };

/** @type {readonly {sort: ListingValue["sort"], name: string}[]} */
const COLUMNS = [{ sort: "name", name: "Name" }, { sort: "size", name: "Size" }, { sort: "savedAt", name: "Saved" }];

/**
 * @typedef {{
 *   create: () => void,
 *   importFile: () => void,
 *   dataFolder: () => string,
 * }} ListActions
 */

/**
 * Build the page that lists the projects.
 * @param {{listing: Listing, drafts: Drafts, served: State<{apps: App[]}>}} states
 * @param {ListActions} actions
 * @param {AbortSignal} signal
 */
export function listView({ listing, drafts, served }, actions, signal) {
  const count = h("span", { class: "count" });
  const found = h("p", { class: "visually-hidden", role: "status" });
  const body = h("div", { class: "list" });
  const extras = h("div", { class: "extras" });
  listing.state.watch((value) => {
    count.textContent = value.ready ? value.total.toLocaleString("en") : "";
    found.textContent = value.query && value.ready ? `${countWords(value.total, "project")} found` : "";
    fill(body, ...content(value, listing, drafts, actions));
    fill(extras, otherFiles(value.otherFiles, listing), trash(value.trash, listing));
  }, signal);
  return h("div", { class: "page" },
    h("div", { class: "page-head" }, h("h1", { tabindex: "-1" }, "Projects ", count), heading(actions)),
    appsRow(served, signal), tools(listing), found, body, extras);
}

/** @param {ListActions} actions */
function heading({ create, importFile }) {
  return h("div", { class: "buttons" }, button("Import…", importFile),
    button("New project", create, { class: "primary" }));
}

/** @param {Listing} listing */
function tools(listing) {
  let waiting = 0;
  const search = h("input", {
    type: "search", id: "search", placeholder: "Search by name", value: listing.state.value.query, autocomplete: "off",
    oninput: () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => void listing.search(search.value), SEARCH_PAUSE);
    },
  });
  const sort = h("select", { id: "sort", onchange: () => void listing.sortBy(/** @type {any} */ (sort.value)) },
    COLUMNS.map((column) => h("option", { value: column.sort }, `Sort by ${column.name.toLowerCase()}`)));
  sort.value = listing.state.value.sort;
  return h("div", { class: "tools" },
    h("label", { class: "search", for: "search" }, h("span", { class: "visually-hidden" }, "Search projects"),
      icon(SEARCH_ICON), search),
    h("label", { class: "narrow-only", for: "sort" }, h("span", { class: "visually-hidden" }, "Sort by"), sort));
}

/**
 * @param {ListingValue} value
 * @param {Listing} listing
 * @param {Drafts} drafts
 * @param {ListActions} actions
 */
function content(value, listing, drafts, actions) {
  if (value.error) return [troubled(value, listing), value.ready && table(value, listing, drafts)];
  if (!value.ready) return [h("p", { class: "empty", "aria-busy": "true" }, "Reading the folder…")];
  if (value.projects.length === 0) return [value.query ? nothingFound(value.query) : noProjects(actions)];
  const rest = value.total - value.projects.length;
  const more = rest > 0 && button(`Show more (${countWords(rest, "project")} left)`, () => listing.more());
  return [table(value, listing, drafts), more];
}

/**
 * @param {ListingValue} value
 * @param {Listing} listing
 */
function troubled({ error }, listing) {
  return h("div", { class: "banner bad", role: "alert" }, h("p", {}, error),
    h("div", { class: "buttons" }, button("Try again", () => listing.refresh())));
}

/** @param {string} query */
function nothingFound(query) {
  return h("div", { class: "empty" }, h("h2", {}, `No project matches “${query}”`),
    h("p", {}, "Search looks at names and ids. Try fewer letters."));
}

/** @param {ListActions} actions */
function noProjects({ create, importFile, dataFolder }) {
  const folder = dataFolder();
  const where = folder ? [" Files that you put into ", h("code", {}, folder), " appear here by themselves."] : [];
  return h("div", { class: "empty" }, h("h2", {}, "No projects yet"),
    h("p", {}, "Start one, or drop a .json file onto this page.", ...where),
    h("div", { class: "buttons" }, button("Import…", importFile), button("New project", create, { class: "primary" })));
}

/**
 * @param {ListingValue} value
 * @param {Listing} listing
 * @param {Drafts} drafts
 */
function table(value, listing, drafts) {
  const heads = COLUMNS.map((column) => columnHead(column, value, listing));
  heads.splice(2, 0, h("th", { scope: "col", class: "number" }, "Versions"));
  return h("table", { class: "projects" }, h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, value.projects.map((project) => row(project, drafts))));
}

/**
 * @param {{sort: ListingValue["sort"], name: string}} column
 * @param {ListingValue} value
 * @param {Listing} listing
 */
function columnHead({ sort, name }, value, listing) {
  const sorted = value.sort === sort ? `${value.order}ending` : "none";
  const key = `by-${sort}`;
  const turn = async () => {
    await listing.sortBy(sort);
    document.getElementById(key)?.focus();
  };
  const control = button(name, turn, { id: key, class: "sort" });
  return h("th", { scope: "col", "aria-sort": sorted, class: sort === "name" ? "" : "number" }, control);
}

/**
 * @param {ProjectSummary} project
 * @param {Drafts} drafts
 */
function row(project, drafts) {
  const { id, name, state, size, backups, savedAt, problem } = project;
  const detail = typeof problem === "string" ? problem : problem?.detail;
  const badges = [
    state !== "ok" && h("span", { class: "badge bad" }, STATES[state] ?? state),
    drafts.get(id) && h("span", { class: "badge warn" }, "Unsaved edits"),
  ];
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: projectLink(id) }, name || id), ...badges,
      name && name !== id && h("span", { class: "id" }, id), detail && h("span", { class: "detail" }, detail)),
    h("td", { class: "number" }, sizeWords(size)),
    h("td", { class: "number", "data-unit": "versions" }, backups.toLocaleString("en")),
    h("td", { class: "number" }, time(savedAt)));
}
