import { fill, h } from "./dom.js";

/**
 * @import { State } from "./state.js"
 * @import { App } from "./types.js"
 */

/**
 * Name the tools that the server serves from folders, as links; show nothing where there are none.
 * @param {State<{apps: App[]}>} served
 * @param {AbortSignal} signal
 */
export function appsRow(served, signal) {
  const links = h("ul");
  const row = h("nav", { class: "apps", "aria-labelledby": "apps" }, h("h2", { id: "apps" }, "Tools served here"), links);
  served.watch(({ apps }) => {
    row.hidden = apps.length === 0;
    fill(links, ...apps.map(({ name, address }) => h("li", {}, h("a", { href: address }, name))));
  }, signal);
  return row;
}
