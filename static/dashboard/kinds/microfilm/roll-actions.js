import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Menu } from "../../parts/menu.js";
import { useFilm } from "./context.js";

/** @import { ActName, Roll } from "./film-types.js" */

/** What can be done with a roll, what is done most first. */
const ORDER = /** @type {const} */ (["complete", "start", "fail", "refilm", "rework", "void"]);
/** @type {Readonly<Record<string, string>>} */
const ICONS = { complete: "check", start: "play", fail: "warning", refilm: "redo", rework: "undo", void: "bin" };
/** What goes on with the usual way stands on a button; the rest is in the menu. */
const USUAL = new Set(["complete", "start", "fail"]);

/**
 * Offer what can be done with a roll now: the usual way on by buttons, the rest in a menu, or all by buttons.
 * @param {{roll: Roll, whole?: boolean}} props
 */
export function RollActions({ roll, whole = false }) {
  const { words, ask, next } = useFilm();
  const steps = ORDER.filter((step) => roll.steps.includes(step));
  const shown = steps.filter((step) => whole || isOnTheWay(step, roll));
  const others = steps.filter((step) => !shown.includes(step));
  const run = (/** @type {ActName} */ act) => ask({ act, roll });
  return html`<div class="row roll-actions">
    ${shown.map((step, place) => html`<button type="button" class=${look(step, place === 0 && isOnTheWay(step, roll) && (whole || next.roll?.roll_id === roll.roll_id))} onClick=${() => run(step)}><${Icon} name=${ICONS[step] ?? "more"} />${words.acts[step].short}</button>`)}
    ${others.length === 0 ? null : html`<${Menu} label=${words.rolls.actions(roll.roll_id)} items=${others.map((step) => ({ label: words.acts[step].short, icon: ICONS[step] ?? "more", danger: step === "void", run: () => run(step) }))} />`}
  </div>`;
}

/**
 * One button on the page stands out: what is to be done next.
 * @param {string} step
 * @param {boolean} isNext
 */
function look(step, isNext) {
  if (step === "void") return "button danger";
  return isNext ? "button primary" : "button";
}

/**
 * Tell whether a step leads on to a filmed roll, and not back from one.
 * @param {string} step
 * @param {Roll} roll
 */
function isOnTheWay(step, { state }) {
  return USUAL.has(step) || (step === "refilm" && state === "failed");
}
