import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { html } from "../parts/html.js";
import { ChangeEntry } from "./entry.js";
import { firstOf, groupsOf } from "./groups.js";
import { WORDS } from "./words.js";

/**
 * @import { Change } from "../server-types.js"
 * @import { Group } from "./groups.js"
 */

/**
 * @typedef {(keys: string[], isChosen: boolean) => unknown} OnPick
 * @typedef {{pick?: ReadonlySet<string> | undefined, onPick?: OnPick | undefined}} Picking
 */

const FIRST = 120;
const STEP = 400;

/**
 * Show a structural difference to people: by the thing that changed, with before and after beside each other.
 *
 * The styles are in changes.css; who shows this loads them. `pick` turns on a box for each change: it holds the keys of
 * those that are chosen (`keyOf` of groups.js), and `onPick` hears what is to be chosen, or no longer.
 * @param {Picking & {changes: Change[], names?: {from: string, to: string}, total?: number, level?: number}} props
 *   `names` says what both sides are, `total` how many changes there are if not all of them came, `level` which headings
 *   the things get
 */
export function ChangesList({ changes, names, total = changes.length, level = 3, pick, onPick }) {
  const groups = useMemo(() => groupsOf(changes), [changes]);
  const [room, setRoom] = useState(FIRST);
  useEffect(() => setRoom(FIRST), [changes]);
  const shown = useMemo(() => firstOf(groups, room), [groups, room]);
  const left = changes.length - room;
  if (changes.length === 0) return html`<p class="muted">${WORDS.none}</p>`;
  return html`<div class="changes">
    ${names ? html`<p class="legend small"><span class="gone"><span class="sign" aria-hidden="true">−</span>${names.from}</span><span class="came"><span class="sign" aria-hidden="true">+</span>${names.to}</span></p>` : null}
    ${shown.map((group) => html`<${ChangeGroup} key=${group.key} group=${group} level=${level} pick=${pick} onPick=${onPick} />`)}
    ${left > 0 ? html`<button type="button" class="button" onClick=${() => setRoom(room + STEP)}>${WORDS.showMore(Math.min(STEP, left), left)}</button>` : null}
    ${total > changes.length ? html`<p class="muted small">${WORDS.truncated(changes.length, total)}</p>` : null}
  </div>`;
}

/** @param {Picking & {group: Group, level: number}} props */
function ChangeGroup({ group, level, pick, onPick }) {
  const { lead, name, path, isWhole, entries } = group;
  const heading = `h${level}`;
  const what = name ? `${lead}, ${name}` : lead;
  return html`<section class="group" data-whole=${isWhole ?? ""}>
    <header>
      ${pick && entries.length > 1 ? html`<${PickAll} keys=${entries.map(({ key }) => key)} what=${what} pick=${pick} onPick=${onPick} />` : null}
      <${heading} class="title" title=${path || "/"}><span class="lead">${lead}</span>${name ? html`<span class="name">${name}</span>` : null}<//>
      ${isWhole ? html`<span class=${`badge ${isWhole === "added" ? "good" : "bad"}`}>${WORDS[isWhole]}</span>` : null}
    </header>
    <ul>${entries.map((entry) => html`<${ChangeEntry} key=${entry.key} entry=${entry} what=${what} pick=${pick} onPick=${onPick} />`)}</ul>
  </section>`;
}

/** @param {{keys: string[], what: string, pick: ReadonlySet<string>, onPick?: OnPick | undefined}} props */
function PickAll({ keys, what, pick, onPick }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const chosen = keys.filter((key) => pick.has(key)).length;
  useEffect(() => void (box.current && (box.current.indeterminate = chosen > 0 && chosen < keys.length)), [chosen, keys.length]);
  return html`<input type="checkbox" class="pick" ref=${box} aria-label=${WORDS.choose(what)} checked=${chosen === keys.length}
    onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => onPick?.(keys, event.currentTarget.checked)} />`;
}
