/**
 * @import { Film, Phrase, Sequence, Shot } from "./shots.js"
 */

/**
 * @typedef {{left: number, top: number, width: number, height: number}} Box in pixels, from the corner of the timeline
 * @typedef {Box & {key: string, sequence: Sequence}} Band
 * @typedef {Box & {key: string, shot: Shot, isOver: boolean}} Block  `isOver` says that it begins before another one ends
 * @typedef {Box & {key: string, phrase: Phrase, room: number}} Line  `room` is the width up to the next one in its row
 * @typedef {{
 *   width: number, height: number, bands: Band[], blocks: Block[], lines: Line[], gaps: Box[],
 *   lanes: {name: "loose" | "phrases", top: number}[],
 * }} Timeline
 * @typedef {{from: number, to: number}} Span in seconds
 */

const RULER = 28;
const BAND = 34;
const BLOCK = 96;
const LINE = 28;
const BETWEEN = 4;
const LABEL = 26;
const LANE = 14;
/** Rows in one band or lane; what does not find room is drawn over the last one. */
const MOST_ROWS = 8;
const LEAST_WIDTH = 3;
const LEAST_SCALE = 1e-6;
const MOST_SCALE = 240;
/** Browsers draw boxes up to some millions of pixels. */
const MOST_WIDTH = 4_000_000;
const CLOSE = 0.0005;
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 18_000, 36_000, 86_400];

/**
 * Lay out a film to scale: sequences as bands, their shots as blocks in them, phrases as lines below. What overlaps in
 * time stands in rows of its own.
 * @param {Film} film
 * @param {number} scale pixels for a second
 * @returns {Timeline}
 */
export function timelineOf(film, scale) {
  const inBands = layBands(film.sequences, scale);
  const loose = lane(film.loose, inBands.bottom, { scale, height: BLOCK });
  const spoken = film.phrases.filter(({ start }) => start !== null && start >= 0).map(spanIn);
  const lines = lane(spoken, loose.bottom, { scale, height: LINE });
  const looseBlocks = loose.placed.map(({ item, isOver, left, top, width, height }) => ({ left, top, width, height, key: item.key, shot: item, isOver }));
  const lanes = /** @type {Timeline["lanes"]} */ ([
    ...(film.loose.length > 0 ? [{ name: "loose", top: inBands.bottom + LANE }] : []),
    ...(spoken.length > 0 ? [{ name: "phrases", top: loose.bottom + LANE }] : []),
  ]);
  return {
    width: Math.ceil(film.end * scale), height: lines.bottom, bands: inBands.bands, blocks: [...inBands.blocks, ...looseBlocks], lanes,
    lines: withRoom(lines.placed.map(({ item, left, top, width, height }) => ({ left, top, width, height, key: item.phrase.key, phrase: item.phrase, room: width }))),
    gaps: faultsOf(film).gaps.map(({ from, to }) => ({ left: from * scale, width: (to - from) * scale, top: RULER, height: inBands.bottom - RULER })),
  };
}

/**
 * Find where nothing is to be seen between shots, and where two shots are to be seen at once.
 * @param {Film} film
 * @returns {{gaps: Span[], overlaps: Span[]}}
 */
export function faultsOf(film) {
  /** @type {{gaps: Span[], overlaps: Span[]}} */
  const found = { gaps: [], overlaps: [] };
  let reach = 0;
  const shots = film.sequences.flatMap(({ shots: own }) => own).filter(({ isTimed }) => isTimed);
  for (const { start, end } of shots.toSorted((one, other) => one.start - other.start)) {
    if (start > reach + CLOSE) found.gaps.push({ from: reach, to: start });
    if (start < reach - CLOSE) found.overlaps.push({ from: start, to: Math.min(end, reach) });
    reach = Math.max(reach, end);
  }
  return found;
}

/**
 * Return the scale at which the whole film is seen.
 * @param {number} end seconds
 * @param {number} room pixels
 */
export function fitting(end, room) {
  return limited(Math.max(1, room - 1) / Math.max(end, 1), end);
}

/**
 * Keep a scale within what can be drawn.
 * @param {number} scale
 * @param {number} end seconds
 */
export function limited(scale, end) {
  return Math.max(LEAST_SCALE, Math.min(scale, MOST_SCALE, MOST_WIDTH / Math.max(end, 1)));
}

/**
 * Return the marks of the ruler between two places.
 * @param {Span} seen pixels
 * @param {number} scale
 * @returns {{left: number, seconds: number}[]}
 */
export function marksOf({ from, to }, scale) {
  const step = STEPS.find((seconds) => seconds * scale >= 64) ?? Math.ceil(64 / scale / 86_400) * 86_400;
  const first = Math.max(0, Math.floor(from / scale / step));
  const count = Math.max(0, Math.min(400, Math.ceil(to / scale / step) - first + 1));
  return Array.from({ length: count }, (_, place) => ({ seconds: (first + place) * step, left: (first + place) * step * scale }));
}

