import { useEffect, useState } from "preact/hooks";

import { useApp } from "../app.js";
import { Dialog } from "../parts/dialog.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { strokesOf } from "../state/commands.js";
import { projectLink } from "../state/router.js";

/**
 * @import { App } from "../app.js"
 * @import { Command } from "../state/commands.js"
 * @import { ProjectRow } from "../server-types.js"
 */

const MOST = 40;

/** The command palette: everything that can be done here, and every project, by a few letters. */
export function Palette() {
  const app = useApp();
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const close = () => (app.commands.isOpen.value = false);
  const found = [...app.commands.find(text), ...useProjects(app, text)].slice(0, MOST);
  const chosen = Math.min(place, found.length - 1);
  const run = (/** @type {Command | undefined} */ command) => (close(), command?.run());
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setPlace((chosen + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") run(found[chosen]);
    else return;
    event.preventDefault();
  };
  return html`<${Dialog} title="What do you want to do?" close=${close}>
    <div class="palette" onKeyDown=${keys}>
      <label class="search"><${Icon} name="search" /><span class="for-readers">Command or project</span>
        <input class="input" autofocus role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant=${`palette-${chosen}`}
          placeholder="A command, or the name of a project" value=${text} onInput=${(/** @type {InputEvent & {currentTarget: HTMLInputElement}} */ event) => (setText(event.currentTarget.value), setPlace(0))} />
      </label>
      <ul id="palette-list" role="listbox" aria-label="Commands and projects">
        ${found.map((command, index) => html`<${Entry} key=${command.id} id=${`palette-${index}`} command=${command} isChosen=${index === chosen} run=${() => run(command)} />`)}
      </ul>
      ${found.length === 0 ? html`<p class="muted">Nothing is called so. Try fewer letters.</p>` : null}
    </div>
  <//>`;
}

/** @param {{id: string, command: Command, isChosen: boolean, run: () => void}} props */
function Entry({ id, command, isChosen, run }) {
  const into = (/** @type {HTMLElement | null} */ element) => isChosen && element?.scrollIntoView({ block: "nearest" });
  return html`<li id=${id} role="option" aria-selected=${isChosen} ref=${into} onClick=${run}>
    <span class="muted small">${command.group}</span><span class="grow cut">${command.title}</span>
    ${command.keys ? html`<${Keys} keys=${command.keys} />` : null}
  </li>`;
}

/**
 * Show keys as they stand on the keyboard.
 * @param {{keys: string}} props
 */
export function Keys({ keys }) {
  return html`<span class="keys">${strokesOf(keys).map((stroke, index) => html`${index > 0 ? " then " : ""}${stroke.map((key) => html`<kbd>${key}</kbd>`)}`)}</span>`;
}

/**
 * Look for projects by name, on the server.
 * @param {App} app
 * @param {string} text
 * @returns {Command[]}
 */
function useProjects(app, text) {
  const [rows, setRows] = useState(/** @type {ProjectRow[]} */ ([]));
  useEffect(() => {
    let isWanted = true;
    app.listing.find(text).then((found) => isWanted && setRows(found), () => undefined);
    return () => void (isWanted = false);
  }, [text]);
  return rows.map((row) => ({ id: `open:${row.id}`, group: "Open", title: row.name === row.id ? row.id : `${row.name} (${row.id})`, run: () => app.router.go(projectLink(row.id)) }));
}
