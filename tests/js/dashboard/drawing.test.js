/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { drawingOf, pathOf } from "../../../static/dashboard/home/drawing.js";

const KINDS = ["pixellab", "storycore", "microfilm", "film-ledger", "generic", "my-own", "constructor", ""];

test("a project is always drawn the same, and not as its neighbour", () => {
  for (const kind of KINDS) assert.deepEqual(drawingOf(kind, "story"), drawingOf(kind, "story"));
  assert.notDeepEqual(drawingOf("generic", "story"), drawingOf("generic", "story-2"));
});

test("a drawing stays on its ground and is quick to draw", () => {
  for (const kind of KINDS) {
    for (let number = 0; number < 200; number += 1) {
      const shapes = drawingOf(kind, `project-${number}`);
      assert.ok(shapes.length > 3 && shapes.length <= 60, `${kind} has ${shapes.length} shapes`);
      const inside = shapes.every(({ x, y, width, height }) => x >= 0 && y >= 0 && width > 0 && x + width <= 160 && y + height <= 90);
      assert.ok(inside, `${kind} ${number} leaves its ground`);
    }
  }
});

test("shapes of one tone are one path", () => {
  const shapes = /** @type {const} */ ([{ x: 1, y: 2, width: 3, height: 4, tone: 1 }, { x: 5, y: 6, width: 7, height: 8, tone: 2 }, { x: 9, y: 1, width: 2, height: 3, tone: 1 }]);
  assert.deepEqual([1, 2, 3].map((tone) => pathOf([...shapes], tone)), ["M1 2h3v4h-3zM9 1h2v3h-2z", "M5 6h7v8h-7z", ""]);
});
