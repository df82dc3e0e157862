import { useEffect } from "preact/hooks";

import { Empty } from "../../parts/empty.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { useFilm } from "./context.js";
import { NumberTable } from "./number-table.js";
import { numbersOf } from "./order-rolls.js";

/** @import { Label } from "./film-types.js" */

/** Shows every number that the order has or had, and the labels of those that are valid, to be printed. */
export function NumbersPart() {
  const { words, register, rolls, file } = useFilm();
  useEffect(() => register.want("labels"), [register]);
  const numbers = numbersOf(rolls, file);
  const labels = register.labels.value ?? [];
  if (numbers.length === 0) return html`<${Empty} icon="film" title=${words.numbers.none}><p>${words.numbers.noneAdvice}</p><//>`;
  return html`<section class="stack" aria-labelledby="film-numbers">
    <h2 id="film-numbers">${words.numbers.title}</h2>
    <${NumberTable} label=${words.numbers.title} numbers=${numbers} />
    ${labels.length === 0 ? null : html`<header class="row"><div class="grow"><h2>${words.numbers.labels}</h2><p class="muted small">${words.numbers.labelsAdvice}</p></div>
      <button type="button" class="button" onClick=${() => print()}><${Icon} name="print" />${words.numbers.print}</button></header>
    <ul class="labels">${labels.map((label) => html`<${BoxLabel} key=${label.film_number} label=${label} />`)}</ul>`}
  </section>`;
}

/** @param {{label: Label}} props */
function BoxLabel({ label }) {
  const { words } = useFilm();
  const say = words.numbers;
  return html`<li class="label-card" aria-label=${say.label(label.film_number)}>
    <header><span class="big mono">${label.film_number}</span><span class="type">${label.film_type}</span></header>
    <p class="archive"><strong>${label.archive_id ?? ""}</strong> ${[label.document_type, label.location].filter(Boolean).join(" · ")}</p>
    <dl>
      <dt>${say.from}</dt><dd class="name">${label.first_document}</dd><dd class="mono">${label.first_blip ?? ""}</dd>
      <dt>${say.to}</dt><dd class="name">${label.last_document}</dd><dd class="mono">${label.last_blip ?? ""}</dd>
    </dl>
    <footer><span>${say.documents(label.documents, label.pages)}</span><span>${words.rolls.roll(label.roll_id)}, ${say.filmedAt} ${words.moment(label.filmed_at)}</span></footer>
  </li>`;
}
