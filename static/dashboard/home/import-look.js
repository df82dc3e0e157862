import { HoldfastError } from "../../client/errors.js";
import { wordsOf } from "../state/connection.js";
import { TEXTS } from "./import-words.js";
import { upperFirst } from "./words.js";

/**
 * @import { Problem } from "../../client/errors.js"
 * @import { Preview } from "./import-words.js"
 *
 * @typedef {{state: "asking"} | {state: "ready", documents: Preview[], broken?: string} | {state: "bad", text: string, problem: Problem | null}} Look
 *   what would become of a file; `broken` is the etag of a broken file that is replaced
 */

/**
 * Return the etag of the broken file that is replaced, if one is.
 * @param {Look} look
 */
export function brokenOf(look) {
  return look.state === "ready" ? look.broken : undefined;
}

/**
 * Say why a file cannot be taken in.
 * @param {unknown} error
 * @returns {Look}
 */
export function badLook(error) {
  if (!(error instanceof HoldfastError)) return { state: "bad", text: wordsOf(error), problem: null };
  const { code, problem } = error;
  if (code === "body_too_large") return { state: "bad", text: TEXTS.tooLarge(Number(problem["limit"])), problem };
  if (code === "project_exists") return { state: "bad", text: TEXTS.exists(String(problem["id"] ?? "")), problem };
  return { state: "bad", text: code === "offline" ? wordsOf(error) : upperFirst(problem.detail), problem };
}
