import { effect } from "@preact/signals";
import { tinykeys } from "tinykeys";

/** @import { Command, Commands } from "../state/commands.js" */

/** How long after its first key the second one of `g r` is waited for, in milliseconds. */
const SEQUENCE = 1000;

/**
 * Run commands by their keys. Keys without Ctrl or Cmd are the page's only where nobody types.
 * @param {Commands} commands
 * @param {Window} target
 */
export function listenToKeys(commands, target) {
  let begunAt = -Infinity;
  const isSecond = (/** @type {KeyboardEvent} */ { timeStamp }) => timeStamp > begunAt && timeStamp - begunAt < SEQUENCE;
  target.addEventListener("keydown", (event) => {
    const begins = commands.all.peek().some(({ keys }) => keys?.startsWith(`${event.key} `));
    if (begins && !isTyping(event.target) && !isSecond(event)) begunAt = event.timeStamp;
  }, { capture: true });
  effect(() => {
    const withKeys = commands.all.value.filter(({ keys }) => keys);
    return tinykeys(target, Object.fromEntries(withKeys.map((command) => [command.keys, runner(command, isSecond)])));
  });
}

/**
 * @param {Command} command
 * @param {(event: KeyboardEvent) => boolean} isSecond whether a key belongs to one before it: `r` in `g r` is no `r`
 */
function runner(command, isSecond) {
  const isPlain = !/\$mod|Control|Meta|Alt/u.test(command.keys ?? "");
  return (/** @type {KeyboardEvent} */ event) => {
    if (isPlain && (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey)) return;
    if (isPlain && document.querySelector("dialog[open], [popover]:popover-open")) return;
    if (isPlain && !command.keys?.includes(" ") && isSecond(event)) return;
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
