import { useApp } from "../app.js";
import { downloadFrom } from "../parts/download.js";
import { html } from "../parts/html.js";
import { Menu } from "../parts/menu.js";
import { pathOf, wordsOf } from "../state/connection.js";
import { projectLink } from "../state/router.js";

/**
 * @import { App } from "../app.js"
 * @import { ProjectRow } from "../server-types.js"
 * @import { HomeState } from "./home.js"
 */

/**
 * Offer what can be done with a project without opening it.
 * @param {{row: ProjectRow, home: HomeState}} props
 */
export function ProjectMenu({ row, home }) {
  const app = useApp();
  const { id } = row;
  const isReadable = row.state === "ok" || row.state === "invalid";
  const folder = app.connection.health.peek()?.data ?? "data";
  const copies = isReadable ? [{ label: "Duplicate", icon: "copy", run: () => app.duplicate(id) }] : [];
  return html`<${Menu} label=${`Actions for ${row.name}`} items=${[
    { label: "Open", icon: "arrow", href: projectLink(id) },
    { label: "History", icon: "history", href: projectLink(id, "history") },
    { label: "Download", icon: "download", run: () => download(app, id, isReadable) },
    ...copies,
    { label: "Copy the path of the file", icon: "folder", run: () => home.copy(`${folder}/${id}.json`) },
    { label: "Copy the address", icon: "share", run: () => home.copy(`${location.origin}/${projectLink(id)}`) },
    { label: isReadable ? "Delete" : "Delete…", icon: "bin", danger: true, run: () => home.remove(row) },
  ]} />`;
}

/**
 * @param {App} app
 * @param {string} id
 * @param {boolean} isReadable
 */
async function download(app, id, isReadable) {
  try {
    await downloadFrom(app.connection, `${pathOf(id)}/export?format=json${isReadable ? "" : "&raw=1"}`, `${id}.json`);
  } catch (error) {
    app.toasts.say(`${id} was not downloaded. ${wordsOf(error)}`, { tone: "bad" });
  }
}
