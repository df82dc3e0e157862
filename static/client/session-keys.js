import { ServerError, sendJson } from "./requests.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { LocalCopies } from "./local-copies.js"
 * @import { Remote } from "./write-queue.js"
 */

const ROOT = "/api/workflow/session";

/** The section of a session for each key of the register's pages. */
const SECTIONS = {
  microfilmWorkflowState: "workflow_state",
  microfilmProjectState: "project_state",
  microfilmAnalysisData: "analysis_data",
  microfilmAllocationData: "allocation_data",
  microfilmIndexData: "index_data",
  microfilmFilmNumberResults: "film_number_results",
  microfilmDistributionResults: "distribution_results",
  microfilmReferenceSheets: "reference_sheets",
  ui_preferences: "ui_preferences",
};

/** Further keys, which a session keeps under their own names; they may hold any value. */
const SECONDARY = ["microfilmFilmData", "microfilmUpdatedIndexData", "dark-mode", "projectDetailsCollapsed"];

/** Every key that a session keeps. */
export const SESSION_KEYS = [...Object.keys(SECTIONS), ...SECONDARY];

/** The keys that clearing a session empties: how the pages look is no work. */
export const CLEARED_KEYS = SESSION_KEYS.filter((key) => key !== "ui_preferences");

/**
 * Say whether older pages may have kept something else than JSON under a key.
 * @param {string} key
 */
export function isTextKey(key) {
  return SECONDARY.includes(key);
}

/**
 * The workflow session of an archive order.
 * @implements {Remote}
 */
export class SessionKeys {
  cleared = CLEARED_KEYS;
  /** @type {string | null} */
  sessionId = null;

  /**
   * @param {Environment} env
   * @param {string | number} projectId
   * @param {string} userId empty: the one operator
   */
  constructor(env, projectId, userId) {
    this.env = env;
    this.project = encodeURIComponent(String(projectId));
    this.name = `session:${projectId}:${userId || "local"}`;
    // A header holds ASCII; other names are written as in an address.
    this.headers = userId ? { "X-User": /^[\u0020-\u007e]+$/u.test(userId) ? userId : encodeURIComponent(userId) } : {};
  }

  /** @param {LocalCopies} copies */
  async load(copies) {
    const values = await this.#open();
    const { before, edited } = await this.#writtenByOthers(copies, values);
    const refused = before.size > 0 ? await this.#handOver(copies, values, before) : before;
    return { values, toSend: new Map([...edited, ...refused]) };
  }

  /**
   * @param {string} key
   * @param {string | null} text
   */
  async write(key, text, leaving = false) {
    const body = `{${JSON.stringify(key)}:${text ?? "null"}}`;
    await this.#ofSession("PATCH", "update", body, leaving);
  }

  async clear() {
    await this.#ofSession("POST", "clear");
  }

  /** Get the session, or make one. */
  async #open() {
    const session = await sendJson(this.env, `${ROOT}/${this.project}/`, { headers: this.headers });
    this.sessionId = session.session_id;
    return valuesOf(session);
  }

  /**
   * Ask something of the session; if it is not there any more, of the one that is there now.
   * @param {string} method
   * @param {string} what
   * @param {string} [body]
   */
  async #ofSession(method, what, body, leaving = false) {
    if (this.sessionId === null) await this.#open();
    const ask = () => {
      const sending = { method, headers: this.headers, keepalive: leaving, ...(body === undefined ? {} : { body }) };
      return sendJson(this.env, `${ROOT}/${this.sessionId}/${what}/`, sending);
    };
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof ServerError) || error.status !== 404) throw error;
      await this.#open();
      await ask();
    }
  }

  /**
   * Find what pages that know nothing of this storage wrote to localStorage: before it, and beside it.
   * @param {LocalCopies} copies
   * @param {Map<string, string>} values what the session has
   */
  async #writtenByOthers(copies, values) {
    const waiting = new Set((await copies.notes()).map(({ key }) => key));
    /** @type {Map<string, string>} */
    const before = new Map();
    /** @type {Map<string, string>} */
    const edited = new Map();
    for (const key of SESSION_KEYS.filter((name) => !waiting.has(name) && !waiting.has(null))) {
      const [text, copy] = [copies.plain(key), await copies.copy(key)];
      if (text === null || text === "null" || text === copy || text === values.get(key)) continue;
      (copy === null ? before : edited).set(key, text);
    }
    return { before, edited };
  }

  /**
   * Hand over what a browser held before there was this storage: a section takes it if it is empty.
   * @param {LocalCopies} copies
   * @param {Map<string, string>} values what the session has; what it takes is added
   * @param {Map<string, string>} found
   * @returns {Promise<Map<string, string>>} what has to be sent one by one, since something in it was refused
   */
  async #handOver(copies, values, found) {
    const body = `{${[...found].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(",")}}`;
    const sending = { method: "POST", headers: this.headers, body };
    try {
      const answer = await sendJson(this.env, `${ROOT}/${this.project}/migrate/`, sending);
      await this.#taken(copies, values, found, answer.skipped ?? []);
    } catch (error) {
      if (!(error instanceof ServerError) || error.mayPass) throw error;
      this.env.console.error("[StorageService] Migration failed:", error);
      return new Map([...found].filter(([key]) => !values.has(key)));
    }
    return new Map();
  }

  /**
   * @param {LocalCopies} copies
   * @param {Map<string, string>} values
   * @param {Map<string, string>} found
   * @param {string[]} skipped sections and keys that the session had already
   */
  async #taken(copies, values, found, skipped) {
    this.env.console.log("[StorageService] Successfully migrated localStorage data");
    const sections = new Map(Object.entries(SECTIONS));
    for (const [key, text] of found) {
      if (skipped.includes(sections.get(key) ?? key)) {
        await copies.setAside(key, text);
        this.env.console.warn(`[StorageService] ${key} was newer on the server; this browser's copy is set aside`);
      } else values.set(key, text);
    }
  }
}

/**
 * Read the answer of a session: empty sections are as good as none.
 * @param {Record<string, unknown>} session
 * @returns {Map<string, string>}
 */
function valuesOf(session) {
  const sections = Object.entries(SECTIONS).map(([key, section]) => /** @type {const} */ ([key, session[section]]));
  const filled = sections.filter(([, value]) => typeof value === "object" && value !== null && Object.keys(value).length > 0);
  const others = SECONDARY.filter((key) => Object.hasOwn(session, key)).map((key) => /** @type {const} */ ([key, session[key]]));
  return new Map([...filled, ...others].map(([key, value]) => [key, JSON.stringify(value)]));
}