/**
 * Return the boxes of which something is seen between two places; of those that stand too near to each other to be told
 * apart, only the first.
 * @template {Box} Kind
 * @param {Kind[]} boxes
 * @param {Span} seen pixels
 * @param {number} [apart] pixels
 */
export function seenOf(boxes, { from, to }, apart = 4) {
  /** @type {Map<number, number>} */
  const drawn = new Map();
  return boxes.filter(({ left, width, top }) => {
    const isSeen = left < to && left + width > from && left - (drawn.get(top) ?? -Infinity) >= apart;
    if (isSeen) drawn.set(top, left);
    return isSeen;
  });
}

/**
 * @param {Sequence[]} sequences
 * @param {number} scale
 */
function layBands(sequences, scale) {
  const inner = new Map(sequences.map((sequence) => [sequence, pack(sequence.shots)]));
  const outer = pack(sequences.map(spanOf));
  const heights = Array.from({ length: outer.rows }, () => BAND + BLOCK + BETWEEN);
  for (const { item, row } of outer.placed) {
    heights[row] = Math.max(heights[row] ?? 0, BAND + Math.max(1, inner.get(item.sequence)?.rows ?? 1) * (BLOCK + BETWEEN));
  }
  const tops = heights.map((_, row) => RULER + heights.slice(0, row).reduce((sum, height) => sum + height + LANE, 0));
  /** @type {{bands: Band[], blocks: Block[], bottom: number}} */
  const laid = { bands: [], blocks: [], bottom: RULER + heights.reduce((sum, height) => sum + height + LANE, 0) - (outer.rows > 0 ? LANE : 0) };
  for (const { item: { sequence, start, end }, row } of outer.placed) {
    const top = tops[row] ?? RULER;
    const width = Math.max((end - start) * scale, 24);
    laid.bands.push({ key: sequence.key, sequence, left: start * scale, width, top, height: heights[row] ?? BAND });
    for (const { item, row: inside, isOver } of inner.get(sequence)?.placed ?? []) {
      laid.blocks.push({ ...boxOf(item, scale), key: item.key, shot: item, isOver, top: top + BAND + inside * (BLOCK + BETWEEN), height: BLOCK });
    }
  }
  return laid;
}

/**
 * @param {Line[]} lines from left to right, changed in place
 */
function withRoom(lines) {
  /** @type {Map<number, number>} */
  const next = new Map();
  for (const line of lines.toReversed()) {
    line.room = Math.max(line.width, Math.min(360, (next.get(line.top) ?? Infinity) - line.left - 4));
    next.set(line.top, line.left);
  }
  return lines;
}

/**
 * @template {{start: number, end: number}} Kind
 * @param {Kind[]} items
 * @param {number} above where what is above it ends
 * @param {{scale: number, height: number}} how
 */
function lane(items, above, { scale, height }) {
  const { placed, rows } = pack(items);
  const top = above + LANE + LABEL;
  return {
    placed: placed.map(({ item, row, isOver }) => Object.assign(boxOf(item, scale), { item, isOver, top: top + row * (height + BETWEEN), height })),
    bottom: rows === 0 ? above : top + rows * (height + BETWEEN),
  };
}

/**
 * Put what overlaps in time into rows.
 * @template {{start: number, end: number}} Kind
 * @param {Kind[]} items
 * @returns {{placed: {item: Kind, row: number, isOver: boolean}[], rows: number}}
 */
function pack(items) {
  /** @type {number[]} */
  const ends = [];
  const placed = items.toSorted((one, other) => one.start - other.start).map((item) => {
    const isOver = ends.some((end) => end > item.start + CLOSE);
    const free = ends.findIndex((end) => end <= item.start + CLOSE);
    const row = free >= 0 ? free : Math.min(ends.length, MOST_ROWS - 1);
    ends[row] = Math.max(ends[row] ?? 0, item.end);
    return { item, row, isOver };
  });
  return { placed, rows: ends.length };
}

/**
 * @param {{start: number, end: number}} span
 * @param {number} scale
 */
function boxOf({ start, end }, scale) {
  return { left: start * scale, width: Math.max((end - start) * scale, LEAST_WIDTH) };
}

/**
 * A sequence without shots has the duration that it says.
 * @param {Sequence} sequence
 */
function spanOf(sequence) {
  const { start, end, shots, duration } = sequence;
  return { sequence, start, end: shots.length > 0 ? end : start + Math.max(1, duration ?? 1) };
}

/** @param {Phrase} phrase */
function spanIn(phrase) {
  const { start, end } = phrase;
  return { phrase, start: start ?? 0, end: Math.max(end ?? 0, (start ?? 0) + 0.2) };
}
