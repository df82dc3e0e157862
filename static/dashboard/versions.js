import { hasCode } from "./errors.js";

/** @import { Project } from "./project.js" */

/**
 * Restore a version and return the name of the backup that brings the replaced one back, if there is one.
 * @param {Project} project
 * @param {string} name
 * @returns {Promise<string | null>}
 */
export async function restore(project, name) {
  const { replaced } = await restoreSafely(project, name, project.value.base);
  await project.reload();
  return replaced;
}

/**
 * Keep the version that is on disk as a save point.
 * @param {Project} project
 * @param {string} label
 */
export async function pin(project, label) {
  await project.api.pin(project.id, label);
  await project.listVersions();
}

/**
 * @param {Project} project
 * @param {string} name
 * @param {string} before
 */
async function restoreSafely(project, name, before) {
  try {
    return await project.api.restore(project.id, name, before);
  } catch (error) {
    if (!hasCode(error, "stale_base", "base_unknown")) throw error;
    throw new Error("The file changed on disk a moment ago. Look at it first, then restore.", { cause: error });
  }
}
