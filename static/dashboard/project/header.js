import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Menu } from "../parts/menu.js";
import { keepSavePoint } from "../state/project-acts.js";
import { projectLink } from "../state/router.js";
import { SaveIndicator } from "./save-indicator.js";

/** @import { OpenProject } from "../state/open-project.js" */

/**
 * Name the project, and say how it is saved.
 * @param {{project: OpenProject}} props
 */
export function ProjectHeader({ project }) {
  const app = useApp();
  const kinds = app.listing.kinds.value;
  const kind = project.kind.value;
  const title = kinds.find(({ name }) => name === kind)?.title ?? kind;
  return html`<header class="project-header">
    <div class="grow">
      <h1 tabindex="-1">${project.name.value}</h1>
      <p class="muted small">${title ? html`${title} · ` : null}<code>${project.id}.json</code></p>
    </div>
    <${SaveIndicator} project=${project} />
    <${Menu} label="What can be done with this project" items=${[
      { label: "Keep as save point", icon: "pin", run: () => keepSavePoint(project, app) },
      { label: "Download", icon: "download", href: `${project.path}/export?format=json`, download: true },
      { label: "History", icon: "history", href: projectLink(project.id, "history") },
      { label: "Delete", icon: "bin", danger: true, run: () => app.deleteProject(project.id) },
    ]} />
  </header>`;
}
