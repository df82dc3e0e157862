import { useMemo } from "preact/hooks";

import { ChangesList } from "../changes/changes-list.js";
import { totalOf } from "../changes/words.js";
import { html } from "../parts/html.js";
import { isSame } from "./comparing.js";
import { Problem, Progress } from "./problem.js";
import { shortTime, WORDS } from "./words.js";

/**
 * @import { Chosen } from "./chosen.js"
 * @import { History } from "./history.js"
 * @import { Difference } from "../server-types.js"
 */

/**
 * Show the difference that is looked at; the one before stays, faded, until it is there.
 * @param {{history: History, chosen: Chosen}} props
 */
export function DifferenceView({ history, chosen }) {
  const { pair, isLoading, difference, shown, error } = history.comparing.state.value;
  const { choice, keys } = history.picking;
  if (!pair) return html`<p class="muted">${WORDS.noBefore}</p>`;
  if (error) return html`<${Problem} error=${error} again=${() => history.comparing.load()} />`;
  if (!difference) return html`<${Progress} />`;
  if (!isLoading && difference.changes.length === 0) return html`<p class="muted">${chosen.against === "now" ? WORDS.sameAsNow : WORDS.same}</p>`;
  const isStale = !isSame(pair, shown);
  const pick = choice.value && !isStale ? keys.value : undefined;
  return html`${isStale ? html`<${Progress} />` : null}
    <div class="difference" aria-busy=${isStale}><${List} history=${history} difference=${difference} names=${isStale ? undefined : namesOf(chosen)} pick=${pick} /></div>`;
}

/**
 * Draws the changes again only if they are others, and not at each step of somebody who holds a key down.
 * @param {{history: History, difference: Difference, names: {from: string, to: string} | undefined, pick: ReadonlySet<string> | undefined}} props
 */
function List({ history, difference, names, pick }) {
  const { changes, counts } = difference;
  const onPick = (/** @type {string[]} */ some, /** @type {boolean} */ isChosen) => history.picking.pick(some, isChosen);
  return useMemo(() => html`<${ChangesList} changes=${changes} names=${names} total=${totalOf(counts)} pick=${pick} onPick=${onPick} />`, [changes, names?.from, names?.to, pick]);
}

/**
 * Say what the two sides are.
 * @param {Chosen} chosen
 */
function namesOf({ version, against, other }) {
  const from = against === "other" ? other : version.before;
  return { from: against === "now" ? WORDS.now : sideName(from), to: version.isCurrent ? WORDS.now : sideName(version) };
}

/** @param {{savedAt: string, label?: string | undefined} | null} version */
function sideName(version) {
  if (!version) return "";
  return version.label ? `“${version.label}”` : shortTime(version);
}
