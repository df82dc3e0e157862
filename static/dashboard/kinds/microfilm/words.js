import { entryOf } from "./sections.js";
import { ENGLISH } from "./words/english.js";
import { GERMAN } from "./words/german.js";

/** @import { ActFacts } from "./act-facts.js" */

/**
 * @typedef {typeof ENGLISH} Words everything that the view says
 * @typedef {"de" | "en"} Language
 * @typedef {{
 *   short: string, title: (facts: ActFacts) => string, confirm: (facts: ActFacts) => string, will: (facts: ActFacts) => string[],
 *   final: (facts: ActFacts) => string, done: (facts: ActFacts) => string,
 * }} ActWords
 *   What is said of an act: on its button, above its dialog, on the button that does it, what will happen, what of that
 *   cannot be taken back, and what was done.
 */

/** @type {Readonly<Record<Language, Words>>} */
export const WORDS = { de: GERMAN, en: ENGLISH };

/** The languages by their own names. @type {readonly [Language, string][]} */
export const LANGUAGES = [["de", "Deutsch"], ["en", "English"]];

/**
 * Say which language a reader gets: the chosen one, else German where the browser speaks German.
 * @param {unknown} chosen
 * @param {string} browser
 * @returns {Language}
 */
export function languageOf(chosen, browser) {
  if (chosen === "de" || chosen === "en") return chosen;
  return /^de\b/iu.test(browser) ? "de" : "en";
}

/**
 * Name what a figure counts.
 * @param {Words} words
 * @param {keyof Words["figures"]} name
 * @param {number} value
 */
export function figureWord(words, name, value) {
  return (value === 1 ? words.oneFigure : words.figures)[name];
}

/**
 * Say what went wrong, and what to do about it.
 * @param {Words} words
 * @param {unknown} error
 */
export function problemText(words, error) {
  const facts = /** @type {{problem?: Record<string, unknown>}} */ (error)?.problem ?? { detail: error instanceof Error ? error.message : String(error) };
  const code = String(facts["code"] ?? "");
  const say = entryOf(words.problems, code) ?? words.problems["other"];
  return say?.(facts) ?? code;
}

/**
 * Say why an act was not done, or that nobody knows whether it was.
 * @param {Words} words
 * @param {unknown} error
 */
export function actProblemText(words, error) {
  const isUnanswered = /** @type {{code?: string}} */ (error)?.code === "offline";
  return isUnanswered ? words.unanswered : problemText(words, error);
}

/**
 * Say a warning of the register; one that is not known here is said as the register says it.
 * @param {Words} words
 * @param {{code: string, detail: string}} warning
 */
export function warningText(words, { code, detail }) {
  const counted = Number(/^(?<count>\d[\d,]*)/u.exec(detail)?.groups?.["count"]?.replaceAll(",", "") ?? 0);
  const say = entryOf(words.warnings, code);
  return say ? say(counted) : { title: detail, text: "" };
}
