/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { countOf, entryOf, inside, isFilled, objectsIn, SectionReader, textOf } from "../../../../static/dashboard/kinds/microfilm/sections.js";
import { ODD } from "./orders.js";

test("a section stands under its name, under the browser's key, or there as JSON text", () => {
  const reader = new SectionReader();
  const content = { analysisResults: { documents: [] } };
  assert.equal(reader.of({ analysis_data: content }, "analysis_data"), content);
  assert.equal(reader.of({ analysis_data: {}, microfilmAnalysisData: content }, "analysis_data"), content);
  assert.deepEqual(reader.of({ microfilmAnalysisData: JSON.stringify(content) }, "analysis_data"), content);
});

test("a text is parsed once as long as it stays the same", () => {
  const reader = new SectionReader();
  const document = { analysis_data: '{"a": 1}' };
  assert.equal(reader.of(document, "analysis_data"), reader.of(document, "analysis_data"));
  assert.deepEqual(reader.of({ analysis_data: '{"a": 2}' }, "analysis_data"), { a: 2 });
});

test("anything else in the place of a section is an empty one", () => {
  const reader = new SectionReader();
  for (const odd of [...ODD, "{broken", "[1]", "7"]) {
    const found = reader.of({ analysis_data: odd }, "analysis_data");
    assert.ok(typeof found === "object" && !Array.isArray(found), String(odd));
    assert.deepEqual(reader.of(odd, "analysis_data"), {});
  }
});

test("names that every object has lead nowhere", () => {
  assert.equal(inside({}, "constructor"), undefined);
  assert.equal(inside(JSON.parse('{"__proto__": {"a": 1}}'), "__proto__", "a"), 1);
  assert.equal(entryOf({ planned: "geplant" }, "constructor"), undefined);
  assert.equal(entryOf({ planned: "geplant" }, "planned"), "geplant");
});

test("counts and texts are read from what forms and tables make of them", () => {
  assert.deepEqual([7, "7", " 12 ", "1.5", -1, 0.5, null, "x", 2 ** 60].map(countOf), [7, 7, 12, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([" a ", 7, null, {}, NaN].map(textOf), ["a", "7", "", "", ""]);
  assert.deepEqual(objectsIn([1, null, [], { a: 1 }]), [{ a: 1 }]);
  assert.deepEqual([{}, [], "", 0, null, { a: 1 }, [0], "x"].map(isFilled), [false, false, false, false, false, true, true, true]);
});
