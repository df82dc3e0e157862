/**
 * @import { Run, Zone } from "./film-strip.js"
 * @import { FilmType } from "./film-types.js"
 */

/**
 * @typedef {{base: string, light: string, dark: string, mark: string, hole: string, line: string}} Inks
 * @typedef {{type: FilmType, width: number, height: number, capacity: number, runs: Run[], zones: Zone[], inks: Inks, ratio: number}} Drawing
 *   `ratio`: pixels of the screen for each of the page
 */

/** Where the pictures are between the perforation, in shares of the height: 16mm has holes on one side only. */
const PICTURES = { "16mm": { top: 0.12, bottom: 0.68 }, "35mm": { top: 0.2, bottom: 0.8 } };
const HOLES = { "16mm": { step: 9, width: 4, height: 4, rows: [0.86] }, "35mm": { step: 11, width: 5, height: 5.5, rows: [0.1, 0.9] } };
const HATCH = 6;

/**
 * Draw a film: what is exposed in two tones, the rest, and the perforation.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 */
export function drawFilm(context, drawing) {
  const { type, width, height, capacity, runs, zones, inks, ratio } = drawing;
  const [w, h] = [width * ratio, height * ratio];
  const top = PICTURES[type].top * h;
  const tall = (PICTURES[type].bottom - PICTURES[type].top) * h;
  context.clearRect(0, 0, w, h);
  context.fillStyle = inks.base;
  context.fillRect(0, 0, w, h);
  drawRuns(context, runs, inks, { top, tall });
  context.lineWidth = ratio;
  for (const { kind, first, last } of zones) {
    const box = { x: ((first - 1) / capacity) * w, y: top, width: ((last - first + 1) / capacity) * w, height: tall };
    if (kind === "usable") dash(context, box, inks, ratio);
    else hatch(context, box, inks, ratio);
  }
  perforate(context, { type, width: w, height: h, ratio }, inks);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Run[]} runs
 * @param {Inks} inks
 * @param {{top: number, tall: number}} place
 */
function drawRuns(context, runs, inks, { top, tall }) {
  for (const { x, width, light, dark, isMarked } of runs) {
    for (const [ink, share] of /** @type {const} */ ([[inks.dark, dark], [inks.light, light]])) {
      context.globalAlpha = share;
      context.fillStyle = ink;
      if (share > 0) context.fillRect(x, top, width, tall);
    }
    context.globalAlpha = 1;
    context.fillStyle = inks.mark;
    if (isMarked) context.fillRect(x, top, width, tall * 0.28);
  }
}

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {Inks} inks
 * @param {number} ratio
 */
function dash(context, box, inks, ratio) {
  context.strokeStyle = inks.line;
  context.setLineDash([5 * ratio, 4 * ratio]);
  const inset = ratio;
  if (box.width > 4 * inset) context.strokeRect(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset);
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {Inks} inks
 * @param {number} ratio
 */
function hatch(context, box, inks, ratio) {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = inks.line;
  context.globalAlpha = 0.6;
  context.beginPath();
  for (let x = box.x - box.height; x < box.x + box.width; x += HATCH * ratio) {
    context.moveTo(x, box.y + box.height);
    context.lineTo(x + box.height, box.y);
  }
  context.stroke();
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{type: FilmType, width: number, height: number, ratio: number}} film
 * @param {Inks} inks
 */
function perforate(context, { type, width, height, ratio }, inks) {
  const holes = HOLES[type];
  context.fillStyle = inks.hole;
  context.beginPath();
  for (const row of holes.rows) {
    const y = row * height - (holes.height * ratio) / 2;
    for (let x = (holes.step / 2) * ratio; x < width; x += holes.step * ratio) context.roundRect(x, y, holes.width * ratio, holes.height * ratio, ratio);
  }
  context.fill();
}
