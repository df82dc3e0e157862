import { ServerError } from "./requests.js";

const SHOWN = 3;

/** @type {Record<string, (id: string, facts: Record<string, any>) => string>} */
const WORDS = {
  contract_broken: (_, { violations = [], count = violations.length }) =>
    `Project validation failed: ${listed(violations.map(violated), count)}`,
  stale_base: (id, { conflicts = [], kept }) =>
    `“${id}” was changed elsewhere${at(conflicts)}, so it was not saved. Your version is kept as ${kept}. ` +
    "Load the project again, and repeat your change or restore that version.",
  base_unknown: (id, { kept }) =>
    `“${id}” was changed elsewhere too long ago to merge, so it was not saved. Your version is kept as ${kept}. ` +
    "Load the project again, and repeat your change or restore that version.",
  no_such_project: (id) => `“${id}” was deleted meanwhile, so it was not saved. Save once more to bring it back.`,
  project_exists: (id) =>
    `There is a project “${id}” already that was not loaded here, so it was not replaced. Load it first, or save under another id.`,
};

/**
 * Say in words that a person can act on why a project was not saved; leave other errors as they are.
 * @param {unknown} error
 * @param {string} id
 * @returns {ServerError}
 */
export function toldBetter(error, id) {
  if (!(error instanceof ServerError)) throw error;
  const words = WORDS[error.code];
  return words ? new ServerError(error.status, { ...error.facts, detail: words(id, error.facts), hint: "" }, error) : error;
}

/**
 * Say why a project was not deleted.
 * @param {unknown} error
 * @param {string} id
 */
export function notDeleted(error, id) {
  if (!(error instanceof ServerError) || error.code !== "stale_base") return error;
  const detail = `“${id}” was changed elsewhere, so it was not deleted. Load it again before you delete it.`;
  return new ServerError(error.status, { ...error.facts, detail, hint: "" }, error);
}

/**
 * @param {{path: string, message: string}} violation
 */
export function violated({ path, message }) {
  return `${path || "the project"} ${message}`;
}

/**
 * Join the first of many.
 * @param {string[]} parts
 * @param {number} [count] how many there are
 */
export function listed(parts, count = parts.length) {
  const more = count > SHOWN ? `; and ${count - SHOWN} more` : "";
  return parts.slice(0, SHOWN).join("; ") + more;
}

/** @param {{path: string}[]} conflicts */
function at(conflicts) {
  return conflicts.length > 0 ? ` at ${listed(conflicts.map(({ path }) => path || "its top"))}` : "";
}
