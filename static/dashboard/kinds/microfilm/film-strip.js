import { countOf, inside, isObject, objectsIn, textOf } from "./sections.js";

/**
 * @typedef {{
 *   name: string, path: string, firstPage: number, lastPage: number, first: number, last: number, index: number,
 *   isOversized: boolean,
 * }} Segment pages of one document on a roll; `first` and `last` are frames, `index` its place among the documents
 * @typedef {{kind: "padding" | "usable" | "unwind", first: number, last: number}} Zone a part of the unexposed rest
 * @typedef {{x: number, width: number, light: number, dark: number, isMarked: boolean}} Run
 *   neighbouring pixels that look alike: which share of each the two tones have, and whether oversized pages are there
 */

const BLIP = /^[123]\d{7}-(?<index>\d{4,9})\.(?<frame>\d{5,9})$/u;
/** Steps between none and all of a pixel; finer ones nobody sees. */
const SHADES = 16;
const LONGEST = 1_000_000;

/**
 * Read the segments of a roll, in the order of their frames; what cannot be read is left out.
 * @param {unknown} list as it stands in an allocation, in film numbers, or in short in the register
 * @returns {Segment[]}
 */
export function segmentsOf(list) {
  /** @type {Segment[]} */
  const found = [];
  let frame = 0;
  for (const item of Array.isArray(list) ? list : []) {
    const segment = Array.isArray(item) ? segmentInShort(item, found.length + 1, frame) : segmentOf(item, found.length + 1, frame);
    if (!segment) continue;
    found.push(segment);
    frame = Math.max(frame, segment.last);
  }
  return found.toSorted((one, other) => one.first - other.first);
}

/**
 * @param {unknown} item
 * @param {number} place
 * @param {number} frame the last one before it
 * @returns {Segment | null}
 */
function segmentOf(item, place, frame) {
  if (!isObject(item)) return null;
  const pages = rangeOf(item["page_range"]) ?? rangeOf([item["start_page"], item["end_page"]]);
  const count = countOf(item["pages"]) || (pages ? pages[1] - pages[0] + 1 : 0);
  const frames = rangeOf(item["frame_range"]) ?? framesOf(item) ?? rangeOf([frame + 1, frame + count]);
  if (!frames) return null;
  const [firstPage, lastPage] = pages ?? [1, frames[1] - frames[0] + 1];
  return {
    name: textOf(item["doc_id"] ?? item["document_id"]), path: textOf(item["path"]), firstPage, lastPage, first: frames[0], last: frames[1],
    index: countOf(item["document_index"]) || countOf(BLIP.exec(textOf(item["blip"]))?.groups?.["index"]) || place, isOversized: item["has_oversized"] === true,
  };
}

/**
 * Read frames out of blips, as film numbers have them.
 * @param {Record<string, unknown>} item
 */
function framesOf(item) {
  const [blip, end] = [item["blip"], item["blipend"]].map((text) => BLIP.exec(textOf(text))?.groups);
  return blip && end ? rangeOf([blip["frame"], end["frame"]]) : null;
}

/**
 * Read `[name, first page, last page, path]`, as the register writes what was on the camera.
 * @param {unknown[]} item
 * @param {number} place
 * @param {number} frame
 * @returns {Segment | null}
 */
function segmentInShort([name, first, last, path], place, frame) {
  const pages = rangeOf([first, last]);
  if (!pages) return null;
  const [firstPage, lastPage] = pages;
  return { name: textOf(name), path: textOf(path), firstPage, lastPage, first: frame + 1, last: frame + 1 + lastPage - firstPage, index: place, isOversized: false };
}

/**
 * @param {unknown} value
 * @returns {[number, number] | null}
 */
function rangeOf(value) {
  if (!Array.isArray(value)) return null;
  const [first, last] = [countOf(value[0]), countOf(value[1])];
  return first && last && last >= first && last <= LONGEST ? [first, last] : null;
}

/**
 * Find what is on a frame.
 * @param {Segment[]} segments in the order of their frames
 * @param {number} frame
 * @returns {number} the place of the segment in the list, or -1
 */
export function placeAt(segments, frame) {
  let [low, high] = [0, segments.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.first ?? 0) <= frame) low = middle + 1;
    else high = middle - 1;
  }
  return high >= 0 && (segments[high]?.last ?? 0) >= frame ? high : -1;
}

