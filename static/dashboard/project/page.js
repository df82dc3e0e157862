import { useCommands, useApp } from "../app.js";
import { Banner } from "../parts/banner.js";
import { Empty } from "../parts/empty.js";
import { html } from "../parts/html.js";
import { lazy } from "../parts/lazy.js";
import { loadStyles } from "../parts/stylesheet.js";
import { keepSavePoint } from "../state/project-acts.js";
import { projectLink } from "../state/router.js";
import { ProjectHeader } from "./header.js";
import { KindView } from "./kind-view.js";
import { Waiting } from "./waiting.js";

/** @import { OpenProject } from "../state/open-project.js" */

/** @type {Record<string, {title: string, view: import("preact").FunctionComponent<{project: OpenProject}>}>} */
const TABS = {
  "": { title: "", view: KindView },
  data: { title: "Data", view: tab("../data/", "data-tab", async () => (await import("../data/data-tab.js")).DataTab) },
  history: { title: "History", view: tab("../history/", "history", async () => (await import("../history/history-tab.js")).HistoryTab) },
  share: { title: "Share", view: tab("../share/", "share", async () => (await import("../share/share-tab.js")).ShareTab) },
  settings: { title: "Settings", view: tab("../settings/", "settings", async () => (await import("../settings/settings-tab.js")).SettingsTab) },
};
/** @type {import("preact").FunctionComponent<{project: OpenProject}>} */
const ConflictBanner = lazy(async () => (await import("../conflict/banner.js")).ConflictBanner, { quiet: true });
/** @type {import("preact").FunctionComponent<{project: OpenProject}>} */
const ArrivalBanner = lazy(async () => (await import("./arrival-banner.js")).ArrivalBanner, { quiet: true });
/** @type {import("preact").FunctionComponent<{project: OpenProject, fault: import("../../client/errors.js").Problem}>} */
const FaultPage = lazy(async () => (await import("./fault-page.js")).FaultPage);
const KIND_TITLES = new Map([["pixellab", "Jobs"], ["storycore", "Film"], ["microfilm", "Workflow"], ["film-ledger", "Ledger"]]);

/**
 * Show one project: how it is saved, what needs a decision, and one of its tabs.
 * @param {{project: OpenProject}} props
 */
export function ProjectPage({ project }) {
  const app = useApp();
  const { tab: name } = app.router.route.value;
  useCommands(commandsOf(app, project), [project]);
  const { fault } = project;
  if (fault && name !== "history") return html`<${FaultPage} project=${project} fault=${fault} />`;
  if (project.isGone) return html`<${Gone} project=${project} />`;
  const View = (TABS[name] ?? TABS[""])?.view;
  return html`<article class="project">
    <${ProjectHeader} project=${project} />
    <div class="banners">
      ${project.conflict ? html`<${ConflictBanner} project=${project} />` : null}
      ${project.arrival.value && !project.conflict ? html`<${ArrivalBanner} project=${project} />` : null}
      <${ContractBanner} project=${project} />
    </div>
    <${Tabs} project=${project} chosen=${name in TABS ? name : ""} />
    <div class="tab">${project.document === undefined && !fault && View !== KindView ? html`<${Waiting} />` : html`<${View} project=${project} />`}</div>
  </article>`;
}

/**
 * On a narrow screen the chosen tab may stand beyond the edge.
 * @param {HTMLElement | null} element
 */
function intoView(element) {
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** @param {{project: OpenProject, chosen: string}} props */
function Tabs({ project, chosen }) {
  const entries = Object.entries(TABS).map(([name, { title }]) => [name, title || (KIND_TITLES.get(project.kind.value) ?? "Overview")]);
  return html`<nav class="tabs" aria-label="Parts of the project">
    ${entries.map(([name = "", title]) => html`<a href=${projectLink(project.id, name)} aria-current=${name === chosen ? "page" : undefined} ref=${name === chosen ? intoView : null}>${title}</a>`)}
  </nav>`;
}

/** @param {{project: OpenProject}} props */
function Gone({ project }) {
  return html`<${Empty} icon="archive" title=${`There is no project “${project.id}”`}>
    <p>It was deleted, or never made. What was deleted is kept and can be brought back.</p>
    <div class="row"><a class="button primary" href="#/trash">Look into the trash</a><a class="button" href="#/">All projects</a></div>
  <//>`;
}

/**
 * Says that the file on disk breaks its contract; it is shown and saved all the same, when it is valid again.
 * @param {{project: OpenProject}} props
 */
function ContractBanner({ project }) {
  const { violations = [] } = project.contract.value ?? {};
  if (violations.length === 0) return null;
  const [first] = violations;
  const actions = html`<a class="button" href=${projectLink(project.id, "data")}>Show all</a>`;
  const title = violations.length === 1 ? "One value breaks the contract of its kind" : `${violations.length} values break the contract of their kind`;
  return html`<${Banner} tone="warn" name="contract" title=${title} actions=${actions}>
    <code>${first?.path || "/"}</code> ${first?.message}
  <//>`;
}

/**
 * @param {import("../app.js").App} app
 * @param {OpenProject} project
 */
function commandsOf(app, project) {
  const group = "Project";
  const keys = ["g v", "g e", "g r", "g s", "g o"];
  const tabs = Object.entries(TABS).map(([name, { title }], index) => (
    { id: `tab:${name}`, group, title: `Show ${title || "the overview"}`, keys: keys[index] ?? "", run: () => app.router.go(projectLink(project.id, name)) }));
  return [
    ...tabs,
    { id: "save", group, title: "Save now", keys: "$mod+s", run: () => project.save() },
    { id: "save-point", group, title: "Keep this version as a save point", keys: "p", run: () => keepSavePoint(project, app) },
  ];
}

/**
 * @param {string} folder
 * @param {string} styles
 * @param {() => Promise<import("preact").FunctionComponent<{project: OpenProject}>>} load
 */
function tab(folder, styles, load) {
  return lazy(async () => (await Promise.all([load(), loadStyles(new URL(`${folder}${styles}.css`, import.meta.url))]))[0]);
}
