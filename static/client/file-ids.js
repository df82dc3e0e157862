import { hashOf } from "./hash.js";

const FILE_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/u;
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/u;

/**
 * Return the id of the file for a project's id: the same one where a file can have it, else what is left of it with a
 * number that tells it from others.
 * @param {string} id
 */
export function fileIdOf(id) {
  if (FILE_ID.test(id) && !DEVICE.test(id)) return id;
  const left = id.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-").replace(/^-/u, "").slice(0, 50);
  return `${left || "project"}-${hashOf(id)}`.replaceAll("--", "-");
}

/**
 * Say whether the id of a file may stand for another id.
 * @param {string} file
 */
export function mayBeFolded(file) {
  return /-[0-9a-f]{8}$/u.test(file);
}
