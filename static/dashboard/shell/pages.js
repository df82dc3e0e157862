import { lazy } from "../parts/lazy.js";
import { loadStyles } from "../parts/stylesheet.js";

/**
 * @import { FunctionComponent } from "preact"
 * @import { OpenProject } from "../state/open-project.js"
 */

/** Pages and dialogs, each loaded when it is first shown, so that none waits for another one. */
export const HomePage = page("../home/home.css", async () => (await import("../home/page.js")).HomePage);
export const TrashPage = page("../home/home.css", async () => (await import("../trash/page.js")).TrashPage);
/** @type {FunctionComponent<{project: OpenProject}>} */
export const ProjectPage = page("../project/project.css", async () => (await import("../project/page.js")).ProjectPage);
export const Palette = lazy(async () => (await import("./palette.js")).Palette, { quiet: true });
export const KeyHelp = lazy(async () => (await import("./key-help.js")).KeyHelp, { quiet: true });
export const TokenDialog = lazy(async () => (await import("./token-dialog.js")).TokenDialog, { quiet: true });

/**
 * @template Props
 * @param {string} styles
 * @param {() => Promise<FunctionComponent<Props>>} load
 */
function page(styles, load) {
  return lazy(async () => (await Promise.all([load(), loadStyles(new URL(styles, import.meta.url))]))[0]);
}
