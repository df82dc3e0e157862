import { ServerError, send, sendJson } from "./requests.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { Remote } from "./write-queue.js"
 */

/**
 * Say whether the server answered with a code.
 * @param {unknown} error
 * @param {...string} codes
 */
function isCode(error, ...codes) {
  return error instanceof ServerError && codes.includes(error.code);
}

/**
 * A project whose top-level members are the values of a page, as `data/my-tool.json` is with the drop-in.
 *
 * The file is made by the first write. Each write changes one member, whatever others changed meanwhile.
 * @implements {Remote}
 */
export class ProjectKeys {
  /** @type {null} */
  cleared = null;
  #etag = "";
  /** @type {Map<string, string>} */
  #known = new Map();

  /**
   * @param {Environment} env
   * @param {string} id
   */
  constructor(env, id) {
    this.env = env;
    this.name = `project:${id}`;
    this.path = `/api/projects/${encodeURIComponent(id)}`;
  }

  async load() {
    return { values: await this.#load(), toSend: new Map() };
  }

  /**
   * @param {string} key
   * @param {string | null} text
   */
  async write(key, text, leaving = false) {
    const path = JSON.stringify(`/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    try {
      if (text === null) await this.#patch(`[{"op":"remove","path":${path}}]`, leaving);
      else await this.#patch(`[{"op":"add","path":${path},"value":${text}}]`, leaving);
    } catch (error) {
      if (text === null && isCode(error, "patch_failed", "no_such_project")) return;
      if (!isCode(error, "no_such_project")) throw error;
      await this.#create(key, text, leaving);
    }
  }

  async clear() {
    try {
      await this.#patch('[{"op":"replace","path":"","value":{}}]', false);
    } catch (error) {
      if (!isCode(error, "no_such_project")) throw error;
    }
  }

  /** @returns {Promise<Map<string, string>>} */
  async #load() {
    try {
      const headers = this.#etag ? { "If-None-Match": this.#etag } : {};
      const response = await send(this.env, this.path, { headers });
      if (response.status === 304) return this.#known;
      const members = Object.entries(JSON.parse(await response.text()));
      this.#known = new Map(members.map(([key, value]) => [key, JSON.stringify(value)]));
      this.#etag = response.headers.get("ETag") ?? "";
    } catch (error) {
      if (!isCode(error, "no_such_project")) throw error;
      this.#known = new Map();
      this.#etag = "";
    }
    return this.#known;
  }

  /**
   * A page's values may look like a document of some kind without being one, so that no contract is asked.
   * @param {string} body
   * @param {boolean} leaving
   */
  async #patch(body, leaving) {
    const headers = { "Content-Type": "application/json-patch+json" };
    await sendJson(this.env, `${this.path}?validate=off`, { method: "PATCH", headers, body, keepalive: leaving });
  }

  /**
   * @param {string} key
   * @param {string | null} text
   * @param {boolean} leaving
   */
  async #create(key, text, leaving) {
    const body = `{${JSON.stringify(key)}:${text}}`;
    const headers = { "If-None-Match": "*" };
    try {
      await sendJson(this.env, `${this.path}?validate=off`, { method: "PUT", headers, body, keepalive: leaving });
    } catch (error) {
      if (!isCode(error, "project_exists")) throw error;
      await this.write(key, text, leaving); // another tab made it at the same moment
    }
  }
}
