import { environment } from "./environment.js";
import { LocalStorageBackend } from "./local-storage-backend.js";
import { listed, violated } from "./save-errors.js";
import { KEY_PREFIX } from "./storage-backend.js";
import { violationsOf } from "./storycore-contract.js";

/**
 * @import { Environment } from "./environment.js"
 * @import { StorageBackend } from "./storage-backend.js"
 */

/** @typedef {{id: string, [member: string]: any}} Project */
/** @typedef {{success: boolean, error?: Error, timestamp: number}} SaveResult `timestamp`: milliseconds since 1970 */
/** @typedef {{success: boolean, project?: Project, error?: Error}} LoadResult */
/** @typedef {{text: string, promise: Promise<SaveResult>}} Saving `text`: what is to be saved in the end */

/**
 * @typedef {object} PersistenceOptions
 * @property {boolean} [autoSave] whether `scheduleAutoSave` saves (true)
 * @property {number} [autoSaveDelay] milliseconds after the last change (2000)
 * @property {number} [maxRetries] attempts in all (3)
 * @property {number} [retryDelay] milliseconds before the second attempt; twice as many before the third (1000)
 * @property {(projectId: string) => void} [onSaveSuccess] hears of each save
 * @property {(error: Error) => void} [onSaveError] hears why a save failed
 * @property {(project: Project) => void} [onLoadSuccess] hears of each load
 * @property {(error: Error) => void} [onLoadError] hears why a load failed
 */

/** Film projects by "Data Contract v1", saved and loaded with whatever backend keeps them. */
export class ProjectPersistenceService {
  /** @type {Map<string, unknown>} */
  #timers = new Map();
  /** @type {Map<string, Saving>} */
  #saving = new Map();

  /**
   * @param {StorageBackend} [backend] the browser's localStorage without one
   * @param {PersistenceOptions & Partial<Environment>} [options]
   */
  constructor(backend, options = {}) {
    this.env = environment(options);
    this.backend = backend ?? new LocalStorageBackend(options);
    this.options = { autoSave: true, autoSaveDelay: 2000, maxRetries: 3, retryDelay: 1000, ...given(options) };
  }

  /** @param {StorageBackend} backend */
  setBackend(backend) {
    this.backend = backend;
  }

