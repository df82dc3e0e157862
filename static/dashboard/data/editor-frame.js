/**
 * The page in the frame of the Data tab: it holds vanilla-jsoneditor, shows what it is sent, and tells of every edit.
 *
 * It is a page of its own because the editor's code writes styles and markup, which the policy of the dashboard forbids.
 * Frame and dashboard share nothing and talk by messages.
 */
import { ColorPicker, createJSONEditor, isContentParseError, Mode, renderValue, toTextContent, ValidationSeverity } from "vanilla-jsoneditor";
import { parse, stringify } from "lossless-json";

/** @import { Content, OnChangeStatus, RenderValueProps } from "vanilla-jsoneditor" */

/**
 * @typedef {"tree" | "text" | "table"} EditorMode
 * @typedef {{type: "show", text: string, version: number, mode: EditorMode, dark: boolean, readOnly: boolean}} Show
 *   Shows a text. The one that the frame told of last changes nothing, so that it can be sent again at any time.
 * @typedef {{path: (string | number)[], message: string}} Violation
 * @typedef {{type: "violations", items: Violation[]}} Violations Marks places; an empty list marks none.
 * @typedef {Show | Violations} ToFrame
 * @typedef {{message: string, position?: number}} Problem Why a text is no JSON, and at which character.
 * @typedef {{type: "ready"}} Ready Sent once, when messages are heard.
 * @typedef {{type: "change", text: string, version: number, problem?: Problem}} Change
 *   What was typed, and the version of the text that it was typed into.
 * @typedef {{type: "mode", mode: EditorMode}} ModeChange The person has gone on in another mode, to repair a text.
 * @typedef {{type: "key", key: string, shift: boolean}} Key Ctrl or Cmd with a key that means something to the dashboard.
 * @typedef {Ready | Change | ModeChange | Key} FromFrame
 */

const INDENT = 2;
/** The editor tells of typing up to 300 ms later; another text has to wait, or it would take what was typed away. */
const TYPING = 600;
const DASHBOARD_KEYS = new Set(["s", "k"]);
const MODES = { tree: Mode.tree, text: Mode.text, table: Mode.table };
const LEFT_OUT = /^(?:Transform |Switch to )/;

/** Keeps numbers as they are typed: 1.0, -0 and 9007199254740993. */
const parser = { parse, stringify };

/** @type {string | undefined} */
let shown;
let finalNewline = "";
let version = 0;
let typedAt = -TYPING;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

const editor = createJSONEditor({
  target: /** @type {HTMLElement} */ (document.getElementById("editor")),
  props: {
    mode: Mode.tree,
    parser,
    indentation: INDENT,
    tabSize: INDENT,
    askToFormat: false,
    ariaLabel: "Document",
    onChange: tellOfChange,
    onChangeMode: (/** @type {Mode} */ mode) => tell({ type: "mode", mode }),
    onRenderMenu: withoutSome,
    onRenderContextMenu: withoutSome,
    onRenderValue: withoutColorPicker,
  },
});

addEventListener("message", ({ source, origin, data }) => {
  if (source === parent && origin === location.origin) hear(data);
});
addEventListener("keydown", passOn, { capture: true });
for (const type of ["input", "keydown", "paste"]) addEventListener(type, () => (typedAt = performance.now()), { capture: true });
addEventListener("pagehide", () => editor.destroy()); // which tells of what was typed a moment ago
tell({ type: "ready" });

/** @param {ToFrame} message */
function hear(message) {
  if (message.type === "show") show(message);
  if (message.type === "violations") mark(message.items);
}

/** @param {Show} message */
function show(message) {
  const { text, mode, dark, readOnly } = message;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  editor.updateProps({ mode: MODES[mode], readOnly });
  clearTimeout(waiting);
  if (text === shown) version = message.version;
  else if (shown === undefined || performance.now() - typedAt > TYPING) put(message);
  else waiting = setTimeout(() => show(message), TYPING / 2);
}

/** @param {Show} message */
function put({ text, version: next }) {
  version = next;
  const isFirst = shown === undefined;
  shown = text;
  finalNewline = text.endsWith("\n") ? "\n" : "";
  if (isFirst) editor.set({ text });
  else editor.update({ text });
}

/** @param {Violation[]} items */
function mark(items) {
  const severity = ValidationSeverity.warning;
  const errors = items.map(({ path, message }) => ({ path: path.map(String), message, severity }));
  editor.updateProps({ validator: () => errors });
}

/**
 * @param {Content} content
 * @param {Content} _before
 * @param {OnChangeStatus} status
 */
function tellOfChange(content, _before, { contentErrors }) {
  shown = textOf(content);
  if (!isContentParseError(contentErrors)) {
    tell({ type: "change", text: shown, version });
    return;
  }
  const { message, position } = contentErrors.parseError;
  tell({ type: "change", text: shown, version, problem: position === undefined ? { message } : { message, position } });
}

/** @param {Content} content */
function textOf(content) {
  return "text" in content && content.text !== undefined ? content.text : toTextContent(content, INDENT, parser).text + finalNewline;
}

/**
 * Leave out the modes, for which the dashboard has buttons, and queries, which would round the document's numbers.
 *
 * @template {{type: string}} Item
 * @param {Item[]} items
 * @returns {Item[]}
 */
function withoutSome(items) {
  const kept = items.filter((item) => !("title" in item && LEFT_OUT.test(String(item.title))));
  for (const item of kept) if ("items" in item && Array.isArray(item.items)) item.items = withoutSome(item.items);
  return kept[0]?.type === "separator" ? kept.slice(1) : kept;
}

/**
 * Leave out the one part that writes markup past every policy.
 * @param {RenderValueProps} props
 */
function withoutColorPicker(props) {
  return renderValue(props).filter((part) => !("component" in part && part.component === ColorPicker));
}

/** @param {KeyboardEvent} event */
function passOn(event) {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !DASHBOARD_KEYS.has(key)) return;
  event.preventDefault();
  tell({ type: "key", key, shift: event.shiftKey });
}

/** @param {FromFrame} message */
function tell(message) {
  parent.postMessage(message, location.origin);
}
