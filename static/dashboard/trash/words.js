import { countWords } from "../words/format.js";

/** What the page of deleted projects says. */
export const WORDS = {
  title: "Trash",
  help: "Deleted projects with all their versions. A deletion is kept for 90 days, and the newest version of a project for good.",
  search: "Search the trash",
  empty: "The trash is empty",
  emptyHelp: "What you delete comes here, and can be brought back with all its versions.",
  none: "Nothing fits",
  restore: "Restore",
  broken: "The text that was deleted is no JSON, so it cannot be a project again as it is.",
  older: "Restore the version before",
  text: "Download the text",
};

/** @param {number} count */
export function trashWords(count) {
  return count === 0 ? "" : countWords(count, "deleted project");
}