  /**
   * Save a project as it is now, and try again if that fails.
   *
   * While a save of it is under way, the same promise is returned; it is kept when the newest content is saved.
   * @param {Project} project
   * @returns {Promise<SaveResult>}
   */
  saveProject(project) {
    const { text, problem } = written(project);
    if (problem) return Promise.resolve(this.#failed(new Error(`Project validation failed: ${problem}`)));
    this.cancelAutoSave(project.id);
    const underWay = this.#saving.get(project.id);
    if (underWay) {
      underWay.text = text;
      return underWay.promise;
    }
    /** @type {Saving} */
    const saving = { text, promise: Promise.resolve(this.#saved()) };
    this.#saving.set(project.id, saving);
    saving.promise = this.#save(project.id, saving);
    return saving.promise;
  }

  /**
   * @param {string} projectId
   * @returns {Promise<LoadResult>}
   */
  async loadProject(projectId) {
    try {
      const project = await this.#load(projectId);
      this.options.onLoadSuccess?.(project);
      return { success: true, project };
    } catch (thrown) {
      const error = errorOf(thrown);
      this.env.console.error(`Failed to load project ${projectId}`, error);
      this.options.onLoadError?.(error);
      return { success: false, error };
    }
  }

  /**
   * Save a project after the delay, unless it changes again before.
   * @param {Project} project
   */
  scheduleAutoSave(project) {
    if (!this.options.autoSave) return;
    this.cancelAutoSave(project.id);
    const timer = this.env.setTimeout(() => {
      this.#timers.delete(project.id);
      void this.saveProject(project);
    }, this.options.autoSaveDelay);
    this.#timers.set(project.id, timer);
  }

  /** @param {string} projectId */
  cancelAutoSave(projectId) {
    this.env.clearTimeout(this.#timers.get(projectId));
    this.#timers.delete(projectId);
  }

  /** @param {string} projectId */
  async projectExists(projectId) {
    return this.backend.exists(KEY_PREFIX + projectId);
  }

  /** @param {string} projectId */
  async deleteProject(projectId) {
    this.cancelAutoSave(projectId);
    await this.#saving.get(projectId)?.promise;
    await this.backend.delete(KEY_PREFIX + projectId);
  }

  /** Return the ids of all projects. */
  async listProjects() {
    return this.backend.list();
  }

  /** Drop all saves that wait for their delay. */
  cleanup() {
    for (const projectId of this.#timers.keys()) this.cancelAutoSave(projectId);
  }

  /**
   * @param {string} id
   * @param {Saving} saving
   */
  async #save(id, saving) {
    try {
      for (let attempt = 1; ; ) {
        const { text } = saving;
        const error = await this.#attempt(id, text);
        const isNewer = saving.text !== text;
        if (error === null && !isNewer) return this.#saved(id);
        if (error === null) attempt = 1;
        else if (!(await this.#mayTryAgain(id, error, attempt))) return this.#failed(error);
        else attempt += 1;
      }
    } finally {
      this.#saving.delete(id);
    }
  }

  /**
   * @param {string} id
   * @param {string} text
   * @returns {Promise<Error | null>}
   */
  async #attempt(id, text) {
    try {
      await this.backend.save(KEY_PREFIX + id, text);
      return null;
    } catch (thrown) {
      return errorOf(thrown);
    }
  }

  /**
   * Wait before the next attempt, or say that there is none: a refusal does not pass by itself.
   * @param {string} id
   * @param {Error} error
   * @param {number} attempt
   */
  async #mayTryAgain(id, error, attempt) {
    const { maxRetries, retryDelay } = this.options;
    if (attempt >= maxRetries || Reflect.get(error, "mayPass") === false) {
      this.env.console.error(`Failed to save project ${id} after ${attempt} attempts`, error);
      return false;
    }
    this.env.console.warn(`Save attempt ${attempt} failed for project ${id}, retrying...`, error);
    await new Promise((resolve) => this.env.setTimeout(() => resolve(null), retryDelay * attempt));
    return true;
  }

  /**
   * @param {string} projectId
   * @returns {Promise<Project>}
   */
  async #load(projectId) {
    const key = KEY_PREFIX + projectId;
    const text = (await this.backend.exists(key)) ? await this.backend.load(key) : null;
    if (text === null) throw new Error(`Project ${projectId} not found in storage`);
    const project = parsed(projectId, text);
    const violations = violationsOf(project);
    if (violations.length === 0) return project;
    throw new Error(`Project ${projectId} validation failed: ${listed(violations.map(violated))}`);
  }

  /**
   * @param {string} [id]
   * @returns {SaveResult}
   */
  #saved(id) {
    if (id !== undefined) this.options.onSaveSuccess?.(id);
    return { success: true, timestamp: this.env.now() };
  }

  /**
   * @param {Error} error
   * @returns {SaveResult}
   */
  #failed(error) {
    this.options.onSaveError?.(error);
    return { success: false, error, timestamp: this.env.now() };
  }
}

/**
 * @template {object} Options
 * @param {Options} options
 * @returns {Options}
 */
function given(options) {
  return /** @type {Options} */ (Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));
}

/**
 * Write a project as JSON, and say how that breaks the contract; empty if it does not.
 * @param {unknown} project
 */
function written(project) {
  try {
    const text = JSON.stringify(project, null, 2) ?? "null";
    return { text, problem: listed(violationsOf(JSON.parse(text)).map(violated)) };
  } catch (error) {
    return { text: "", problem: errorOf(error).message };
  }
}

/**
 * @param {string} projectId
 * @param {string} text
 */
function parsed(projectId, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Failed to parse project ${projectId} data: ${errorOf(error).message}`, { cause: error });
  }
}

/** @param {unknown} thrown */
function errorOf(thrown) {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
