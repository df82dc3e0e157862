import { useMemo } from "preact/hooks";

import { useApp } from "../../app.js";
import { add, at, copyOf, idLike, insert, move, pointerTo, remove, removeMember, write } from "./changing.js";
import { columnsOf, rowLike } from "./reading.js";
import { emptyOf, turned } from "./values.js";
import { DONE, rowWords } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Router } from "../../state/router.js"
 * @import { Back, Step } from "./changing.js"
 * @import { Type } from "./values.js"
 */

/** Documents that their tool writes itself; here they are only read. */
const WRITTEN_BY_TOOLS = new Set(["film-ledger"]);

/** What can be done with the document that is open; what somebody may regret can be taken back. */
export class Editing {
  /**
   * @param {OpenProject} project
   * @param {Router} router
   */
  constructor(project, router) {
    this.project = project;
    this.router = router;
    this.isReadOnly = WRITTEN_BY_TOOLS.has(project.kind.value);
    this.problems = problemsOf(project);
  }

  /** @param {Step[]} steps */
  problemAt(steps) {
    return this.problems.size === 0 ? "" : (this.problems.get(pointerTo(steps)) ?? "");
  }

  /**
   * Let the address lead to a place.
   * @param {Step[]} steps
   */
  show(steps) {
    this.router.refine({ at: pointerTo(steps) }, { replace: false });
  }

  /**
   * Let the address lead to no place any more, if it still leads to this one: a dialog says only afterwards that it closed.
   * @param {string} place
   */
  leave(place) {
    const { id, query } = this.router.route.value;
    if (id === this.project.id && query.get("at") === place) this.router.refine({ at: null });
  }

  /**
   * @param {Step[]} steps
   * @param {any} value
   */
  write(steps, value) {
    this.project.edit((document) => write(document, steps, value));
  }

  /**
   * Turn a scalar into one of another type.
   * @param {Step[]} steps
   * @param {Type} type
   */
  turn(steps, type) {
    const before = at(this.project.document, steps);
    this.#do(DONE.turned(nameOf(steps)), (document) => {
      write(document, steps, turned(at(document, steps), type));
      return (now) => write(now, steps, before);
    });
  }

  /**
   * Add a row that is like the others at the end of a list.
   * @param {Step[]} list
   * @returns {number} its place
   */
  addRow(list) {
    const rows = at(this.project.document, list) ?? [];
    const row = rowLike(rows, columnsOf(rows), emptyOf);
    const { length } = rows;
    if (Object.hasOwn(row, "id")) row["id"] = idLike(rows, rows[0]?.id);
    this.#do(DONE.addedRow(nameOf(list)), (document) => insert(document, list, length, row));
    return length;
  }

  /**
   * @param {Step[]} list
   * @param {any} value
   */
  addItem(list, value) {
    this.#do(DONE.addedTo(nameOf(list)), (document) => insert(document, list, (at(document, list) ?? []).length, value));
  }

  /**
   * @param {Step[]} list
   * @param {Step} step
   */
  duplicate(list, step) {
    const items = at(this.project.document, list) ?? [];
    const item = at(this.project.document, [...list, step]);
    const place = items.indexOf(item);
    if (place >= 0) this.#do(DONE.duplicated(nameOf([...list, step])), (document) => insert(document, list, place + 1, copyOf(items, item)));
  }

  /**
   * @param {Step[]} list
   * @param {Step} step
   */
  remove(list, step) {
    this.#do(DONE.removed(nameOf([...list, step])), (document) => remove(document, list, step));
  }

  /**
   * @param {Step[]} list
   * @param {Step} step
   * @param {number} by
   */
  move(list, step, by) {
    this.#do(DONE.moved(nameOf([...list, step]), by), (document) => move(document, list, step, by));
  }

  /**
   * @param {Step[]} object
   * @param {string} name
   * @param {any} value
   */
  addMember(object, name, value) {
    this.#do(DONE.added(name), (document) => add(document, object, name, value));
  }

  /**
   * @param {Step[]} object
   * @param {string} name
   */
  removeMember(object, name) {
    this.#do(DONE.removed(name), (document) => removeMember(document, object, name));
  }

  /**
   * @param {string} text
   * @param {(document: any) => Back} change
   */
  #do(text, change) {
    let back = /** @type {Back | null} */ (null);
    this.project.edit((document) => {
      back = change(document);
    });
    const taken = back;
    if (taken) this.project.undo.offer(text.length > 80 ? `${text.slice(0, 80)}…` : text, () => this.project.edit(taken));
  }
}

/**
 * @param {OpenProject} project
 * @returns {Editing}
 */
export function useEditing(project) {
  const { router } = useApp();
  return useMemo(() => new Editing(project, router), [project, project.kind.value, project.contract.value, project.error]);
}

/**
 * Return what breaks the contract, by its place: in what could not be saved, else in the file.
 * @param {OpenProject} project
 * @returns {Map<string, string>}
 */
function problemsOf(project) {
  const refused = project.error?.problem["violations"];
  const found = Array.isArray(refused) && refused.length > 0 ? refused : (project.contract.value?.violations ?? []);
  return new Map(found.map((/** @type {any} */ { path = "", message = "" }) => [String(path), String(message)]));
}

/** @param {Step[]} steps */
function nameOf(steps) {
  const last = steps.at(-1);
  if (typeof last === "string") return last;
  return last ? rowWords(last.index) : "the document";
}
