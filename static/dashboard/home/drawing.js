/**
 * @typedef {{x: number, y: number, width: number, height: number, tone: 1 | 2 | 3}} Shape on a ground of 160 by 90
 */

/** @type {Readonly<Record<string, (chance: () => number) => Shape[]>>} */
const DRAWINGS = { pixellab: sprite, storycore: timeline, microfilm: film, "film-ledger": ledger };

/**
 * Draw what stands for a project that has no picture: by its kind, and always the same for the same project.
 * @param {string} kind
 * @param {string} id
 * @returns {Shape[]}
 */
export function drawingOf(kind, id) {
  const draw = Object.hasOwn(DRAWINGS, kind) ? DRAWINGS[kind] : undefined;
  return (draw ?? text)(chanceOf(id));
}

/**
 * Return the shapes of one tone as the path of an SVG, because one element is drawn faster than forty.
 * @param {Shape[]} shapes
 * @param {number} tone
 */
export function pathOf(shapes, tone) {
  const chosen = shapes.filter((shape) => shape.tone === tone);
  return chosen.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h-${width}z`).join("");
}

/**
 * Make numbers between 0 and 1 that follow from a text (FNV-1a, then xorshift).
 * @param {string} seed
 */
function chanceOf(seed) {
  let state = 0x81_1c_9d_c5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93);
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * A sprite that is the same on both sides.
 * @param {() => number} chance
 */
function sprite(chance) {
  const cell = 9;
  /** @type {Shape[]} */
  const shapes = [];
  for (let row = 0; row < 7; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      const value = chance();
      if (value < 0.42) continue;
      const tone = value > 0.85 ? 3 : value > 0.6 ? 2 : 1;
      const y = 13.5 + row * cell;
      const sides = column === 3 ? [3] : [column, 6 - column];
      shapes.push(...sides.map((side) => square(48.5 + side * cell, y, cell, tone)));
    }
  }
  return shapes;
}

/**
 * Sequences as bands, with shots on them.
 * @param {() => number} chance
 */
function timeline(chance) {
  /** @type {Shape[]} */
  const shapes = [];
  for (const [line, tone] of /** @type {[number, 1 | 2][]} */ ([[0, 2], [1, 1]])) {
    for (let x = 20; x < 138; ) {
      const width = Math.min(140 - x, (line === 0 ? 26 : 12) + Math.floor(chance() * (line === 0 ? 34 : 22)));
      shapes.push({ x, y: line === 0 ? 28 : 38, width, height: line === 0 ? 6 : 26, tone });
      x += width + 3;
    }
  }
  return shapes;
}

/**
 * A strip of film with frames, some of them exposed.
 * @param {() => number} chance
 */
function film(chance) {
  const holes = Array.from({ length: 16 }, (_, place) => 2.5 + place * 10);
  /** @type {Shape[]} */
  const perforation = holes.flatMap((x) => [22, 63].map((y) => ({ x, y, width: 5, height: 5, tone: /** @type {1} */ (1) })));
  const used = 3 + Math.floor(chance() * 4);
  const frames = Array.from({ length: 7 }, (_, place) => (
    { x: 1 + place * 23, y: 31, width: 20, height: 28, tone: /** @type {1 | 2} */ (place < used ? 2 : 1) }));
  return [...perforation, ...frames];
}

/**
 * Lines of a book, each with its number.
 * @param {() => number} chance
 */
function ledger(chance) {
  return lines(6, (y) => [
    { x: 34, y, width: 12, height: 4, tone: 2 },
    { x: 52, y, width: 40 + Math.floor(chance() * 34), height: 4, tone: 1 },
  ]);
}

/**
 * Text as JSON is laid out: keys, and values of some length.
 * @param {() => number} chance
 */
function text(chance) {
  let depth = 0;
  return lines(6, (y, line) => {
    depth = line === 0 ? 0 : Math.max(0, Math.min(2, depth + Math.floor(chance() * 3) - 1));
    const x = 40 + depth * 9;
    const key = 12 + Math.floor(chance() * 14);
    return [
      { x, y, width: key, height: 4, tone: 2 },
      { x: x + key + 4, y, width: 14 + Math.floor(chance() * 32), height: 4, tone: 1 },
    ];
  });
}

/**
 * @param {number} count
 * @param {(y: number, line: number) => Shape[]} draw
 */
function lines(count, draw) {
  return Array.from({ length: count }, (_, line) => draw(20 + line * 9, line)).flat();
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {1 | 2 | 3} tone
 * @returns {Shape}
 */
function square(x, y, size, tone) {
  return { x, y, width: size, height: size, tone };
}
