import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../parts/html.js";

/** A frame that is taken away still tells of what was typed last, in milliseconds. */
const LAST_WORDS = 500;

/** @import { EditorMode, FromFrame, Violation } from "./editor-frame.js" */

/**
 * The JSON editor, which lives in a frame with a policy of its own.
 * @param {{
 *   text: string, version: number, mode: EditorMode, isDark: boolean, isReadOnly: boolean, marks: Violation[],
 *   change: (text: string, problem: {message: string} | undefined, version: number) => void, setMode: (mode: EditorMode) => void,
 *   keys: Record<string, () => unknown>, isAway: boolean,
 * }} props `keys` are run with Ctrl or Cmd, also while the frame has the focus
 */
export function EditorFrame({ text, version, mode, isDark, isReadOnly, marks, change, setMode, keys, isAway }) {
  const frame = useRef(/** @type {HTMLIFrameElement | null} */ (null));
  const [isReady, setReady] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ change, setMode, keys });
  latest.current = { change, setMode, keys };
  useEffect(() => {
    const inside = frame.current?.contentWindow;
    const hear = (/** @type {MessageEvent<FromFrame>} */ { data, source, origin }) => {
      if (source !== inside || origin !== location.origin) return;
      if (data.type === "ready") setReady(true);
      if (data.type === "change") latest.current.change(data.text, data.problem, data.version);
      if (data.type === "mode") latest.current.setMode(data.mode);
      if (data.type === "key") latest.current.keys[data.key]?.();
    };
    addEventListener("message", hear);
    return () => void setTimeout(() => removeEventListener("message", hear), LAST_WORDS);
  }, [attempt]);
  const wasAway = useRef(isAway);
  useEffect(() => {
    if (wasAway.current && !isAway && !isReady) setAttempt(attempt + 1);
    wasAway.current = isAway;
  }, [isAway]);
  const send = (/** @type {object} */ message) => frame.current?.contentWindow?.postMessage(message, location.origin);
  useEffect(() => void (isReady && send({ type: "show", text, version, mode, dark: isDark, readOnly: isReadOnly })), [isReady, text, version, mode, isDark, isReadOnly]);
  useEffect(() => void (isReady && send({ type: "violations", items: marks })), [isReady, marks]);
  return html`
    ${isReady ? null : html`<p class="muted small" role="status">${isAway ? "The editor is loaded when the server is back." : "Loading the editor…"}</p>`}
    <iframe class="editor-frame" key=${attempt} ref=${frame} src="/editor-frame" title="Editor of the document"></iframe>`;
}
