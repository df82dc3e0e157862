import { useApp } from "../../app.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { lazy } from "../../parts/lazy.js";
import { useMedia } from "../../parts/media.js";
import { loadStyles } from "../../parts/stylesheet.js";
import { durationWords, WORDS } from "./words.js";

/**
 * @import { JobList } from "./job-list.js"
 * @import { Metrics } from "./metrics.js"
 * @typedef {{list: JobList}} ChartProps
 */

const Charts = lazy(async () => {
  const [{ JobCharts }] = await Promise.all([import("./charts.js"), loadStyles(new URL("../../../vendor/uplot.css", import.meta.url))]);
  return /** @type {import("preact").FunctionComponent<ChartProps>} */ (JobCharts);
});
const WIDE = "(min-width: 44rem)";

/**
 * Show how many jobs there are and how they went, with charts where somebody wants them.
 * @param {{list: JobList, metrics: Metrics}} props
 */
export function Figures({ list, metrics }) {
  const { preferences } = useApp();
  const choice = preferences.of("jobs:charts", /** @type {boolean | null} */ (null));
  const asTable = preferences.of("jobs:tables", false);
  const isWide = useMedia(WIDE);
  const isOpen = metrics.total > 0 && (choice.value ?? isWide);
  const figures = /** @type {[string, string, string][]} */ ([
    [WORDS.jobs, metrics.total.toLocaleString("en"), ""],
    [WORDS.running, metrics.running.toLocaleString("en"), ""],
    [WORDS.completed, metrics.completed.toLocaleString("en"), ""],
    [WORDS.failed, metrics.failed.toLocaleString("en"), ""],
    [WORDS.totalTime, durationWords(metrics.totalDuration), `${metrics.totalDuration} s`],
    [WORDS.averageTime, durationWords(metrics.avgDuration), `${metrics.avgDuration} s`],
  ]);
  return html`<div class="overview card">
    <div class="row">
      <dl class="figures" aria-label=${WORDS.figures}>${figures.map(([name, value, exact]) => html`<div class="figure" key=${name}><dt class="name">${name}</dt><dd class="value" title=${exact}>${value}</dd></div>`)}</dl>
      <span class="grow"></span>
      ${isOpen ? html`<button type="button" class="button quiet small" aria-pressed=${asTable.value} onClick=${() => (asTable.value = !asTable.value)}><${Icon} name="table" />${WORDS.asTable}</button>` : null}
      ${metrics.total > 0 ? html`<button type="button" class="button quiet small" aria-expanded=${isOpen} onClick=${() => (choice.value = !isOpen)}><${Icon} name="chart" />${isOpen ? WORDS.hideCharts : WORDS.showCharts}</button>` : null}
    </div>
    ${isOpen ? html`<div class="charts">${list.index.value ? html`<${Charts} list=${list} />` : null}</div>` : null}
  </div>`;
}
