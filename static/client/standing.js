/** @import { HoldfastError } from "./errors.js" */

/**
 * @typedef {"idle" | "saving" | "saved" | "error" | "offline" | "conflict"} Status
 * @typedef {{savedAt: string | null, etag: string | null, isExact: boolean | null}} OnDisk
 *   The version on the server that this document is, or was made from; `isExact` says whether its hash is that of the
 *   document here, null where that was not compared.
 * @typedef {{path: string, base?: any, mine?: any, theirs?: any}} Place where both sides changed one value; a value that
 *   one side does not have is left out
 * @typedef {{conflicts: Place[], current: string, kept: string | null, base: any, theirs: any}} Conflict
 *   What is undecided: `current` is the version on disk, `theirs` its document, `base` the document that both sides began
 *   with (null if that is not known), and `kept` the backup that holds what was sent.
 */

/** @type {OnDisk} */
export const NOWHERE = { savedAt: null, etag: null, isExact: null };

/** How a project stands, for its page to read and to hear of. */
export class Standing extends EventTarget {
  /** @type {Status} */
  status = "idle";
  /** What went wrong last, as long as it matters. @type {HoldfastError | null} */
  error = null;
  /** @type {OnDisk} */
  onDisk = NOWHERE;
  /** What a person has to decide; it lasts until that is done. @type {Conflict | null} */
  conflict = null;
  /** Whether the browser's cache holds what the page shows. */
  isKept = true;
  /** Whether the project was deleted: only `save()` makes it again. */
  isGone = false;
  /** Counts what a page may want to show anew. */
  seen = 0;

  /**
   * Note how the project stands, and tell it if it stood otherwise.
   * @param {Status} status
   * @param {HoldfastError | null} [error]
   * @param {Partial<Pick<Standing, "conflict" | "isKept" | "isGone">>} [facts]
   */
  say(status, error = null, facts = {}) {
    const said = { status, error, ...facts };
    const isNew = Object.entries(said).some(([name, value]) => Reflect.get(this, name) !== value);
    Object.assign(this, said);
    if (isNew) this.tell("status", { status, error });
  }

  /**
   * @param {"change" | "status" | "conflict" | "news" | "seen"} type
   * @param {any} [detail]
   */
  tell(type, detail) {
    this.seen += 1;
    for (const name of new Set([type, "seen"])) this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
