import { effect } from "@preact/signals";
import { tinykeys } from "tinykeys";

/** @import { Command, Commands } from "../state/commands.js" */

/**
 * Run commands by their keys. Keys without Ctrl or Cmd are the page's only where nobody types.
 * @param {Commands} commands
 * @param {Window} target
 */
export function listenToKeys(commands, target) {
  effect(() => {
    const withKeys = commands.all.value.filter(({ keys }) => keys);
    return tinykeys(target, Object.fromEntries(withKeys.map((command) => [command.keys, runner(command)])));
  });
}

/** @param {Command} command */
function runner(command) {
  const isPlain = !/\$mod|Control|Meta|Alt/u.test(command.keys ?? "");
  return (/** @type {KeyboardEvent} */ event) => {
    if (isPlain && (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey)) return;
    if (isPlain && document.querySelector("dialog[open], [popover]:popover-open")) return;
    event.preventDefault();
    command.run();
  };
}

/**
 * Tell whether keys go into a text here.
 * @param {EventTarget | null} target
 */
export function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  const isText = target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range", "color"].includes(target.type);
  return isText || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
