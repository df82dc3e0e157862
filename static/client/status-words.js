/** @import { HoldfastError } from "./errors.js" */
/** @import { Status } from "./project.js" */

/** How long a page says that something was saved. */
export const SAVED_FOR = 2000;

/**
 * Say in words how a save stands; nothing when there is nothing to say.
 * @param {Status} status
 * @param {HoldfastError | null} [error]
 */
export function statusWords(status, error) {
  const why = error?.code === "no_such_project" ? "the project was deleted" : error?.message;
  const words = {
    idle: "",
    saving: "Saving…",
    saved: "Saved",
    error: `Not saved: ${why ?? "something went wrong"}`,
    offline: "Offline. Kept in this browser until the server is back",
    conflict: "Changed elsewhere at the same place. Decide which one stays",
  };
  return words[status];
}
