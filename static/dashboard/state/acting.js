import { put } from "../words/shapes.js";
import { takenBack } from "./taking-back.js";

/** @import { OpenProject } from "./open-project.js" */

/**
 * Change some members of a document in a way that somebody may regret, and offer to take it back; what was edited since
 * stays, and orders come back too.
 * @param {OpenProject} project
 * @param {string} text what was done, such as "Removed shot-3"
 * @param {string[]} names of the members that may change
 * @param {(document: any) => void} change
 */
export function act(project, text, names, change) {
  let [before, after] = ["", ""];
  project.edit((document) => {
    before = taken(document, names);
    change(document);
    after = taken(document, names);
  });
  if (before === after) return;
  project.undo.offer(text, () => project.edit((document) => restore(document, JSON.parse(before), JSON.parse(after))));
}

/**
 * @param {Record<string, any>} document
 * @param {string[]} names
 */
function taken(document, names) {
  return JSON.stringify(Object.fromEntries(names.filter((name) => Object.hasOwn(document, name)).map((name) => [name, document[name]])));
}

/**
 * @param {Record<string, any>} document changed in place
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 */
function restore(document, before, after) {
  const now = Object.fromEntries(Object.keys(after).filter((name) => Object.hasOwn(document, name)).map((name) => [name, document[name]]));
  const result = takenBack(before, after, now);
  for (const name of Object.keys(after)) if (!Object.hasOwn(result, name)) delete document[name];
  for (const [name, value] of Object.entries(result)) put(document, name, value);
}
