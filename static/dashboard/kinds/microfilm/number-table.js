import { html } from "../../parts/html.js";
import { useFilm } from "./context.js";

/**
 * @import { Issue } from "./film-types.js"
 * @import { Numbered } from "./order-rolls.js"
 */

const TONES = { current: "good", superseded: "", void: "bad", unknown: "warn" };

/**
 * List film numbers with what became of them.
 * @param {{label: string, numbers: Numbered[]}} props
 */
export function NumberTable({ label, numbers }) {
  const { words } = useFilm();
  const { columns, status } = words.numbers;
  return html`<div class="card scroll-x" tabindex="0" role="group" aria-label=${label}><table class="table numbers-table" aria-label=${label}>
    <thead><tr><th>${columns.number}</th><th>${columns.status}</th><th class="number">${columns.roll}</th><th>${columns.film}</th><th>${columns.at}</th><th>${columns.remark}</th></tr></thead>
    <tbody>${numbers.map(({ roll, type, issue }) => html`<tr key=${issue.film_number} data-status=${issue.status}>
      <td class="mono"><strong>${issue.film_number}</strong></td>
      <td><span class=${`badge ${TONES[issue.status]}`}>${status[issue.status]}</span></td>
      <td class="number">${roll}</td><td class="nowrap">${type}</td>
      <td class="nowrap">${issue.at ? html`<time datetime=${issue.at}>${words.moment(issue.at)}</time>` : ""}</td>
      <td class="remark"><${Remark} issue=${issue} /></td>
    </tr>`)}</tbody>
  </table></div>`;
}

/** @param {{issue: Issue}} props */
function Remark({ issue }) {
  const { words } = useFilm();
  const said = [
    issue.superseded_by ? words.numbers.by(issue.superseded_by) : "", issue.temp_roll ? words.numbers.onTemp(issue.temp_roll) : "",
    issue.legacy ? words.numbers.legacy : "", issue.reason ?? "",
  ];
  return html`${said.filter(Boolean).join(" · ")}`;
}
