/** The server answered, and the answer is no: `code` is stable, `detail` and `hint` are for people. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {Record<string, unknown>} problem
   */
  constructor(status, problem) {
    const detail = textOf(problem["detail"]) || textOf(problem["title"]) || `The server answered ${status}.`;
    super(detail);
    this.name = "ApiError";
    this.status = status;
    this.code = textOf(problem["code"]);
    this.hint = textOf(problem["hint"]);
    this.facts = problem;
  }
}

/** No answer came: the server is not running, or the connection broke. */
export class ServerAway extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("Holdfast is not answering.", { cause });
    this.name = "ServerAway";
  }
}

/**
 * Say an error in words that a person can act on.
 * @param {unknown} error
 */
export function errorWords(error) {
  if (error instanceof ApiError) return [sentence(error.message), sentence(error.hint)].filter(Boolean).join(" ");
  if (error instanceof ServerAway) return `${error.message} Start it again with “holdfast serve”.`;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Say whether an error carries one of these codes.
 * @param {unknown} error
 * @param {...string} codes
 * @returns {error is ApiError}
 */
export function hasCode(error, ...codes) {
  return error instanceof ApiError && codes.includes(error.code);
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === "string" ? value : "";
}

/** @param {string} text */
function sentence(text) {
  if (!text) return "";
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/u.test(capital) ? capital : `${capital}.`;
}
