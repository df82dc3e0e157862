/**
 * @import { Row } from "./jobs.js"
 * @typedef {{total: number, running: number, completed: number, failed: number, totalDuration: number, avgDuration: number}} Metrics
 *   Seconds are those of completed jobs, to two decimals.
 * @typedef {{day: number, completed: number, failed: number}} Day `day` is its local midnight in milliseconds
 * @typedef {{from: number, to: number, count: number}} Bin how many jobs took from so many seconds to less than so many
 */

/** Jobs of before are none: what says so is a slip of a hand. */
const FIRST_DAY = Date.UTC(2000, 0, 1);
const BINS = 14;
const LAST_DAY = Date.UTC(2200, 0, 1);

/**
 * Count jobs, and the time that they took, as the console of the generator's dashboard does.
 * @param {Row[]} rows
 * @returns {Metrics}
 */
export function metricsOf(rows) {
  const count = (/** @type {string} */ state) => rows.reduce((sum, row) => sum + Number(row.state === state), 0);
  const completed = count("success");
  const seconds = rows.reduce((sum, { state, duration }) => sum + (state === "success" ? (duration ?? 0) : 0), 0);
  return {
    total: rows.length, running: count("running"), completed, failed: count("error"),
    totalDuration: rounded(seconds), avgDuration: rounded(seconds / (completed || 1)),
  };
}

/**
 * Count by day what was completed and what failed, in the reader's own time zone.
 * @param {Row[]} rows
 * @returns {Day[]} days with such jobs only, the oldest first
 */
export function perDay(rows) {
  /** @type {Map<number, Day>} */
  const days = new Map();
  for (const { createdAt, state } of rows) {
    if (createdAt === null || createdAt < FIRST_DAY || createdAt > LAST_DAY) continue;
    if (state !== "success" && state !== "error") continue;
    const day = new Date(createdAt).setHours(0, 0, 0, 0);
    const found = days.get(day) ?? { day, completed: 0, failed: 0 };
    found[state === "success" ? "completed" : "failed"] += 1;
    days.set(day, found);
  }
  return [...days.values()].toSorted((one, other) => one.day - other.day);
}

/**
 * Count how long completed jobs took, in bins of one round width; what took far longer than the others is in the last.
 * @param {Row[]} rows
 * @returns {Bin[]}
 */
export function durationBins(rows) {
  const durations = rows.flatMap(({ state, duration }) => (state === "success" && duration !== null && duration >= 0 ? [duration] : []));
  if (durations.length === 0) return [];
  const sorted = durations.toSorted((one, other) => one - other);
  const usual = sorted[Math.ceil((sorted.length - 1) * 0.98)] ?? 0;
  const width = roundStep((usual || 1) / (BINS - 2));
  const last = Math.min(Math.floor((sorted.at(-1) ?? 0) / width), Math.floor(usual / width) + 1);
  const bins = Array.from({ length: last + 1 }, (_, at) => ({ from: tidy(at * width), to: tidy((at + 1) * width), count: 0 }));
  for (const duration of durations) {
    const bin = bins[Math.min(last, Math.floor(duration / width))];
    if (bin) bin.count += 1;
  }
  const end = bins.at(-1);
  if (end && (sorted.at(-1) ?? 0) >= end.to) end.to = Infinity;
  return bins;
}

/**
 * Say which part of the jobs that ended was completed; null where none ended.
 * @param {{completed: number, failed: number}} counts
 */
export function successRate({ completed, failed }) {
  return completed + failed === 0 ? null : completed / (completed + failed);
}

/** @param {number} seconds */
function rounded(seconds) {
  return Math.round(seconds * 100) / 100;
}

/**
 * Return the next of 1, 2, 5 times a power of ten that is not smaller.
 * @param {number} step
 */
function roundStep(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([1, 2, 5, 10].find((factor) => factor * power >= step * (1 - 1e-12)) ?? 10) * power;
}

/**
 * Return a multiple without what counting in doubles leaves.
 * @param {number} value
 */
function tidy(value) {
  return Number(value.toPrecision(12));
}
