import { loadStyles } from "../parts/stylesheet.js";

/**
 * @import { Preferences } from "../state/preferences.js"
 * @import { Route } from "../state/router.js"
 */

/** After this many milliseconds the page has what it shows first. */
const IDLE = 3000;
const KINDS = new Map(/** @type {[string, () => Promise<unknown>][]} */ ([
  ["pixellab", () => import("../kinds/pixellab/view.js")],
  ["storycore", () => import("../kinds/storycore/view.js")],
  ["microfilm", () => import("../kinds/microfilm/view.js")],
]));

/**
 * Begin to load what the page of an address needs all at once, before it is asked for part by part.
 *
 * The document of a large project keeps the browser busy when it comes; what it looked like last is drawn before.
 * @param {Route} route
 * @param {Preferences} preferences
 */
export function warm({ page, id, tab }, preferences) {
  if (page === "home") {
    void loadStyles(new URL("../home/home.css", import.meta.url));
    import("../home/page.js").catch(() => undefined);
  }
  if (page !== "project") return;
  const kind = preferences.of(`kind:${id}`, "").peek();
  const view = tab === "" ? KINDS.get(kind) : undefined;
  const wanted = [import("../state/open-project.js"), import("../project/page.js"), view?.()];
  void loadStyles(new URL("../project/project.css", import.meta.url));
  if (view) void loadStyles(new URL(`../kinds/${kind}/view.css`, import.meta.url));
  // What does not come is asked for again by whoever shows it, and said there.
  wanted.forEach((loading) => loading?.catch(() => undefined));
}

/** The small parts that have to be there when the server is not. */
const WANTED_LATER = [
  () => import("../conflict/banner.js"), () => import("../conflict/merge-view.js"), () => import("../project/arrival-banner.js"),
  () => import("./palette.js"), () => import("./key-help.js"),
];

/** Load them when the page has what it shows first. */
export function warmForLater() {
  setTimeout(() => WANTED_LATER.forEach((load) => load().catch(() => undefined)), IDLE);
}
