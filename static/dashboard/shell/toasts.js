import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";

/** @import { Toast } from "../state/toasts.js" */

/** What is said in passing. */
export function ToastList() {
  const { toasts } = useApp();
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.shown.value.map((toast) => html`<${Shown} key=${toast.id} toast=${toast} />`)}
  </div>`;
}

/** @param {{toast: Toast}} props */
function Shown({ toast }) {
  const { toasts } = useApp();
  const { id, text, tone, action } = toast;
  const run = () => (toasts.dismiss(id), action?.run());
  return html`<div class=${`toast ${tone}`} onMouseEnter=${() => toasts.hold(id)} onMouseLeave=${() => toasts.resume(id)} onFocusCapture=${() => toasts.hold(id)} onBlurCapture=${() => toasts.resume(id)}>
    <span class="grow">${text}</span>
    ${action ? html`<button type="button" class="button" onClick=${run}>${action.label}</button>` : null}
    <button type="button" class="icon-button" aria-label="Dismiss" onClick=${() => toasts.dismiss(id)}><${Icon} name="close" /></button>
  </div>`;
}
