import { environment } from "./environment.js";
import { fileIdOf, mayBeFolded } from "./file-ids.js";
import { ProjectDrafts } from "./project-drafts.js";
import { ServerError, send, sendJson } from "./requests.js";
import { notDeleted, toldBetter } from "./save-errors.js";
import { idOfKey } from "./storage-backend.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { Draft } from "./project-drafts.js"
 * @import { StorageBackend } from "./storage-backend.js"
 */

const KIND = "storycore";
const PAGE = 500;

/**
 * Projects on a Holdfast server: each is a file with all its versions.
 *
 * A save names the version that was loaded, so that nothing newer is overwritten: what others changed elsewhere in the
 * project is merged by the server, and where both changed one value the save fails and says what to do.
 *
 * @implements {StorageBackend}
 */
export class APIBackend {
  /** @type {Map<string, string>} etag of the version from which this page goes on, by project */
  #bases = new Map();
  /** @type {Map<string, string>} what was sent last and got no answer: the server may have it, or not */
  #unanswered = new Map();
  #drafts;

  /** @param {Partial<Environment>} [options] */
  constructor(options = {}) {
    this.env = environment(options);
    this.#drafts = new ProjectDrafts(this.env);
  }

  /**
   * Save a project. What cannot be sent because the server is away is kept, and sent when the project is next loaded.
   * @param {string} key
   * @param {string} data
   * @throws {ServerError} it is not on the server; the message says why and what to do
   */
  async save(key, data) {
    const id = fileIdOf(idOfKey(key));
    const base = this.#bases.get(id) ?? "";
    const unanswered = this.#unanswered.get(id);
    try {
      await this.#putInOrder(id, data);
    } catch (error) {
      if (error instanceof ServerError && error.status === 0) await this.#drafts.keep(id, { text: data, base, unanswered });
      throw error;
    }
    await this.#drafts.dropOwn(id);
  }

  /**
   * Load a project, with what this browser could not send before.
   * @param {string} key
   * @returns {Promise<string | null>}
   */
  async load(key) {
    const id = fileIdOf(idOfKey(key));
    const drafts = await this.#drafts.of(id);
    try {
      for (const [name, draft] of drafts) await this.#sendDraft(id, name, draft);
      return await this.#loadFile(id);
    } catch (error) {
      const newest = drafts.at(-1)?.[1];
      if (!newest || !(error instanceof ServerError) || error.status !== 0) throw error;
      if (newest.base) this.#bases.set(id, newest.base);
      return newest.text;
    }
  }

