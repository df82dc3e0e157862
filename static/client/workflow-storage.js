import { environment } from "./environment.js";
import { PageStorage, projectOfPage } from "./page-storage.js";
import { CLEARED_KEYS } from "./session-keys.js";
import { WorkflowStorageService } from "./workflow-service.js";

export { WorkflowStorageService };

/** @import { StorageOptions } from "./workflow-service.js" */

/** @type {WorkflowStorageService | null} */
let workflowStorage = null;

/**
 * Make the storage of this page and open it; called again for the same project and user, return the same.
 * @param {string | number} projectId
 * @param {string | number | null} [userId]
 * @param {StorageOptions} [options]
 * @returns {Promise<WorkflowStorageService>}
 */
export async function initializeWorkflowStorage(projectId, userId = null, options = {}) {
  const isSame = workflowStorage?.projectId === projectId && workflowStorage.userId === userId;
  if (!workflowStorage || !isSame) {
    const before = workflowStorage;
    workflowStorage = new WorkflowStorageService(projectId, userId, options);
    if (before) void before.flush().finally(() => before.close());
  }
  const opened = workflowStorage;
  await opened.initialize();
  return opened;
}

/**
 * Return the storage of this page.
 * @returns {WorkflowStorageService}
 * @throws {Error} before `initializeWorkflowStorage` was called
 */
export function getWorkflowStorage() {
  if (!workflowStorage) {
    throw new Error("Workflow storage not initialized. Call initializeWorkflowStorage() first.");
  }
  return workflowStorage;
}

/** @type {PageStorage | null} */
let pageStorage = null;

function current() {
  if (workflowStorage) return workflowStorage;
  pageStorage ??= new PageStorage(projectOfPage(import.meta.url));
  return pageStorage;
}

/** What code rewritten by `migrate-code` calls: the storage of this page, or without one the project of its tool. */
export const storage = {
  getItem: (/** @type {string} */ key) => current().getItem(key),
  setItem: (/** @type {string} */ key, /** @type {unknown} */ value) => current().setItem(key, value),
  removeItem: (/** @type {string} */ key) => current().removeItem(key),
  clear: () => current().clear(),
  flush: () => current().flush(),
};

/** The storage of a workflow for pages that are on their way to it: until `init` was called, localStorage. */
export class StorageCompatibilityLayer {
  /** @type {WorkflowStorageService | null} */
  storage = null;
  fallbackToLocalStorage = true;
  /** @type {Map<string, string>} what was written before `init`, and has to reach the storage */
  #early = new Map();

  /** @param {StorageOptions} [options] */
  constructor(options = {}) {
    this.options = options;
    this.env = environment(options);
  }

  /**
   * @param {string | number} projectId
   * @param {string | number | null} [userId]
   */
  async init(projectId, userId = null) {
    try {
      const opened = await initializeWorkflowStorage(projectId, userId, this.options);
      await Promise.all([...this.#early].map(([key, value]) => opened.setItem(key, JSON.parse(value))));
      this.#early.clear();
      this.storage = opened;
      this.fallbackToLocalStorage = false;
    } catch (error) {
      this.env.console.warn("[StorageCompat] Failed to init backend storage, using localStorage:", error);
      this.fallbackToLocalStorage = true;
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  async setItem(key, value) {
    if (this.storage && !this.fallbackToLocalStorage) return this.storage.setItem(key, value);
    const text = JSON.stringify(value) ?? "null";
    this.#early.set(key, text);
    this.env.localStorage?.setItem(key, text);
    return undefined;
  }

  /**
   * @param {string} key
   * @returns {Promise<any>}
   */
  async getItem(key) {
    if (this.storage && !this.fallbackToLocalStorage) return this.storage.getItem(key);
    return JSON.parse(this.env.localStorage?.getItem(key) || "null");
  }

  /** @param {string} key */
  async removeItem(key) {
    if (this.storage && !this.fallbackToLocalStorage) return this.storage.removeItem(key);
    this.#early.set(key, "null");
    this.env.localStorage?.removeItem(key);
    return undefined;
  }

  async clear() {
    if (this.storage && !this.fallbackToLocalStorage) return this.storage.clear();
    for (const key of CLEARED_KEYS) {
      this.#early.set(key, "null");
      this.env.localStorage?.removeItem(key);
    }
    return undefined;
  }
}
