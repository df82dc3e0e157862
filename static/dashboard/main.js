import { render } from "preact";

import { Server } from "../client/server.js";
import { App, AppProvider } from "./app.js";
import { html } from "./parts/html.js";
import { listenToKeys } from "./shell/keys.js";
import { Shell } from "./shell/shell.js";
import { warm, warmForLater } from "./shell/warming.js";
import { storedToken, takeToken } from "./state/token.js";

takeToken(location, history, sessionStorage);
const client = `dashboard-${Math.random().toString(36).slice(2)}`;
const app = new App(new Server({ url: location.origin, token: storedToken(sessionStorage), client }), storage());
warm(app.router.route.peek(), app.preferences);
listenToKeys(app.commands, window);
render(html`<${AppProvider} value=${app}><${Shell} /><//>`, /** @type {HTMLElement} */ (document.querySelector("#page")));
app.start();
warmForLater();

/** A browser may forbid its storage to a page. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
