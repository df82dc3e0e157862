import { ProjectPersistenceService } from "./persistence-service.js";

export { APIBackend } from "./api-backend.js";
export { IndexedDBBackend } from "./indexed-db-backend.js";
export { LocalStorageBackend } from "./local-storage-backend.js";
export { StorageBackend } from "./storage-backend.js";
export { ProjectPersistenceService };

/** @import { Project } from "./persistence-service.js" */

/** The service that the functions below use: it keeps projects in localStorage until `setBackend` gives it another. */
export const projectPersistence = new ProjectPersistenceService();

/** @param {Project} project */
export function saveProject(project) {
  return projectPersistence.saveProject(project);
}

/** @param {string} projectId */
export function loadProject(projectId) {
  return projectPersistence.loadProject(projectId);
}

/** @param {Project} project */
export function scheduleAutoSave(project) {
  projectPersistence.scheduleAutoSave(project);
}

/** @param {string} projectId */
export function projectExists(projectId) {
  return projectPersistence.projectExists(projectId);
}

/** @param {string} projectId */
export function deleteProject(projectId) {
  return projectPersistence.deleteProject(projectId);
}

export function listProjects() {
  return projectPersistence.listProjects();
}
