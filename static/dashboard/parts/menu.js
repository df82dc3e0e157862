import { useId, useRef, useState } from "preact/hooks";

import { html } from "./html.js";
import { Icon } from "./icon.js";

/** @typedef {{label: string, icon?: string, run?: () => unknown, href?: string, danger?: boolean, download?: boolean}} Item */

/**
 * Show a button that opens a menu. Arrow keys move in it, Escape closes it. What it holds is drawn when it opens, so that
 * a list of thousands can have one for each item.
 * @param {{label: string, items: Item[], icon?: string, text?: string}} props `label` names the button for screen readers
 */
export function Menu({ label, items, icon = "more", text = "" }) {
  const id = useId();
  const menu = useRef(/** @type {HTMLElement | null} */ (null));
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  const [isOpen, setOpen] = useState(false);
  const fill = (/** @type {Event & {newState?: string}} */ event) => event.newState === "open" && setOpen(true);
  const place = (/** @type {Event & {newState?: string}} */ event) => {
    if (event.newState !== "open") setOpen(false);
    else if (menu.current && button.current) putBeside(menu.current, button.current);
  };
  const hide = () => menu.current?.hidePopover();
  return html`<button type="button" class=${text ? "button" : "icon-button"} ref=${button} popovertarget=${id} aria-label=${label} title=${label}>
      <${Icon} name=${icon} />${text}
    </button>
    <div class="menu" id=${id} popover="auto" role="menu" aria-label=${label} ref=${menu} onBeforeToggle=${fill} onToggle=${place} onKeyDown=${move}>
      ${isOpen ? items.map((item) => html`<${Entry} item=${item} hide=${hide} />`) : null}
    </div>`;
}

/** @param {{item: Item, hide: () => void}} props */
function Entry({ item, hide }) {
  const kind = item.danger ? "item danger" : "item";
  const inside = html`${item.icon ? html`<${Icon} name=${item.icon} />` : null}${item.label}`;
  if (item.href !== undefined) {
    return html`<a class=${kind} role="menuitem" href=${item.href} download=${item.download} onClick=${hide}>${inside}</a>`;
  }
  const run = () => (hide(), item.run?.());
  return html`<button type="button" class=${kind} role="menuitem" onClick=${run}>${inside}</button>`;
}

/**
 * @param {HTMLElement} menu
 * @param {HTMLElement} button
 */
function putBeside(menu, button) {
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = at.bottom + size.height + 8 < innerHeight;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4)}px`;
  menu.style.left = `${Math.max(8, Math.min(at.right - size.width, innerWidth - size.width - 8))}px`;
  /** @type {HTMLElement | null} */ (menu.querySelector(".item"))?.focus();
}

/** @param {KeyboardEvent} event */
function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const menu = /** @type {HTMLElement} */ (event.currentTarget);
  const items = [...menu.querySelectorAll(".item")];
  const next = (items.indexOf(/** @type {Element} */ (document.activeElement)) + step + items.length) % items.length;
  /** @type {HTMLElement | undefined} */ (items[next])?.focus();
}
