import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { useApp } from "../app.js";
import { Banner } from "../parts/banner.js";
import { Empty } from "../parts/empty.js";
import { html } from "../parts/html.js";
import { History } from "./history.js";
import { useHistoryKeys } from "./keys.js";
import { Panel } from "./panel.js";
import { Progress } from "./problem.js";
import { TimelineList } from "./timeline-list.js";
import { Toolbar } from "./toolbar.js";
import { longTime, WORDS } from "./words.js";

/** @import { OpenProject } from "../state/open-project.js" */

const MARGIN = 12;

/**
 * Show the kept versions of a project: what each changed, and how to get it back.
 * @param {{project: OpenProject}} props
 */
export function HistoryTab({ project }) {
  const app = useApp();
  const history = useMemo(() => new History(project, app), [project, app]);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => history.start(), [history]);
  useHistoryKeys(history);
  const isOpen = history.found.value !== null;
  usePlaceInList(box, isOpen);
  useRoom(box);
  return html`<div class="history" data-open=${isOpen} ref=${box}>
    <section class="versions" aria-labelledby="versions-title">
      <h2 id="versions-title" class="for-readers">${WORDS.title}</h2>
      <${Toolbar} history=${history} />
      <${Marked} history=${history} />
      <${Timeline} history=${history} />
    </section>
    <div class="panel-place"><${Panel} history=${history} /></div>
  </div>`;
}

/** @param {{history: History}} props */
function Timeline({ history }) {
  const { connection } = useApp();
  if (!history.isKnown.value && connection.standing.value === "away") return html`<${Empty} icon="cloudOff" title=${WORDS.away}><p>${WORDS.awayHelp}</p><//>`;
  if (!history.isKnown.value) return html`<${Progress} />`;
  if (history.shown.value.length > 0) return html`<${TimelineList} history=${history} />`;
  if (history.versions.value.length === 0) return html`<${Empty} icon="history" title=${WORDS.none}><p>${WORDS.noneHelp}</p><//>`;
  return html`<${Empty} icon="filter" title=${WORDS.noneFound}><p>${WORDS.noneFoundHelp}</p>
    <button type="button" class="button" onClick=${() => history.want({ show: "all", q: "" })}>${WORDS.showAll}</button><//>`;
}

/** @param {{history: History}} props */
function Marked({ history }) {
  const version = history.versions.value.find(({ name }) => name === history.marked.value);
  if (!version) return null;
  const actions = html`<button type="button" class="button small" onClick=${() => (history.marked.value = null)}>${WORDS.cancel}</button>`;
  return html`<${Banner} tone="note" icon="compare" name="compare" title=${WORDS.comparePrompt} actions=${actions}>${version.label || longTime(version)}<//>`;
}

/**
 * Let what stands beside the list reach down to the edge of the window, wherever the page is scrolled to.
 * @param {{current: HTMLElement | null}} box
 */
function useRoom(box) {
  useLayoutEffect(() => {
    let known = 0;
    const fit = () => {
      const place = /** @type {HTMLElement | null} */ (box.current?.lastElementChild);
      const room = Math.round(innerHeight - (place?.getBoundingClientRect().top ?? 0) - MARGIN);
      if (room !== known) place?.style.setProperty("--room", `${room}px`);
      known = room;
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(document.body);
    addEventListener("scroll", fit, { passive: true });
    return () => (observer.disconnect(), removeEventListener("scroll", fit));
  }, []);
}

/**
 * On a narrow screen a version takes the place of the list: come back to where the list was left.
 * @param {{current: HTMLElement | null}} box
 * @param {boolean} isOpen
 */
function usePlaceInList(box, isOpen) {
  const left = useRef(/** @type {number | null} */ (null));
  const place = useRef(0);
  useEffect(() => {
    const note = () => void (box.current?.dataset["open"] === "false" && (place.current = scrollY));
    addEventListener("scroll", note, { passive: true });
    return () => removeEventListener("scroll", note);
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || getComputedStyle(element).getPropertyValue("--columns").trim() !== "1") return;
    if (isOpen) {
      left.current = place.current;
      element.scrollIntoView({ block: "start" });
      /** @type {HTMLElement | null} */ (element.querySelector("#version-title"))?.focus({ preventScroll: true });
    } else if (left.current !== null) {
      scrollTo({ top: left.current });
      /** @type {HTMLElement | null} */ (element.querySelector('[data-version][tabindex="0"]'))?.focus({ preventScroll: true });
      left.current = null;
    }
  }, [isOpen]);
}
