import { useLayoutEffect, useState } from "preact/hooks";

import { Empty } from "./empty.js";
import { html } from "./html.js";

/**
 * Make a component of one whose module is loaded when it is first shown.
 * @template Props
 * @param {() => Promise<import("preact").FunctionComponent<Props>>} load
 * @param {{quiet?: boolean}} [options] `quiet`: nothing is shown until it is there, nor if it cannot be loaded
 */
export function lazy(load, { quiet = false } = {}) {
  /** @type {import("preact").FunctionComponent<any> | null} */
  let known = null;
  return function Lazy(/** @type {Props} */ props) {
    const [view, setView] = useState(() => ({ component: known, failed: false }));
    useLayoutEffect(() => {
      if (view.component) return;
      load().then(
        (component) => setView({ component: (known = component), failed: false }),
        () => setView({ component: null, failed: true }),
      );
    }, []);
    if (view.component) return html`<${view.component} ...${props} />`;
    if (quiet) return null;
    if (!view.failed) return html`<div class="progress" role="progressbar" aria-label="Loading"><span></span></div>`;
    return html`<${Empty} icon="cloudOff" title="This part could not be loaded">
      <p>The server does not answer. Reload the page when it is back; nothing that you edited is lost.</p>
    <//>`;
  };
}
