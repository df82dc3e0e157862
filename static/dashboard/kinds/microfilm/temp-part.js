import { useState } from "preact/hooks";

import { Empty } from "../../parts/empty.js";
import { html } from "../../parts/html.js";
import { useFilm } from "./context.js";

/** @import { TempRoll } from "./film-types.js" */

const TONES = { available: "good", reserved: "accent", used: "", exhausted: "bad" };

/** Shows every temp roll there ever was, with where it came from and who has it. */
export function TempPart() {
  const { words, register } = useFilm();
  const [filter, setFilter] = useState(/** @type {"all" | "available"} */ ("all"));
  const say = words.temp;
  const all = register.tempRolls.value;
  if (all.length === 0) return html`<${Empty} icon="film" title=${say.none}><p>${say.noneAdvice}</p><//>`;
  const found = all.filter(({ status }) => filter === "all" || status === "available").toReversed();
  return html`<section class="stack" aria-labelledby="film-temp">
    <header class="row"><div class="grow"><h2 id="film-temp">${say.title}</h2><p class="muted small">${say.about}</p></div>
      <div class="choice" role="group" aria-label=${say.filter}>${/** @type {const} */ (["all", "available"]).map((name) => html`<button type="button" class="button small" aria-pressed=${filter === name} onClick=${() => setFilter(name)}>${say.filters[name]}</button>`)}</div></header>
    <div class="card scroll-x" tabindex="0" role="group" aria-label=${say.title}><table class="table" aria-label=${say.title}>
      <thead><tr><th>${say.columns.id}</th><th>${say.columns.film}</th><th class="number">${say.columns.usable}</th><th>${say.columns.status}</th><th>${say.columns.exists}</th><th>${say.columns.source}</th><th>${say.columns.roll}</th><th class="minor">${say.columns.at}</th></tr></thead>
      <tbody>${found.map((temp) => html`<${Row} key=${temp.id} temp=${temp} />`)}</tbody>
    </table>${found.length === 0 ? html`<p class="muted nothing">${say.noneFree}</p>` : null}</div>
  </section>`;
}

/** @param {{temp: TempRoll}} props */
function Row({ temp }) {
  const { words } = useFilm();
  const { source, roll } = temp;
  return html`<tr data-status=${temp.status}>
    <td><strong>${temp.id}</strong></td><td class="nowrap">${temp.film_type}</td><td class="number">${words.number(temp.usable)}</td>
    <td><span class=${`badge ${TONES[temp.status]}`}>${words.temp.status[temp.status]}</span></td><td>${temp.exists ? words.yes : words.no}</td>
    <td>${words.temp.source(source.project, source.roll, source.film_number)}</td><td>${roll ? words.temp.roll(roll.project, roll.roll) : ""}</td>
    <td class="minor nowrap"><time datetime=${temp.at}>${words.moment(temp.at)}</time></td>
  </tr>`;
}
