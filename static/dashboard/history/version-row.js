import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { clock, exactTime, sizeWords } from "../words/format.js";
import { CountsBadge } from "./counts-badge.js";
import { lookOf } from "./reasons.js";
import { reasonWords, sizeChange, WORDS } from "./words.js";

/**
 * @import { History } from "./history.js"
 * @import { Version } from "./timeline.js"
 */

/**
 * Show one version in the timeline.
 * @param {{history: History, version: Version, isLast: boolean}} props
 */
export function VersionRow({ history, version, isLast }) {
  const { name, label, savedAt, pinned, isCurrent } = version;
  const chosen = history.chosen.value;
  const { icon, tone } = lookOf(version);
  const isOpen = chosen?.version.name === name;
  const isOther = chosen?.other?.name === name || history.marked.value === name;
  const cursor = history.cursor.value;
  const isPointed = cursor === null ? isCurrent : cursor === name;
  const click = (/** @type {MouseEvent} */ event) => (event.shiftKey ? history.compare(version) : history.open(version));
  return html`<button type="button" class="version" data-version=${name} data-why=${version.why ?? ""} data-pinned=${pinned} data-pointed=${cursor === name}
    data-other=${isOther} aria-current=${isOpen ? "true" : undefined} tabindex=${isPointed ? 0 : -1} onClick=${click}>
    <span class=${`node ${tone}`} data-last=${isLast}><${Icon} name=${icon} /></span>
    <span class="what">
      <span class="first"><time class="numbers" datetime=${savedAt} title=${exactTime(savedAt)}>${clock(savedAt)}</time>
        ${isCurrent ? html`<span class="badge accent">${WORDS.now}</span>` : null}
        <span class=${label ? "called cut" : "reason cut"}>${label || reasonWords(version)}</span></span>
      <span class="second muted">${label || pinned ? html`<span class="cut">${[pinned ? WORDS.pinned : "", label ? reasonOf(version) : ""].filter(Boolean).join(" · ")}</span>` : null}
        ${version.size === null ? null : html`<span class="numbers nowrap">${sizeWords(version.size)}</span>`}</span>
    </span>
    <${Change} history=${history} version=${version} />
  </button>`;
}

/** @param {Version} version */
function reasonOf(version) {
  return version.why === "pin" ? "" : reasonWords(version);
}

/**
 * Says how much a version changed; as long as nobody knows, how much larger it is.
 * @param {{history: History, version: Version}} props
 */
function Change({ history, version }) {
  const counted = history.counting.of(version).value;
  if (typeof counted === "object") return html`<${CountsBadge} counts=${counted} />`;
  if (counted === "waiting") return html`<span class="counts"></span>`;
  return html`<span class="counts muted numbers">${sizeChange(version.size, version.before?.size)}</span>`;
}
