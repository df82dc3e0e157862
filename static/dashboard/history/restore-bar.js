import { totalOf, totalWords } from "../changes/words.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { choose, restore, restorePicked } from "./acts.js";
import { isSame } from "./comparing.js";
import { CountsBadge } from "./counts-badge.js";
import { WORDS } from "./words.js";

/**
 * @import { Chosen } from "./chosen.js"
 * @import { History } from "./history.js"
 * @import { Version } from "./timeline.js"
 */

/**
 * Say what restoring a version would change, and do it, whole or in parts.
 * @param {{history: History, chosen: Chosen}} props
 */
export function RestoreBar({ history, chosen }) {
  const { version, against } = chosen;
  const current = history.current.value;
  if (version.isCurrent) return html`<p class="muted small">${WORDS.isNow}</p>`;
  if (version.why === "broken") return html`<p class="muted small">${WORDS.brokenRestore}</p>`;
  if (history.picking.isOn.value) return html`<${PickBar} history=${history} />`;
  const canChoose = against === "now" && (history.comparing.state.value.difference?.changes.length ?? 0) > 0;
  return html`<div class="restore">
    <p class="small would">${current ? html`<${Would} history=${history} version=${version} current=${current} />` : null}</p>
    <div class="row">
      ${canChoose ? html`<button type="button" class="button" onClick=${() => choose(history)}>${WORDS.restoreSome}</button>` : null}
      <button type="button" class="button primary" onClick=${() => restore(history, version)}><${Icon} name="history" />${WORDS.restoreThis}</button>
    </div>
  </div>`;
}

/** @param {{history: History, version: Version, current: Version}} props */
function Would({ history, version, current }) {
  const { difference, shown } = history.comparing.state.value;
  const isShown = isSame(shown, { from: current.etag, to: version.etag });
  const counted = isShown && difference ? difference.counts : history.counting.against(version, current).value;
  if (typeof counted === "string") return null;
  if (totalOf(counted) === 0) return WORDS.wouldChangeNothing;
  return html`${WORDS.wouldChange} <strong>${totalWords(counted)}</strong> <${CountsBadge} counts=${counted} />`;
}

/** @param {{history: History}} props */
function PickBar({ history }) {
  const { picking } = history;
  const count = picking.keys.value.size;
  const all = picking.choice.value?.changes.length ?? 0;
  return html`<div class="restore picking" role="group" aria-label=${WORDS.restoreSome}>
    <p class="small numbers" role="status">${WORDS.chosen(count, all)}</p>
    <div class="row">
      <button type="button" class="button small" onClick=${() => picking.pickAll(true)}>${WORDS.chooseAll}</button>
      <button type="button" class="button small" onClick=${() => picking.pickAll(false)}>${WORDS.chooseNone}</button>
      <button type="button" class="button" onClick=${() => picking.end()}>${WORDS.cancel}</button>
      <button type="button" class="button primary" disabled=${count === 0} onClick=${() => restorePicked(history)}>${WORDS.restoreChosen(count)}</button>
    </div>
  </div>`;
}
