import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

import { useApp } from "../../app.js";
import { html } from "../../parts/html.js";

/** @import { Chart, Colors } from "./chart-options.js" */

const HEIGHT = 108;
const TOKENS = { ink: "--muted", line: "--line", good: "--good", bad: "--bad", accent: "--accent" };

/**
 * Draw a chart as wide as there is room, in the colours of light or dark; what is under the pointer is said above it.
 * @param {{chart: Chart}} props
 */
export function Plot({ chart }) {
  const { theme } = useApp();
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const said = useRef(/** @type {HTMLElement | null} */ (null));
  const isDark = theme.isDark.value;
  useEffect(() => {
    const { current: element } = place;
    if (!element) return undefined;
    const { bars } = uPlot.paths;
    const say = (/** @type {uPlot} */ { cursor: { idx } }) => said.current && (said.current.textContent = typeof idx === "number" ? chart.say(idx) : "");
    const options = chart.options(colorsOf(element), (how) => /** @type {NonNullable<typeof bars>} */ (bars)(how));
    const plot = new uPlot({ ...options, width: element.clientWidth || 300, height: HEIGHT, hooks: { setCursor: [say] } }, chart.data, element);
    const observer = new ResizeObserver(() => element.clientWidth > 0 && plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => (observer.disconnect(), plot.destroy());
  }, [chart, isDark]);
  return html`<div class="plot" aria-hidden="true"><span class="readout small" ref=${said}></span><div class="canvas" ref=${place}></div></div>`;
}

/**
 * Ask the browser which colours the tokens are here: a canvas knows none of them.
 * @param {HTMLElement} element
 * @returns {Colors}
 */
function colorsOf(element) {
  const style = getComputedStyle(element);
  const colors = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => {
    element.style.color = `var(${token})`;
    return [name, style.color];
  }));
  element.style.color = "";
  return /** @type {Colors} */ ({ ...colors, font: `11px ${style.fontFamily}` });
}
