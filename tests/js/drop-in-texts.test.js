import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { escaped, fingerprint, textOf, textsOf, unescaped, valueOf } from "../../static/client/storage-shim/texts.js";

/** @type {[string, unknown][]} */
const CASES = JSON.parse(readFileSync(new URL("../kinds/local_storage_texts.json", import.meta.url), "utf8"));

for (const [text, stored] of CASES) {
  test(`the text ${JSON.stringify(text).slice(0, 60)} is in the file what the server's rule makes of it`, () => {
    const value = valueOf(text);
    assert.equal(typeof value === "string", typeof stored === "string");
    assert.deepEqual(value, stored);
    assert.equal(textOf(JSON.parse(JSON.stringify(value))), text, "and comes back as it was");
  });
}

test("any text of any characters comes back as it was, and is one that a file can hold", () => {
  const pieces = ["\ud83d", "\ude00", "$utf16:", '"', "\\", "\n", "\0", "{}", "[1]", "a", "\u2028", "1", ":", " "];
  let seed = 1;
  const next = () => (seed = (seed * 48271) % 2147483647);
  for (let round = 0; round < 20_000; round += 1) {
    const text = Array.from({ length: next() % 7 }, () => pieces[next() % pieces.length]).join("");
    const written = JSON.stringify({ [escaped(text)]: valueOf(text) });
    assert.ok(!/\\ud[89a-f]/u.test(written.replaceAll("\\\\", "")), text);
    assert.deepEqual([...textsOf(JSON.parse(written))], [[text, text]]);
  }
});

test("a text in the file that nothing would be written as stands for itself", () => {
  for (const text of ["$utf16:\\", '$utf16:"', "$utf16:plain", "$utf16:\\u0061"]) assert.equal(unescaped(text), text);
});

test("a document's own __proto__ is a key like any other", () => {
  const texts = textsOf(JSON.parse('{"__proto__":{"a":1},"b":1.0}'));
  assert.deepEqual([...texts], [["__proto__", '{"a":1}'], ["b", "1"]]);
});

test("fingerprints tell texts apart", () => {
  const texts = ["", "a", "b", "ab", "ba", "\0", "\0\0", "a".repeat(1000), `${"a".repeat(999)}b`];
  assert.equal(new Set(texts.map(fingerprint)).size, texts.length);
});
