/// <reference path="../../node.d.ts" />
import assert from "node:assert/strict";
import test from "node:test";

import { problemWith, readNumber } from "../../../../static/dashboard/kinds/storycore/checks.js";
import { capabilitiesOf, figuresOf, generationsOf } from "../../../../static/dashboard/kinds/storycore/figures.js";
import { promptState, readFilm } from "../../../../static/dashboard/kinds/storycore/shots.js";
import { oddDocuments, threeSequences } from "./films.js";

test("shots stand in the order in which their sequence names them, the others after them", () => {
  const document = threeSequences();
  document.sequences[0].shotIds = ["shot-12", "shot-10"];
  assert.deepEqual(readFilm(document).sequences[0]?.shots.map(({ id }) => id), ["shot-12", "shot-10", "shot-11"]);
});

test("a shot belongs to the sequence that it names, whatever others say", () => {
  const document = threeSequences();
  document.shots[0].sequenceId = "gone";
  document.shots[1].sequenceId = "seq-2";
  const film = readFilm(document);
  assert.deepEqual(film.loose.map(({ id }) => id), ["shot-10"]);
  assert.deepEqual(film.sequences[1]?.shots.map(({ id }) => id), ["shot-20", "shot-21", "shot-11"]);
});

test("every shot has a key of its own, also where ids are missing or stand twice", () => {
  const document = threeSequences();
  document.shots.push({ ...document.shots[0] }, { ...document.shots[0], id: "#8" }, { ...document.shots[0], id: undefined }, null);
  const film = readFilm(document);
  assert.equal(new Set(film.shots.map(({ key }) => key)).size, 11);
  assert.equal(film.unread, 1);
});

test("a shot without a time stands after the one before it", () => {
  const document = threeSequences();
  document.shots[1].startTime = "soon";
  delete document.shots[1].duration;
  const shot = readFilm(document).shots[1];
  assert.deepEqual([shot?.start, shot?.end, shot?.isTimed], [4, 6, false]);
});

test("prompts of 10 to 500 characters are good ones, without the space around them", () => {
  const states = ["", "Door", `  ${"x".repeat(9)}  `, "x".repeat(10), "x".repeat(500), "x".repeat(501), "🎬".repeat(500)].map(promptState);
  assert.deepEqual(states, ["too short", "too short", "too short", "valid", "valid", "too long", "valid"]);
});

test("figures are counted", () => {
  const document = threeSequences();
  document.shots[0].prompt = "Door";
  document.generationHistory = [{ id: "g", timestamp: 1, status: "failed" }, { id: "h", timestamp: 2, status: "failed" }, 3];
  const figures = figuresOf(readFilm(document), document);
  assert.deepEqual([figures.seconds, figures.shots, figures.phrases, figures.words], [36, 8, 3, 6]);
  assert.deepEqual(figures.prompts, { valid: 7, "too short": 1, "too long": 0 });
  assert.deepEqual(figures.generations, [["failed", 2]]);
});

test("what was generated is told, the newest first", () => {
  const history = [{ id: "a", timestamp: 1_764_230_400_000, status: "success", results: [1, 2] }, { id: "b", timestamp: "2025-11-28T08:00:00Z", status: "failed", error: { message: "no memory" } }, { timestamp: "never" }];
  assert.deepEqual(generationsOf({ generationHistory: history }, 9).map(({ id, at, says }) => [id, at, says]), [
    ["b", "2025-11-28T08:00:00.000Z", "no memory"], ["a", "2025-11-27T08:00:00.000Z", "2 results"], ["", null, ""],
  ]);
});

test("capabilities that the contract does not know are kept", () => {
  assert.deepEqual(capabilitiesOf({ capabilities: { qaEngine: true, own: true, odd: 3 } }).filter(({ isOn }) => isOn).map(({ name }) => name), ["qaEngine", "own"]);
});

test("the contract is asked about single values", () => {
  assert.equal(problemWith("shots", { duration: 0 }), "has to be more than 0");
  assert.equal(problemWith("shots", { duration: 2.5 }), null);
  assert.equal(problemWith("shots", { startTime: -1 }), "has to be 0 or more");
  assert.equal(problemWith("audioPhrases", { text: "" }), "has to be a text of 1 character or more");
  assert.equal(problemWith("audioPhrases", { startTime: 3, endTime: 3 }), "has to be after startTime");
  assert.equal(problemWith("audioPhrases", { voiceParameters: { speed: 3 } }), "has to be 0.5 to 2");
  assert.equal(problemWith("audioPhrases", { voiceParameters: { language: "english" } }), "has to be two letters");
});

test("numbers are read as people type them", () => {
  assert.deepEqual(["2,5", " 3 ", ".5", "-1", "", "1e3", "two", "1.2.3"].map(readNumber), [2.5, 3, 0.5, -1, null, null, null, null]);
});

test("a document of any shape can be read", () => {
  for (const document of oddDocuments()) {
    figuresOf(readFilm(document), document);
    generationsOf(document, 9);
    capabilitiesOf(document);
  }
});