/**
 * Divide the unexposed rest of a film: what cutting loses and what may be kept, or all of it wound up.
 * @param {{capacity: number, used: number, padding: number, minimum: number}} film
 * @returns {Zone[]}
 */
export function zonesOf({ capacity, used, padding, minimum }) {
  const rest = capacity - used;
  if (rest <= 0) return [];
  if (rest - padding < Math.max(1, minimum)) return [{ kind: "unwind", first: used + 1, last: capacity }];
  const cut = used + padding;
  /** @type {Zone} */
  const usable = { kind: "usable", first: cut + 1, last: capacity };
  return padding > 0 ? [{ kind: "padding", first: used + 1, last: cut }, usable] : [usable];
}

/**
 * Lay the segments of a film out on pixels: a thousand documents on a thousand pixels become a few hundred runs.
 * @param {Segment[]} segments
 * @param {number} capacity frames of the whole film
 * @param {number} width pixels of the whole film
 * @returns {Run[]}
 */
export function runsOf(segments, capacity, width) {
  if (!(width > 0 && capacity > 0)) return [];
  const tones = [new Float64Array(width), new Float64Array(width)];
  const marks = new Uint8Array(width);
  const scale = width / capacity;
  for (const [place, segment] of segments.entries()) {
    const [from, to] = [(segment.first - 1) * scale, Math.min(width, segment.last * scale)];
    cover(/** @type {Float64Array} */ (tones[place % 2]), from, to);
    if (segment.isOversized) marks.fill(1, Math.floor(from), Math.max(Math.floor(from) + 1, Math.ceil(to)));
  }
  return merged(tones.map((tone) => tone.map((share) => Math.round(share * SHADES) / SHADES)), marks, width);
}

/**
 * Add to each pixel the share of it that lies between two places.
 * @param {Float64Array} tone
 * @param {number} from
 * @param {number} to
 */
function cover(tone, from, to) {
  for (let pixel = Math.floor(from); pixel < to; pixel += 1) {
    tone[pixel] = Math.min(1, (tone[pixel] ?? 0) + Math.min(to, pixel + 1) - Math.max(from, pixel));
  }
}

/**
 * @param {Float64Array[]} tones
 * @param {Uint8Array} marks
 * @param {number} width
 */
function merged([light, dark], marks, width) {
  /** @type {Run[]} */
  const runs = [];
  for (let x = 0; x < width; x += 1) {
    const pixel = { x, width: 1, light: light?.[x] ?? 0, dark: dark?.[x] ?? 0, isMarked: marks[x] === 1 };
    const last = runs.at(-1);
    const isSame = last && last.light === pixel.light && last.dark === pixel.dark && last.isMarked === pixel.isMarked;
    if (isSame) last.width += 1;
    else runs.push(pixel);
  }
  return runs.filter((run) => run.light + run.dark > 0 || run.isMarked);
}

/**
 * Return some frames around one, each with the place of its segment (-1: unexposed).
 * @param {Segment[]} segments
 * @param {{capacity: number, centre: number, span: number}} window
 * @returns {{frame: number, place: number}[]}
 */
export function framesAround(segments, { capacity, centre, span }) {
  const first = Math.max(1, Math.min(centre - Math.floor(span / 2), capacity - span + 1));
  const count = Math.max(0, Math.min(span, capacity - first + 1));
  return Array.from({ length: count }, (_, offset) => ({ frame: first + offset, place: placeAt(segments, first + offset) }));
}

/**
 * Write the address of a document on film: `10000008-0001.00001`.
 * @param {string} number
 * @param {Segment} segment
 */
export function blipOf(number, { index, first }) {
  return `${number}-${String(index).padStart(4, "0")}.${String(first).padStart(5, "0")}`;
}

/**
 * Count the segments that have oversized pages.
 * @param {Segment[]} segments
 */
export function oversizedIn(segments) {
  return segments.filter(({ isOversized }) => isOversized).length;
}

/**
 * Collect the lists of segments in a section, by film type and roll.
 * @param {unknown} results the member of a section that has `rolls_16mm` and `rolls_35mm`
 * @returns {Map<string, Record<string, unknown>>}
 */
export function rollsIn(results) {
  const types = /** @type {const} */ (["16mm", "35mm"]);
  const found = types.flatMap((type) => objectsIn(inside(results, `rolls_${type}`)).map((roll) => /** @type {const} */ ([`${type}/${countOf(inside(roll, "roll_id"))}`, roll])));
  return new Map(found);
}
