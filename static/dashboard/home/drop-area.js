import { useEffect, useState } from "preact/hooks";

import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { WORDS } from "./words.js";

/**
 * Take files that are dropped anywhere on the page.
 * @param {{take: (files: File[]) => unknown}} props
 */
export function DropArea({ take }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => listen(take, setOver), []);
  if (!isOver) return null;
  return html`<div class="drop-area" aria-hidden="true"><div><${Icon} name="upload" /><strong>${WORDS.dropTitle}</strong><p>${WORDS.dropHelp}</p></div></div>`;
}

/**
 * @param {(files: File[]) => unknown} take
 * @param {(isOver: boolean) => void} show
 */
function listen(take, show) {
  const over = (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    show(true);
  };
  const leave = (/** @type {DragEvent} */ event) => event.relatedTarget === null && show(false);
  const drop = (/** @type {DragEvent} */ event) => {
    show(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  };
  const stop = new AbortController();
  const { signal } = stop;
  for (const name of /** @type {const} */ (["dragenter", "dragover"])) addEventListener(name, over, { signal });
  addEventListener("dragleave", leave, { signal });
  addEventListener("drop", drop, { signal });
  return () => stop.abort();
}
