/// <reference path="../node.d.ts" />
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { fitted, isPicture, pictureBytes, pictureSize } from "../../../static/dashboard/words/pictures.js";

const HISTORY = JSON.parse(readFileSync(new URL("../../data/pixellab/job_history.json", import.meta.url), "utf8"));
const PNG = HISTORY.jobs[0].result;
const GIF = `data:image/gif;base64,${btoa("GIF89a\x10\x00\x20\x00" + "\0".repeat(30))}`;

test("only data and blob URLs of images are pictures", () => {
  const good = [PNG, GIF, "data:image/svg+xml,<svg/>", "DATA:IMAGE/PNG;base64,AA==", "blob:http://localhost/1"];
  assert.deepEqual(good.map(isPicture), good.map(() => true));
  const bad = [
    "javascript:alert(1)", " data:image/png;base64,AA==", "data:text/html,<script>1</script>", "data:image/svg+xmlx,1",
    "https://example.org/a.png", "data:image/png", "", null, 7, {}, [PNG],
  ];
  assert.deepEqual(bad.map(isPicture), bad.map(() => false));
});

test("the size of a PNG or a GIF stands in its head", () => {
  assert.deepEqual(pictureSize(PNG), { width: 64, height: 64 });
  assert.deepEqual(pictureSize(GIF), { width: 16, height: 32 });
});

test("a size that the head does not say is unknown", () => {
  const odd = ["data:image/svg+xml,<svg/>", "data:image/png;base64,", "data:image/png;base64,????????", "data:image/png;base64,iVBORw0K", "x"];
  assert.deepEqual(odd.map(pictureSize), odd.map(() => null));
});

test("the bytes of a picture are those that it was made of", () => {
  const found = pictureBytes(PNG);
  assert.equal(found?.ending, "png");
  assert.equal(Buffer.from(found?.bytes ?? []).toString("base64"), PNG.split(",")[1]);
  assert.deepEqual(pictureBytes("data:image/svg+xml;charset=utf-8,%3Csvg/%3E"), { bytes: new TextEncoder().encode("<svg/>"), ending: "svg" });
  assert.equal(pictureBytes("data:image/jpeg;base64,AAAA")?.ending, "jpg");
});

test("what cannot be read has no bytes", () => {
  assert.equal(pictureBytes("data:image/png;base64,*"), null);
  assert.equal(pictureBytes("data:image/svg+xml,%"), null);
  assert.equal(pictureBytes("nothing"), null);
});

test("a picture is drawn at the largest whole factor that fits, and shrunk where none does", () => {
  assert.deepEqual(fitted({ width: 64, height: 64 }, 128), { width: 128, height: 128, isWhole: true });
  assert.deepEqual(fitted({ width: 32, height: 48 }, 128), { width: 64, height: 96, isWhole: true });
  assert.deepEqual(fitted({ width: 256, height: 128 }, 128), { width: 128, height: 64, isWhole: false });
  assert.deepEqual(fitted({ width: 1, height: 4000 }, 128), { width: 1, height: 128, isWhole: false });
});
