import { useMemo, useState } from "preact/hooks";

import { useApp } from "../app.js";
import { Banner } from "../parts/banner.js";
import { html } from "../parts/html.js";
import { lazy } from "../parts/lazy.js";
import { loadStyles } from "../parts/stylesheet.js";
import { countWords } from "../words/format.js";
import { Decision } from "./decision.js";

/** @import { OpenProject } from "../state/open-project.js" */

/** @type {import("preact").FunctionComponent<{decision: Decision}>} */
const MergeView = lazy(async () => {
  const [{ MergeView: view }] = await Promise.all([import("./merge-view.js"), loadStyles(new URL("conflict.css", import.meta.url))]);
  return view;
});

/**
 * Says that the same values were changed here and elsewhere, and opens the decision; everything else goes on meanwhile.
 * @param {{project: OpenProject}} props
 */
export function ConflictBanner({ project }) {
  const { toasts } = useApp();
  const decision = useMemo(() => new Decision(project, toasts), [project]);
  const [isOpen, setOpen] = useState(true);
  if (!project.conflict) return null;
  const count = decision.conflicts.value.length;
  const title = count === 0 ? "This document was changed here and elsewhere" : `${countWords(count, "value was", "values were")} changed here and elsewhere`;
  const actions = html`<button type="button" class="button" aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>${isOpen ? "Later" : "Decide"}</button>`;
  return html`<div class="conflict">
    <${Banner} tone="bad" icon="branch" name="conflict" title=${title} actions=${actions}>
      Nothing is lost: both versions are kept, and your edits are in this browser. Go on working, and decide when you like; until then this project is not saved.
    <//>
    ${isOpen ? html`<${MergeView} decision=${decision} />` : null}
  </div>`;
}
