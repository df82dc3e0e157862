import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { useFilm } from "./context.js";

/** @import { Roll } from "./film-types.js" */

const ORDER = { line: ["registered", "filming_in_progress", "filming_complete", "archived"], beside: ["rework_required"] };
const ROLL = { line: ["planned", "filming", "filmed"], beside: ["failed", "rework"] };
/** @type {Readonly<Record<string, string>>} */
export const TONES = { filming: "note", filmed: "good", failed: "bad", rework: "warn", rework_required: "warn", filming_complete: "good", filming_in_progress: "note" };

/**
 * Show where something is on its way: the states in their order, and beside them those that lead back.
 * @param {{label: string, states: {line: string[], beside: string[]}, names: Readonly<Record<string, string>>, now: string | null}} props
 */
function Track({ label, states, names, now }) {
  const reached = now !== null && states.beside.includes(now) ? 1 : states.line.indexOf(now ?? "");
  return html`<ol class="track" aria-label=${label}>
    ${states.line.map((state, place) => html`<li data-reached=${place < reached} data-tone=${TONES[state] ?? ""} aria-current=${state === now ? "step" : undefined}><span class="dot"></span>${names[state]}</li>`)}
    ${states.beside.map((state) => html`<li class="beside" data-tone=${TONES[state]} aria-current=${state === now ? "step" : undefined}><${Icon} name=${state === "failed" ? "warning" : "redo"} />${names[state]}</li>`)}
  </ol>`;
}

/** @param {{state: string | null}} props */
export function OrderTrack({ state }) {
  const { words } = useFilm();
  return html`<${Track} label=${words.order.standing} states=${ORDER} names=${words.order.states} now=${state} />`;
}

/** @param {{roll: Roll}} props */
export function RollTrack({ roll }) {
  const { words } = useFilm();
  return html`<${Track} label=${words.rolls.standing(roll.roll_id)} states=${ROLL} names=${words.rolls.states} now=${roll.state} />`;
}

/** @param {{roll: Roll}} props */
function RollState({ roll }) {
  const { words } = useFilm();
  const { state } = roll;
  return html`<span class=${`badge ${state ? (TONES[state] ?? "") : ""}`} data-state=${state ?? "unknown"}>${state ? words.rolls.states[state] : words.rolls.unknownState}</span>`;
}

/**
 * Say in a few words what a roll is.
 * @param {{roll: Roll}} props
 */
export function RollFacts({ roll }) {
  const { words } = useFilm();
  return html`<${RollState} roll=${roll} />
    <span class="badge">${roll.film_type}</span>
    ${roll.film_number ? html`<strong class="film-number mono" aria-label=${words.rolls.number(roll.film_number)}>${roll.film_number}</strong>` : html`<span class="muted small">${words.rolls.noNumber}</span>`}
    ${roll.temp_roll ? html`<span class="badge accent">${words.rolls.onTemp(roll.temp_roll)}</span>` : null}
    ${roll.attempt > 1 ? html`<span class="muted small">${words.rolls.attempt(roll.attempt)}</span>` : null}`;
}
