import { useApp } from "../app.js";
import { Empty } from "../parts/empty.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { Menu } from "../parts/menu.js";
import { countSentence } from "../changes/words.js";
import { exactTime, shortHash, sizeWords } from "../words/format.js";
import { download, pin, unpin } from "./acts.js";
import { DifferenceView } from "./difference-view.js";
import { LabelForm } from "./label-form.js";
import { PlayerBar } from "./player-bar.js";
import { lookOf } from "./reasons.js";
import { RestoreBar } from "./restore-bar.js";
import { TextView } from "./text-view.js";
import { longTime, reasonWords, WORDS } from "./words.js";

/**
 * @import { Against, Chosen } from "./chosen.js"
 * @import { History } from "./history.js"
 * @import { Version } from "./timeline.js"
 */

/**
 * Show the version that is looked at, or two beside each other.
 * @param {{history: History}} props
 */
export function Panel({ history }) {
  const found = history.found.value;
  if (!history.isKnown.value) return null;
  if (found === "unknown") return html`<${Gone} history=${history} />`;
  if (!found) return html`<${Hint} />`;
  return html`<article class="version-panel" aria-labelledby="version-title">
    <${PlayerBar} history=${history} />
    ${found.against === "other" ? html`<${PairHead} history=${history} chosen=${found} />` : html`<${Head} history=${history} chosen=${found} />`}
    <div class="body" tabindex="0" role="region" aria-label=${found.against === "text" ? WORDS.text : WORDS.difference}>${found.against === "text" ? html`<${TextView} history=${history} version=${found.version} />` : html`<${DifferenceView} history=${history} chosen=${found} />`}</div>
    <${Spoken} history=${history} chosen=${found} />
  </article>`;
}

/** @param {{history: History, chosen: Chosen}} props */
function Head({ history, chosen }) {
  const { version } = chosen;
  const isLabelled = history.labelled.value === version.name;
  const { icon, tone } = lookOf(version);
  return html`<header class="head">
    <div class="top">
      <${Back} history=${history} />
      <div class="grow"><h2 id="version-title" tabindex="-1" title=${exactTime(version.savedAt)}>${version.label || longTime(version)}</h2>
        <p class="row facts-line small muted"><span class=${`badge ${tone}`}><${Icon} name=${icon} />${version.pinned ? WORDS.pinned : reasonWords(version)}</span>
          ${version.label ? html`<span>${longTime(version)}</span>` : null}
          ${version.size === null ? null : html`<span class="numbers">${sizeWords(version.size)}</span>`}
          <code class="wide-only" title=${version.etag}>${shortHash(version.etag)}</code></p></div>
      <${Actions} history=${history} version=${version} />
    </div>
    ${isLabelled ? html`<${LabelForm} key=${version.name} history=${history} version=${version} />` : null}
    <${RestoreBar} history=${history} chosen=${chosen} />
    <${Ways} history=${history} chosen=${chosen} />
  </header>`;
}

/** @param {{history: History, version: Version}} props */
function Actions({ history, version }) {
  const { toasts } = useApp();
  const copy = () => navigator.clipboard.writeText(version.etag).then(() => toasts.say(WORDS.hashCopied), () => toasts.say(version.etag));
  const items = [
    { label: WORDS.compareWith, icon: "compare", run: () => (history.close(), history.mark(version)) },
    ...(version.pinned ? [{ label: WORDS.unpin, icon: "pin", run: () => unpin(history, version) }] : []),
    { label: WORDS.download, icon: "download", run: () => download(history, version) },
    { label: WORDS.copyHash, icon: "copy", run: copy },
  ];
  const label = version.pinned ? WORDS.rename : WORDS.pin;
  return html`<div class="row actions">
    <button type="button" class="icon-button" aria-label=${label} title=${label} onClick=${() => pin(history, version)}><${Icon} name=${version.pinned ? "edit" : "pin"} /></button>
    <${Menu} label=${WORDS.more} items=${items} />
    <button type="button" class="icon-button shut" aria-label=${WORDS.close} title=${WORDS.close} onClick=${() => history.close()}><${Icon} name="close" /></button>
  </div>`;
}

/** @param {{history: History, chosen: Chosen}} props */
function Ways({ history, chosen }) {
  const { version, against } = chosen;
  /** @type {[Against, string][]} */
  const ways = [["now", WORDS.againstNow], ["before", WORDS.againstBefore], ["text", WORDS.text]];
  const offered = ways.filter(([way]) => (way !== "now" || !version.isCurrent) && (way === "text" || version.why !== "broken"));
  if (offered.length === 1) return null;
  return html`<div class="choice" role="group" aria-label=${WORDS.against}>
    ${offered.map(([way, title]) => html`<button type="button" class="button" aria-pressed=${way === against} onClick=${() => history.turn(way)}>${title}</button>`)}
  </div>`;
}

/** @param {{history: History, chosen: Chosen}} props */
function PairHead({ history, chosen }) {
  const { version, other } = chosen;
  const sides = other ? [[WORDS.from, other], [WORDS.to, version]] : [];
  return html`<header class="head">
    <div class="top"><${Back} history=${history} /><h2 id="version-title" class="grow" tabindex="-1">${WORDS.two}</h2>
      <div class="row actions"><button type="button" class="icon-button shut" aria-label=${WORDS.close} title=${WORDS.close} onClick=${() => history.close()}><${Icon} name="close" /></button></div></div>
    <div class="pair">${sides.map(([side, one]) => html`<${PairSide} history=${history} side=${side} version=${one} />`)}</div>
  </header>`;
}

/** @param {{history: History, side: string, version: Version}} props */
function PairSide({ history, side, version }) {
  const { icon, tone } = lookOf(version);
  return html`<button type="button" class="pair-side" onClick=${() => history.open(version)}>
    <span class="small muted">${side}</span><strong class="cut">${version.label || longTime(version)}</strong>
    <span class=${`badge ${tone}`}><${Icon} name=${icon} />${version.isCurrent ? WORDS.now : reasonWords(version)}</span>
  </button>`;
}

/** @param {{history: History}} props */
function Back({ history }) {
  return html`<button type="button" class="button quiet back" onClick=${() => history.close()}><${Icon} name="back" />${WORDS.back}</button>`;
}

/** @param {{history: History}} props */
function Gone({ history }) {
  return html`<${Empty} icon="clock" title=${WORDS.gone}><p>${WORDS.goneHelp}</p><button type="button" class="button" onClick=${() => history.close()}>${WORDS.back}</button><//>`;
}

function Hint() {
  return html`<div class="hint"><${Empty} icon="history" title=${WORDS.choose}>
    <p>${WORDS.chooseHelp}</p>
    <dl class="keys-help">${WORDS.keys.map(([keys = "", what]) => html`<div><dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${what}</dd></div>`)}</dl>
    <p class="small">${WORDS.keysHelp}</p>
  <//></div>`;
}

/**
 * Tells screen readers what a step through the versions has come to.
 * @param {{history: History, chosen: Chosen}} props
 */
function Spoken({ history, chosen }) {
  const { isLoading, difference } = history.comparing.state.value;
  const text = !isLoading && difference ? `${longTime(chosen.version)}, ${reasonWords(chosen.version)}: ${countSentence(difference.counts)}` : "";
  return html`<p class="for-readers" role="status">${text}</p>`;
}
