/// <reference path="./node.d.ts" />
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import test from "node:test";
import { gzipSync } from "node:zlib";

import { buildSync } from "esbuild";

const MOST = 6500;

test("the core of the SDK, bundled as a page's build does it, stays within six and a half kilobytes", () => {
  const entry = fileURLToPath(new URL("../../static/client/index.js", import.meta.url));
  const built = buildSync({ entryPoints: [entry], bundle: true, minify: true, format: "esm", write: false });
  const size = gzipSync(built.outputFiles[0]?.contents ?? "", { level: 9 }).length;
  assert.ok(size > 1000 && size <= MOST, `it has ${size} bytes`);
});
