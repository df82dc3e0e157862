import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { Menu } from "../parts/menu.js";

/** The bar at the top: where one is, how the server stands, search, light and dark. */
export function Header() {
  const app = useApp();
  const { route } = app.router;
  const project = app.project.value;
  return html`<header class="header">
    <a class="skip" href="#main" onClick=${toMain}>Skip to the page</a>
    <a class="brand" href="#/" aria-label="Holdfast, all projects"><img src=${new URL("../icon.svg", import.meta.url).href} alt="" width="24" height="24" /><span>Holdfast</span></a>
    ${route.value.page === "home" ? null : html`<nav class="crumbs cut" aria-label="Where you are"><span aria-hidden="true">/</span><span class="cut" aria-current="page">${route.value.page === "trash" ? "Trash" : (project?.name.value ?? "")}</span></nav>`}
    <span class="grow"></span>
    <${Standing} />
    <button type="button" class="button quiet find" onClick=${() => (app.commands.isOpen.value = true)}><${Icon} name="search" /><span class="wide-only">Search</span><kbd class="wide-only">${/Mac/u.test(navigator.platform) ? "⌘" : "Ctrl"} K</kbd></button>
    <${ThemeSwitch} />
    <${Menu} label="More" items=${[
      { label: "Keys", icon: "keys", run: () => (app.commands.isHelpOpen.value = true) },
      { label: "Trash", icon: "bin", href: "#/trash" },
      { label: "Follow the system's light and dark", icon: "sun", run: () => (app.theme.choice.value = "system") },
      { label: "The HTTP interface", icon: "data", href: "/openapi.json" },
      { label: "Figures of the server", icon: "chart", href: "/metrics" },
    ]} />
  </header>`;
}

function ThemeSwitch() {
  const { theme } = useApp();
  const label = theme.isDark.value ? "Switch to light" : "Switch to dark";
  return html`<button type="button" class="icon-button" aria-label=${label} title=${label} onClick=${() => theme.switch()}><${Icon} name=${theme.isDark.value ? "sun" : "moon"} /></button>`;
}

/** Says when the server is away; while it answers there is nothing to say. */
function Standing() {
  const { connection } = useApp();
  const words = { unknown: "", up: "", away: "Server away", locked: "Locked" }[connection.standing.value];
  return html`<span class="standing" role="status" data-standing=${connection.standing.value}>${words ? html`<span class="badge warn"><${Icon} name="cloudOff" />${words}</span>` : null}</span>`;
}

/** @param {Event} event */
function toMain(event) {
  event.preventDefault();
  document.querySelector("main")?.focus();
}
