/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { HoldfastError } from "../../../../static/client/errors.js";
import { actProblemText, languageOf, problemText, warningText, WORDS } from "../../../../static/dashboard/kinds/microfilm/words.js";

const { de, en } = WORDS;
/** Tables by names that only one language needs: the register gives its own reasons in English. */
const OWN = new Set(["ledger.reasons"]);

/**
 * @param {unknown} value
 * @param {string} [path]
 * @returns {Map<string, unknown>}
 */
function leaves(value, path = "") {
  if (typeof value !== "object" || value === null || OWN.has(path)) return new Map([[path, value]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => Array.from(leaves(inner, path ? `${path}.${key}` : key))));
}

const FACTS = {
  roll: 3, rolls: [1, 2], number: "10000001", next: "10000002", film: "T1", rest: 300, usable: 200, isKept: true, isSpoiled: true, isDropping: false,
  documents: 1762, pages: 3552, kept: 1, count: 2, given: "10000002", made: "T2", isRepeated: false,
};

test("both languages have the same keys, of the same kind", () => {
  const [german, english] = [leaves(de), leaves(en)];
  assert.deepEqual([...german.keys()].toSorted(), [...english.keys()].toSorted());
  for (const [path, value] of german) assert.equal(typeof value, typeof english.get(path), path);
});

test("no text is empty, and none was left untranslated by mistake", () => {
  const same = new Set(["Index", "Film", "Status", "Blip", "Rest"]);
  const [german, english] = [leaves(de), leaves(en)];
  for (const [path, value] of german) {
    if (typeof value !== "string") continue;
    assert.notEqual(value.trim(), "", path);
    const isWord = /[a-z]{4}/iu.test(value) && !same.has(value);
    if (isWord) assert.notEqual(value, english.get(path), path);
  }
});

test("every act is told in whole sentences, in both languages and in every case", () => {
  const cases = [FACTS, { ...FACTS, number: "", next: "", film: "", isKept: false, rest: 1, rolls: [1], made: "", documents: 0, kept: 0, isRepeated: true, isDropping: true }, { ...FACTS, film: "best", rest: 0, isKept: false, rolls: [], count: 0 }];
  for (const words of [de, en]) {
    for (const [name, act] of Object.entries(words.acts)) {
      for (const facts of cases) {
        const said = [...act.will(facts), act.final(facts)].filter(Boolean);
        for (const sentence of said) assert.match(sentence, /^\p{Lu}?\d*.*[.]$/u, `${name}: ${sentence}`);
        const all = [...said, act.title(facts), act.confirm(facts), act.done(facts), act.short].join(" ");
        assert.doesNotMatch(all, /undefined|null|NaN|\[object|\$\{/u, `${name}: ${all}`);
      }
    }
  }
});

test("quantities are said as the language has them", () => {
  assert.match(de.acts.plan.will(FACTS).join(" "), /1\.762 Dokumente mit 3\.552 Seiten/u);
  assert.match(en.acts.plan.will(FACTS).join(" "), /1,762 documents with 3,552 pages/u);
  assert.equal(de.strip.summary({ documents: 1, used: 1, capacity: 2900 }), "1 Dokument · 1 von 2.900 Aufnahmen");
});

test("a refused step says where the roll is and what can be done", () => {
  const refused = new HoldfastError({ code: "illegal_step", detail: "roll 2 is failed", state: "failed", legal: ["refilm"], roll: 2 });
  assert.equal(problemText(de, refused), "Rolle 2 ist fehlgeschlagen, vielleicht war jemand schneller. Möglich ist jetzt: neu verfilmen.");
  assert.equal(problemText(en, refused), "Roll 2 is failed, perhaps because somebody else was quicker. What can be done now: film again.");
});

test("each problem is said in both languages, with facts or without", () => {
  for (const words of [de, en]) {
    for (const code of Object.keys(words.problems)) {
      for (const facts of [{}, { roll: 1, state: "constructor", legal: ["x"], numbers: ["10000001"], offered: ["T1"], rolls: [1, 2], location: "OU", field: "reason", lines: 3, keptLines: 5, backup: "b", detail: "d" }, { legal: 7, numbers: {}, offered: null, rolls: "x" }]) {
        const text = problemText(words, new HoldfastError({ code, detail: "", ...facts }));
        assert.match(text, /[.]$/u, `${code}: ${text}`);
        assert.doesNotMatch(text, /undefined|NaN|\[object|function/u, `${code}: ${text}`);
      }
    }
  }
});

test("a problem that is not known here is said as the server says it", () => {
  assert.equal(problemText(en, new HoldfastError({ code: "toString", detail: "odd" })), "The server refused it: odd.");
  assert.equal(problemText(de, new Error("kaputt")), "Der Server hat es abgelehnt: kaputt.");
});

test("an act without an answer is not said to have failed", () => {
  const away = new HoldfastError({ code: "offline", detail: "away" });
  assert.equal(actProblemText(de, away), de.unanswered);
  assert.notEqual(problemText(de, away), de.unanswered);
});

test("warnings keep their count, and unknown ones their text", () => {
  assert.equal(warningText(de, { code: "documents_left_out", detail: "1,200 documents have no name" }).title, "1.200 Dokumente kommen nicht auf Film");
  assert.equal(warningText(en, { code: "location_missing", detail: "the order" }).title, "The order does not say its location");
  assert.deepEqual(warningText(en, { code: "new_one", detail: "something" }), { title: "something", text: "" });
});

test("the language is the chosen one, else the browser's", () => {
  assert.deepEqual([languageOf("en", "de-DE"), languageOf("", "de-AT"), languageOf("", "de"), languageOf("", "den"), languageOf(null, "fr"), languageOf({}, "en-GB")], ["en", "de", "de", "en", "en", "en"]);
});
