import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { Value } from "../parts/value.js";
import { moveOf } from "./groups.js";
import { formOf, growth } from "./pairs.js";
import { Side } from "./side.js";
import { Texts } from "./texts.js";
import { WORDS } from "./words.js";

/**
 * @import { Change } from "../server-types.js"
 * @import { Entry } from "./groups.js"
 */

/**
 * Show one change: where, and what was and is there.
 * @param {{entry: Entry, what: string, pick?: ReadonlySet<string> | undefined, onPick?: ((keys: string[], isChosen: boolean) => unknown) | undefined}} props
 *   `what` names the thing that it is in
 */
export function ChangeEntry({ entry, what, pick, onPick }) {
  const { key, change, label } = entry;
  const name = [what, label].filter(Boolean).join(", ");
  return html`<li class="change" data-op=${change.op}>
    ${pick ? html`<input type="checkbox" class="pick" aria-label=${WORDS.choose(name)} checked=${pick.has(key)}
      onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => onPick?.([key], event.currentTarget.checked)} />` : null}
    ${label ? html`<span class="label" title=${change.path}>${label}</span>` : null}
    <div class=${`sides ${formOf(change)}`}><${Sides} change=${change} /></div>
  </li>`;
}

/** @param {{change: Change}} props */
function Sides({ change }) {
  const { from, to } = change;
  switch (formOf(change)) {
    case "move": return html`<${Moved} change=${change} />`;
    case "came": return html`<${Side} side="came"><${Value} value=${to} /><//>`;
    case "gone": return html`<${Side} side="gone"><${Value} value=${from} /><//>`;
    case "line": return html`<${Line} from=${from} to=${to} />`;
    case "texts": return html`<${Texts} before=${from} after=${to} />`;
    default: return html`<${Side} side="gone"><${Value} value=${from} /><//><${Side} side="came"><${Value} value=${to} /><//>`;
  }
}

/** @param {{from: unknown, to: unknown}} props */
function Line({ from, to }) {
  const grown = growth(from, to);
  return html`<span class="for-readers">${WORDS.before}: </span><del><${Value} value=${from} /></del>
    <span class="arrow"><${Icon} name="arrow" /></span>
    <span class="for-readers">${WORDS.after}: </span><ins><${Value} value=${to} /></ins>
    ${grown ? html`<span class="muted small numbers">${grown}</span>` : null}`;
}

/** @param {{change: Change}} props */
function Moved({ change }) {
  const move = moveOf(change);
  return html`<span class="moved">${move ? WORDS.moved(move.from, move.to) : WORDS.movedSomewhere}</span>`;
}
