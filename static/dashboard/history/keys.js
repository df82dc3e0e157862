import { useEffect } from "preact/hooks";

import { useCommands } from "../app.js";
import { isTyping } from "../shell/keys.js";
import { pin, restore } from "./acts.js";
import { focusRow } from "./timeline-list.js";

/** @import { History } from "./history.js" */

/**
 * Let the history be used by keys.
 *
 * Letters are commands like all others. Space, Enter and the arrows belong to whatever has the focus, and are taken only
 * where a version has it or nothing.
 * @param {History} history
 */
export function useHistoryKeys(history) {
  useEffect(() => {
    const listen = (/** @type {KeyboardEvent} */ event) => {
      if (isTaken(event)) return;
      if (act(history, event)) event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [history]);
  const group = "History";
  useCommands([
    { id: "history-next", group, title: "Next version", keys: "j", run: () => step(history, 1) },
    { id: "history-previous", group, title: "Previous version", keys: "k", run: () => step(history, -1) },
    { id: "history-compare", group, title: "Compare the version with another", keys: "x", run: () => history.pointed && history.mark(history.pointed) },
    { id: "history-restore", group, title: "Restore the version", keys: "r", run: () => history.pointed && restore(history, history.pointed) },
    { id: "save-point", group, title: "Keep the version as a save point", keys: "p", run: () => keepPointed(history) },
    { id: "history-search", group, title: "Search in the labels of versions", keys: "/", run: focusSearch },
    { id: "history-play", group, title: "Play through the versions", run: () => history.play() },
  ], [history]);
}

function focusSearch() {
  /** @type {HTMLElement | null} */
  const search = document.querySelector(".history .search input");
  search?.focus();
}

/** @param {History} history */
function keepPointed(history) {
  const version = history.pointed ?? history.current.peek();
  if (!version) return;
  if (history.chosen.peek()?.version !== version) history.open(version);
  void pin(history, version);
}

/**
 * @param {History} history
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key did something
 */
function act(history, { key, target }) {
  if (key === "Escape") return escape(history);
  if (!isFree(target)) return false;
  if (key === "ArrowDown") return step(history, 1);
  if (key === "ArrowUp") return step(history, -1);
  if (key === " ") return history.play(), true;
  // The focus follows the cursor a moment later, so that Enter is not left to the button that has it.
  const { pointed } = history;
  if (key !== "Enter" || !pointed) return false;
  history.open(pointed);
  return true;
}

/**
 * Leave what was entered last.
 * @param {History} history
 */
function escape(history) {
  const { picking, player, marked } = history;
  if (player.state.peek()) player.stop();
  else if (picking.isOn.peek()) picking.end();
  else if (marked.peek() !== null) marked.value = null;
  else if (history.found.peek()) history.close();
  else return false;
  return true;
}

/**
 * Move, and take the focus along if a row has it.
 * @param {History} history
 * @param {number} by
 */
function step(history, by) {
  const { player } = history;
  if (player.state.peek()) return player.step(-by), true;
  const version = history.move(by);
  if (version && isFree(document.activeElement)) focusRow(version.name);
  return version !== null;
}

/**
 * Tell whether keys that others have a use for are free here: nothing has the focus, or a version.
 * @param {EventTarget | null} target
 */
function isFree(target) {
  return target instanceof HTMLElement && (target === document.body || target.id === "main" || target.dataset["version"] !== undefined);
}

/** @param {KeyboardEvent} event */
function isTaken(event) {
  return event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) ||
    document.querySelector("dialog[open], [popover]:popover-open") !== null;
}