  /** @param {string} key */
  async exists(key) {
    const id = fileIdOf(idOfKey(key));
    if ((await this.#drafts.of(id)).length > 0) return true;
    return (await this.#etagOf(id)) !== null;
  }

  /**
   * Delete a project; its content is kept in the trash of the server.
   * @param {string} key
   */
  async delete(key) {
    const id = fileIdOf(idOfKey(key));
    const base = this.#bases.get(id) ?? (await this.#etagOf(id));
    try {
      if (base !== null) await sendJson(this.env, pathOf(id), { method: "DELETE", headers: { "If-Match": base } });
    } catch (error) {
      if (!(error instanceof ServerError) || error.code !== "no_such_project") throw notDeleted(error, id);
    }
    this.#bases.delete(id);
    this.#unanswered.delete(id);
    for (const [name] of await this.#drafts.of(id)) await this.#drafts.drop(name);
  }

  async list() {
    /** @type {string[]} */
    const found = [];
    for (let total = 1; found.length < total; ) {
      const page = await sendJson(this.env, `/api/projects?kind=${KIND}&sort=id&offset=${found.length}&limit=${PAGE}`);
      if (page.projects.length === 0) break;
      found.push(...page.projects.map((/** @type {{id: string}} */ row) => row.id));
      total = page.total;
    }
    return Promise.all(found.map((id) => this.#nameOfFile(id)));
  }

  /**
   * Save a text after the one before it, if that got no answer: or what the server has of this page itself would be taken
   * for somebody else's change.
   * @param {string} id
   * @param {string} text
   */
  async #putInOrder(id, text) {
    const before = this.#unanswered.get(id);
    if (before !== undefined && before !== text) {
      await this.#put(id, before).catch((error) => {
        if (!(error instanceof ServerError) || error.mayPass) throw error;
        this.#unanswered.delete(id);
      });
    }
    await this.#put(id, text);
  }

  /**
   * @param {string} id
   * @param {string} text
   */
  async #put(id, text) {
    const base = this.#bases.get(id);
    /** @type {Record<string, string>} */
    const headers = base ? { "If-Match": base } : { "If-None-Match": "*" };
    try {
      const answer = await sendJson(this.env, pathOf(id), { method: "PUT", headers, body: text });
      // After a merge this page still has what it sent, and goes on from that.
      this.#bases.set(id, quoted(answer.merged ? answer.sent : answer.etag));
      this.#unanswered.delete(id);
    } catch (error) {
      const failed = toldBetter(error, id);
      if (failed.mayPass) this.#unanswered.set(id, text);
      if (failed.code === "no_such_project") this.#bases.delete(id);
      if (failed.code === "project_exists" && (await this.#isSame(id, text))) return;
      throw failed;
    }
  }

  /**
   * Say whether the server has this content already; then a retry after a lost answer is no conflict.
   * @param {string} id
   * @param {string} text
   */
  async #isSame(id, text) {
    const response = await send(this.env, pathOf(id));
    const held = await response.text();
    if (JSON.stringify(JSON.parse(held)) !== JSON.stringify(JSON.parse(text))) return false;
    this.#bases.set(id, response.headers.get("ETag") ?? "");
    this.#unanswered.delete(id);
    return true;
  }

  /**
   * @param {string} id
   * @returns {Promise<string | null>}
   */
  async #loadFile(id) {
    try {
      const response = await send(this.env, pathOf(id));
      this.#bases.set(id, response.headers.get("ETag") ?? "");
      return await response.text();
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      this.#bases.delete(id);
      if (error.status === 404) return null;
      if (error.code !== "file_broken") throw error;
      const broken = await send(this.env, `${pathOf(id)}/export?format=json&raw=1`);
      return broken.text();
    }
  }

  /**
   * Return the etag of a project, null if there is none. A file that is broken is there too.
   * @param {string} id
   */
  async #etagOf(id) {
    try {
      const response = await send(this.env, pathOf(id), { method: "HEAD" });
      return response.headers.get("ETag") ?? "";
    } catch (error) {
      if (error instanceof ServerError && error.status === 404) return null;
      if (error instanceof ServerError && error.status === 422) return "";
      throw error;
    }
  }

  /**
   * Send what was edited while the server was away. What cannot be merged is kept there all the same: as a version, or
   * as a project of its own.
   * @param {string} id
   * @param {string} name
   * @param {Draft} draft
   */
  async #sendDraft(id, name, draft) {
    if (draft.base) this.#bases.set(id, draft.base);
    else this.#bases.delete(id);
    if (draft.unanswered !== undefined) this.#unanswered.set(id, draft.unanswered);
    try {
      await this.#putInOrder(id, draft.text);
    } catch (error) {
      if (!(error instanceof ServerError) || error.mayPass) throw error;
      const kept = error.facts["kept"] ?? (await this.#copied(id, draft.text));
      this.env.console.warn(`What was edited while the server was away is kept as ${kept}: ${error.message}`);
    }
    await this.#drafts.drop(name);
  }

  /**
   * Make a project of a text that no other project takes, and return its id.
   * @param {string} id
   * @param {string} text
   */
  async #copied(id, text) {
    const path = `/api/import?id=${encodeURIComponent(id)}&mode=copy&validate=off`;
    const answer = await sendJson(this.env, path, { method: "POST", body: text });
    return answer.id;
  }

  /**
   * Return the id under which a page knows a project, which may be one that no file can have.
   * @param {string} file
   */
  async #nameOfFile(file) {
    if (!mayBeFolded(file)) return file;
    const text = await this.#loadFileQuietly(file);
    const named = text === null ? null : JSON.parse(text).id;
    return typeof named === "string" && fileIdOf(named) === file ? named : file;
  }

  /** @param {string} id */
  async #loadFileQuietly(id) {
    try {
      const response = await send(this.env, pathOf(id));
      return await response.text();
    } catch {
      return null;
    }
  }
}

/** @param {string} id */
function pathOf(id) {
  return `/api/projects/${encodeURIComponent(id)}`;
}

/** @param {string} etag */
function quoted(etag) {
  return `"${etag}"`;
}
