/**
 * @typedef {{code: string, detail: string, hint?: string, status?: number} & Record<string, any>} Problem
 *   What the server says went wrong (RFC 9457), with its facts.
 */

/** Everything that goes wrong here, with a code to go by and the problem as the server told it. */
export class HoldfastError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.hint ? `${problem.detail} (${problem.hint})` : problem.detail);
    this.name = "HoldfastError";
    this.code = problem.code;
    this.status = problem.status ?? 0;
    this.problem = problem;
  }

  /** Whether the same request may succeed later without anybody doing anything. */
  get passes() {
    return this.code === "offline" || this.status >= 500 || [408, 429].includes(this.status);
  }
}

/**
 * Return the code of what was thrown, whatever that is.
 * @param {unknown} error
 */
export function codeOf(error) {
  return error instanceof HoldfastError ? error.code : "";
}

/**
 * Read what the server says of a request that it refused.
 * @param {Response} response
 */
export async function problemOf(response) {
  const status = response.status;
  try {
    const found = await response.json();
    if (found.code) return new HoldfastError({ ...found, status });
  } catch {
    // a proxy between may have answered with a page
  }
  return new HoldfastError({ code: "unexpected", detail: `the server answered ${status}`, status });
}
