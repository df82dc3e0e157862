import { countWords } from "../../words/format.js";
import { successRate } from "./metrics.js";
import { binWords, dayWords, rateWords } from "./words.js";

/**
 * @import { AlignedData, Axis, Options, Range, Series } from "uplot"
 * @import { Bin, Day } from "./metrics.js"
 * @typedef {{ink: string, line: string, good: string, bad: string, accent: string, font: string}} Colors
 * @typedef {(how: {size: [number, number], align?: 0 | 1, gap?: number}) => Series.PathBuilder} Bars
 * @typedef {{data: AlignedData, options: (colors: Colors, bars: Bars) => Omit<Options, "width" | "height">, say: (at: number) => string}} Chart
 *   What is drawn, how, and what is said of one place of it.
 */

const DAY = 86_400;
/** A history of few days is drawn as the end of so many, so that a day keeps its width. */
const FEWEST_DAYS = 14;
const POINTS = 60;

/**
 * Draw what was completed and what failed on each day, the failed ones on top.
 * @param {Day[]} days
 * @returns {Chart}
 */
export function daysChart(days) {
  const sums = days.map(({ completed, failed }) => completed + failed);
  return {
    data: [days.map(({ day }) => day / 1000), sums, days.map(({ completed }) => completed)],
    options: (colors, bars) => ({
      ...common(colors, { x: { time: true, range: () => daysShown(days) }, y: { range: fromZero } }),
      series: [{}, dayBars(colors.bad, bars), dayBars(colors.good, bars)],
      axes: [timeAxis(colors), countAxis(colors)],
    }),
    say: (at) => {
      const day = days[at];
      return day ? `${dayWords(day.day)}: ${countWords(day.completed, "completed", "completed")}, ${countWords(day.failed, "failed", "failed")}` : "";
    },
  };
}

/**
 * Draw how many jobs took how long.
 * @param {Bin[]} bins
 * @returns {Chart}
 */
export function binsChart(bins) {
  const width = (bins[1]?.from ?? bins[0]?.to ?? 1) - (bins[0]?.from ?? 0);
  const end = (bins.at(-1)?.from ?? 0) + width;
  return {
    data: [bins.map(({ from }) => from), bins.map(({ count }) => count)],
    options: (colors, bars) => ({
      ...common(colors, { x: { time: false, range: () => [0, end] }, y: { range: fromZero } }),
      series: [{}, { fill: colors.accent, width: 0, points: { show: false }, paths: bars({ size: [1, Infinity], align: 1, gap: 2 }) }],
      axes: [{ ...axis(colors), grid: { show: false }, space: 36, incrs: [1, 2, 5, 10, 20].map((count) => count * width), values: (_, splits) => splits.map((seconds) => `${seconds}`) }, countAxis(colors)],
    }),
    say: (at) => {
      const bin = bins[at];
      return bin ? `${binWords(bin)} s: ${countWords(bin.count, "job")}` : "";
    },
  };
}

/**
 * Draw which part of the jobs of each day succeeded.
 * @param {Day[]} days
 * @returns {Chart}
 */
export function rateChart(days) {
  return {
    data: [days.map(({ day }) => day / 1000), days.map((day) => (successRate(day) ?? 0) * 100)],
    options: (colors) => ({
      ...common(colors, { x: { time: true, range: () => daysShown(days) }, y: { range: () => [0, 105] } }),
      series: [{}, { stroke: colors.accent, width: 1.5, points: { show: days.length <= POINTS, size: 6, fill: colors.accent, stroke: colors.accent } }],
      axes: [timeAxis(colors), { ...axis(colors), size: 44, splits: () => [0, 50, 100], values: () => ["", "50 %", "100 %"] }],
    }),
    say: (at) => {
      const day = days[at];
      return day ? `${dayWords(day.day)}: ${rateWords(successRate(day))} of ${countWords(day.completed + day.failed, "job")}` : "";
    },
  };
}

/**
 * @param {string} fill
 * @param {Bars} bars
 */
function dayBars(fill, bars) {
  return { fill, width: 0, points: { show: false }, paths: bars({ size: [0.72, 26] }) };
}

/**
 * @param {Colors} colors
 * @param {Options["scales"]} scales
 * @returns {Pick<Options, "scales" | "legend" | "cursor" | "padding">}
 */
function common(colors, scales) {
  return {
    ...(scales && { scales }),
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
  };
}

/** @param {Colors} colors @returns {Axis} */
function axis({ ink, line, font }) {
  return { stroke: ink, font, gap: 4, size: 26, grid: { stroke: line, width: 1 }, ticks: { show: false } };
}

/** @param {Colors} colors @returns {Axis} */
function timeAxis(colors) {
  return { ...axis(colors), grid: { show: false }, space: 64, values: (_, splits) => splits.map((seconds) => dayWords(seconds * 1000, true)), incrs: [1, 2, 3, 7, 14, 28, 61, 91, 182, 365, 730, 1826].map((days) => days * DAY) };
}

/** @param {Colors} colors @returns {Axis} */
function countAxis(colors) {
  return { ...axis(colors), size: 44, space: 26, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000] };
}

/**
 * @param {Day[]} days
 * @returns {Range.MinMax}
 */
function daysShown(days) {
  const [first = 0, last = 0] = [days[0], days.at(-1)].map((day) => (day?.day ?? 0) / 1000);
  return [Math.min(first - DAY / 2, last - (FEWEST_DAYS - 0.5) * DAY), last + DAY / 2];
}

/** @type {Range.Function} */
function fromZero(_, __, most) {
  return [0, Math.max(1, (most ?? 1) * 1.08)];
}
