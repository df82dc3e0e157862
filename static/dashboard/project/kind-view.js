import { html } from "../parts/html.js";
import { lazy } from "../parts/lazy.js";
import { loadStyles } from "../parts/stylesheet.js";

/**
 * @import { FunctionComponent } from "preact"
 * @import { OpenProject } from "../state/open-project.js"
 */

/** @type {Map<string, FunctionComponent<{project: OpenProject}>>} */
const VIEWS = new Map([
  ["pixellab", view("pixellab", async () => (await import("../kinds/pixellab/view.js")).PixellabView)],
  ["storycore", view("storycore", async () => (await import("../kinds/storycore/view.js")).StorycoreView)],
  ["microfilm", view("microfilm", async () => (await import("../kinds/microfilm/view.js")).MicrofilmView)],
]);
const GENERIC = view("generic", async () => (await import("../kinds/generic/view.js")).GenericView);

/**
 * Show a project as its kind is shown; one of an unknown kind as a tree with tables.
 * @param {{project: OpenProject}} props
 */
export function KindView({ project }) {
  const View = VIEWS.get(project.kind.value) ?? GENERIC;
  return html`<${View} project=${project} />`;
}

/**
 * @param {string} kind
 * @param {() => Promise<FunctionComponent<{project: OpenProject}>>} load
 */
function view(kind, load) {
  const styles = new URL(`../kinds/${kind}/view.css`, import.meta.url);
  return lazy(async () => (await Promise.all([load(), loadStyles(styles)]))[0]);
}
