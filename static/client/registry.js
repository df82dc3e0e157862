/** @import { Project } from "./project.js" */

/** The projects that this page has open, by id; `open` events say of a further one. */
class Registry extends EventTarget {
  /** @type {Map<string, Project>} */
  #projects = new Map();

  /** @param {string} id */
  get(id) {
    return this.#projects.get(id);
  }

  /** @param {Project} project */
  add(project) {
    this.#projects.set(project.id, project);
    this.dispatchEvent(new CustomEvent("open", { detail: project.id }));
  }

  /** @param {Project} project */
  remove(project) {
    if (this.#projects.get(project.id) === project) this.#projects.delete(project.id);
  }
}

export const registry = new Registry();
