import { useEffect, useId, useRef } from "preact/hooks";

import { html } from "./html.js";

/**
 * Show a dialog over the page: focus goes into it and comes back, Escape closes it.
 * @param {{title: string, close: () => void, wide?: boolean, children?: any}} props
 */
export function Dialog({ title, close, wide = false, children }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  /** A dialog that is taken away has nothing more to say to what took it away. */
  const isLeft = useRef(false);
  const heading = useId();
  useEffect(() => {
    const { current: dialog } = ref;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      isLeft.current = true;
      dialog?.close();
      // A dialog that is gone from the page gives no focus back.
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, []);
  const outside = (/** @type {MouseEvent} */ event) => event.target === ref.current && close();
  return html`<dialog class=${wide ? "dialog wide" : "dialog"} ref=${ref} aria-labelledby=${heading} onClose=${() => isLeft.current || close()} onMouseDown=${outside}>
    <div class="sheet"><h2 id=${heading}>${title}</h2>${children}</div>
  </dialog>`;
}
