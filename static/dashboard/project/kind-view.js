import { html } from "../parts/html.js";
import { lazy } from "../parts/lazy.js";
import { loadStyles } from "../parts/stylesheet.js";
import { Waiting } from "./waiting.js";

/**
 * @import { FunctionComponent } from "preact"
 * @import { OpenProject } from "../state/open-project.js"
 * @typedef {FunctionComponent<{project: OpenProject, children?: any}>} View
 *   One that draws a sketch before the document is there shows its children where it knows nothing to draw.
 */

/** @type {Map<string, View>} */
const VIEWS = new Map([
  ["pixellab", view("pixellab", () => import("../kinds/pixellab/view.js").then(({ PixellabView, Sketch }) => [PixellabView, Sketch]))],
  ["storycore", view("storycore", () => import("../kinds/storycore/view.js").then(({ StorycoreView }) => [StorycoreView]))],
  ["microfilm", view("microfilm", () => import("../kinds/microfilm/view.js").then(({ MicrofilmView }) => [MicrofilmView]))],
]);
const GENERIC = view("generic", () => import("../kinds/generic/view.js").then(({ GenericView }) => [GenericView]));

/**
 * Show a project as its kind is shown; one of an unknown kind as a tree with tables.
 * @param {{project: OpenProject}} props
 */
export function KindView({ project }) {
  if (project.document === undefined && project.kind.value === "") return html`<${Waiting} />`;
  const View = VIEWS.get(project.kind.value) ?? GENERIC;
  return html`<${View} project=${project} />`;
}

/**
 * @param {string} kind
 * @param {() => Promise<View[]>} load the view, and what draws a sketch before the document is there, if the kind has that
 */
function view(kind, load) {
  const styles = new URL(`../kinds/${kind}/view.css`, import.meta.url);
  return lazy(async () => {
    const [[View, Sketch]] = await Promise.all([load(), loadStyles(styles)]);
    return function Kind(/** @type {{project: OpenProject}} */ { project }) {
      if (project.document !== undefined) return html`<${View} project=${project} />`;
      return Sketch ? html`<${Sketch} project=${project}><${Waiting} /><//>` : html`<${Waiting} />`;
    };
  });
}
