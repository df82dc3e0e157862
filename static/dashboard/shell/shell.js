import { useEffect } from "preact/hooks";

import { useApp, useCommands } from "../app.js";
import { html } from "../parts/html.js";
import { Header } from "./header.js";
import { HomePage, KeyHelp, Palette, ProjectPage, TokenDialog, TrashPage } from "./pages.js";
import { ToastList } from "./toasts.js";

/** The whole page. */
export function Shell() {
  const app = useApp();
  const { page, id } = app.router.route.value;
  const { isOpen, isHelpOpen } = app.commands;
  useCommands(general(app), []);
  useEffect(() => void app.show(page === "project" ? id : null), [page, id]);
  useTitle();
  return html`<${Header} />
    <main id="main" tabindex="-1"><${Page} key=${`${page}/${id}`} page=${page} /></main>
    ${isOpen.value ? html`<${Palette} />` : null}
    ${isHelpOpen.value ? html`<${KeyHelp} />` : null}
    ${app.connection.standing.value === "locked" ? html`<${TokenDialog} />` : null}
    <${ToastList} />`;
}

/** @param {{page: string}} props */
function Page({ page }) {
  const app = useApp();
  const project = app.project.value;
  if (page === "home") return html`<${HomePage} />`;
  if (page === "trash") return html`<${TrashPage} />`;
  return project ? html`<${ProjectPage} key=${project.id} project=${project} />` : null;
}

function useTitle() {
  const app = useApp();
  const { page, tab } = app.router.route.value;
  const project = app.project.value;
  const place = page === "trash" ? "Trash" : page === "project" ? [project?.name.value, tab].filter(Boolean).join(" · ") : "";
  const mark = project?.isDirty ? "• " : "";
  useEffect(() => void (document.title = place ? `${mark}${place} · Holdfast` : "Holdfast"), [place, mark]);
}

/**
 * @param {import("../app.js").App} app
 * @returns {import("../state/commands.js").Command[]}
 */
function general(app) {
  return [
    { id: "palette", group: "Everywhere", title: "Search and commands", keys: "$mod+k", hidden: true, run: () => (app.commands.isOpen.value = !app.commands.isOpen.value) },
    { id: "keys", group: "Everywhere", title: "Show all keys", keys: "?", run: () => (app.commands.isHelpOpen.value = true) },
    { id: "home", group: "Everywhere", title: "All projects", keys: "g h", run: () => app.router.go("#/") },
    { id: "trash", group: "Everywhere", title: "Trash", keys: "g t", run: () => app.router.go("#/trash") },
    { id: "undo", group: "Everywhere", title: "Take back what was done last", keys: "u", run: () => app.undo.take() },
    { id: "theme", group: "Everywhere", title: "Switch between light and dark", keys: "g d", run: () => app.theme.switch() },
  ];
}
