import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { useCommands } from "../../app.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { Picture } from "../../parts/picture.js";
import { nameOf } from "./desk.js";
import { faultsOf, marksOf, seenOf, timelineOf } from "./timeline.js";
import { clockOf, faultWords, secondsWords, shotName, WORDS } from "./words.js";
import { useZoom } from "./zoom.js";

/**
 * @import { Desk } from "./desk.js"
 * @import { Sequence, Shot } from "./shots.js"
 * @import { Band, Block, Box, Line } from "./timeline.js"
 */

/**
 * Show the film to scale: sequences as bands, shots as blocks, phrases below; arrow keys go from shot to shot.
 * @param {{desk: Desk, shot: Shot | null, sequence: Sequence | null}} props
 */
export function TimelineView({ desk, shot, sequence }) {
  const { film } = desk;
  const zoom = useZoom(desk.project.id, film.end);
  const { scale, seen } = zoom;
  const timeline = useMemo(() => timelineOf(film, scale), [film, scale]);
  const faults = useMemo(() => faultsOf(film), [film]);
  useCommands([
    { id: "zoom-in", group: WORDS.group, title: WORDS.zoomIn, keys: "=", run: () => zoom.closer() },
    { id: "zoom-out", group: WORDS.group, title: WORDS.zoomOut, keys: "-", run: () => zoom.farther() },
    { id: "zoom-fit", group: WORDS.group, title: WORDS.fitTitle, keys: "0", run: zoom.fit },
  ], [scale, zoom.room]);
  const chosen = timeline.blocks.find(({ key }) => key === shot?.key);
  const near = seenOf(timeline.blocks, seen);
  const blocks = chosen && !near.includes(chosen) ? [...near, chosen] : near;
  return html`<section class="timeline card" aria-labelledby="film-timeline">
    <div class="bar">
      <h2 id="film-timeline">${WORDS.timeline}</h2>
      <span class="muted numbers">${clockOf(film.end)}</span>
      <${Faults} gaps=${faults.gaps.length} overlaps=${faults.overlaps.length} close=${() => desk.layOut()} />
      <span class="grow"></span>
      <div class="choice" role="group" aria-label=${WORDS.zoom}>
        <button type="button" class="button" aria-label=${WORDS.zoomOut} title=${WORDS.zoomOut} onClick=${() => zoom.farther()} disabled=${zoom.isFit}>−</button>
        <button type="button" class="button" aria-pressed=${zoom.isFit} title=${WORDS.fitTitle} onClick=${zoom.fit}>${WORDS.fit}</button>
        <button type="button" class="button" aria-label=${WORDS.zoomIn} title=${WORDS.zoomIn} onClick=${() => zoom.closer()}>+</button>
      </div>
      <button type="button" class="button" onClick=${() => desk.addSequence()}><${Icon} name="add" />${WORDS.addSequence}</button>
    </div>
    <${Scroll} zoom=${zoom}>
      <div class="plane" style=${{ width: `${Math.max(timeline.width, 1)}px`, height: `${timeline.height}px` }}>
        <${Ruler} marks=${marksOf(seen, scale)} />
        ${seenOf(timeline.bands, seen, 12).map((band) => html`<${BandButton} key=${band.key} band=${band} isChosen=${band.key === sequence?.key} choose=${() => desk.choose({ sequence: band.key })} />`)}
        ${seenOf(timeline.gaps.filter(({ width }) => width >= 1), seen).map((gap) => html`<div class="gap" style=${placed(gap)} title=${WORDS.gap}></div>`)}
        ${timeline.lanes.map(({ name, top }) => html`<div class="lane" style=${{ top: `${top}px` }}><span>${name === "loose" ? WORDS.loose : WORDS.spoken}</span></div>`)}
        ${film.shots.length > 0 ? html`<${Blocks} desk=${desk} blocks=${blocks} chosen=${shot} />` : null}
        <div role="group" aria-label=${WORDS.spoken}>${seenOf(timeline.lines, seen).map((line) => html`<${LineButton} key=${line.key} line=${line} choose=${() => desk.choose({ phrase: line.key })} />`)}</div>
      </div>
    <//>
  </section>`;
}

/** @param {{gaps: number, overlaps: number, close: () => void}} props */
function Faults({ gaps, overlaps, close }) {
  if (gaps + overlaps === 0) return null;
  return html`<span class="row"><span class="badge warn"><${Icon} name="warning" />${faultWords(gaps, overlaps)}</span>
    <button type="button" class="button small" title=${WORDS.layOutTitle} onClick=${close}>${WORDS.layOut}</button></span>`;
}

/**
 * The box that scrolls: Ctrl and the wheel zoom where the pointer is, and a line says the time there.
 * @param {{zoom: ReturnType<typeof useZoom>, children?: any}} props
 */
function Scroll({ zoom, children }) {
  const head = useRef(/** @type {HTMLElement | null} */ (null));
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const box = zoom.box.current;
    const turn = (/** @type {WheelEvent} */ event) => {
      if (!event.ctrlKey || !box) return;
      event.preventDefault();
      const offset = event.clientX - box.getBoundingClientRect().left;
      if (event.deltaY < 0) latest.current.closer(offset);
      else latest.current.farther(offset);
    };
    box?.addEventListener("wheel", turn, { passive: false });
    return () => box?.removeEventListener("wheel", turn);
  }, []);
  const point = (/** @type {PointerEvent & {currentTarget: HTMLElement}} */ event) => {
    const { currentTarget: box } = event;
    const left = event.clientX - box.getBoundingClientRect().left + box.scrollLeft;
    if (!head.current) return;
    head.current.hidden = event.pointerType === "touch";
    head.current.style.translate = `${left}px 0`;
    head.current.dataset["at"] = clockOf(left / zoom.scale);
  };
  const gone = () => head.current && (head.current.hidden = true);
  return html`<div class="scroll" ref=${zoom.box} onScroll=${zoom.scrolled} onPointerMove=${point} onPointerLeave=${gone}>
    ${children}<div class="playhead" ref=${head} hidden aria-hidden="true"></div>
  </div>`;
}

/** @param {{marks: {left: number, seconds: number}[]}} props */
function Ruler({ marks }) {
  return html`<div class="ruler" aria-hidden="true">${marks.map(({ left, seconds }) => html`<span key=${seconds} style=${{ left: `${left}px` }}>${clockOf(seconds)}</span>`)}</div>`;
}

/** @param {{band: Band, isChosen: boolean, choose: () => void}} props */
function BandButton({ band, isChosen, choose }) {
  const { sequence } = band;
  return html`<div class="band" style=${placed(band)} data-chosen=${isChosen}>
    <button type="button" aria-pressed=${isChosen} onClick=${choose} title=${nameOf(sequence)}>
      <span class="cut"><strong>${nameOf(sequence)}</strong> <span class="muted small numbers">${secondsWords(sequence.seconds)}</span></span>
    </button>
    ${sequence.shots.length === 0 ? html`<p class="muted small">${WORDS.noShots}</p>` : null}
  </div>`;
}

/** @param {{desk: Desk, blocks: Block[], chosen: Shot | null}} props */
function Blocks({ desk, blocks, chosen }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const isMoving = useRef(false);
  useLayoutEffect(() => {
    const option = /** @type {HTMLElement | null} */ (list.current?.querySelector("[aria-selected='true']"));
    if (isMoving.current) option?.focus({ preventScroll: true });
    option?.scrollIntoView({ block: "nearest", inline: "nearest" });
    isMoving.current = false;
  }, [chosen?.key]);
  const move = (/** @type {KeyboardEvent} */ event) => {
    const next = event.altKey || event.ctrlKey || event.metaKey ? null : neighbour(desk, chosen, event.key);
    if (event.key === "Enter") editPrompt();
    else if (next) desk.choose({ shot: next.key });
    else return;
    isMoving.current = event.key !== "Enter";
    event.preventDefault();
  };
  return html`<div role="listbox" aria-label=${WORDS.shots} aria-orientation="horizontal" ref=${list} onKeyDown=${move}>
    ${blocks.map((block, place) => html`<${BlockOption} key=${block.key} block=${block} isChosen=${block.key === chosen?.key} isEntry=${chosen ? block.key === chosen.key : place === 0} choose=${() => desk.choose({ shot: block.key })} />`)}
  </div>`;
}

/** @param {{block: Block, isChosen: boolean, isEntry: boolean, choose: () => void}} props */
function BlockOption({ block, isChosen, isEntry, choose }) {
  const { shot, isOver } = block;
  const doubts = [shot.state === "valid" ? "" : `Prompt ${shot.state}`, isOver ? WORDS.over : "", shot.isTimed ? "" : WORDS.untimed].filter(Boolean).join(". ");
  const name = shot.id || shot.key;
  const text = shot.prompt.slice(0, 200);
  const isWide = block.width > 44;
  return html`<div class="block" role="option" tabindex=${isEntry ? 0 : -1} aria-selected=${isChosen} data-over=${isOver} data-timed=${shot.isTimed} style=${placed(block)}
    title=${`${shotName(shot)}${doubts ? `\n${doubts}` : ""}`} onClick=${choose}>
    ${block.width > 20 ? html`<${Picture} src=${shot.image} alt="" />` : null}
    <span class="for-readers">${name}: ${isWide ? "" : text}</span>
    ${isWide ? html`<span class="text">${text || html`<em class="muted">${WORDS.promptHelp}</em>`}</span>
    <span class="foot numbers"><span class="cut">${secondsWords(shot.duration)}</span>${doubts ? html`<${Icon} name="warning" />` : null}</span>` : null}
    <span class="for-readers">, ${clockOf(shot.start)}${doubts ? `. ${doubts}` : ""}</span>
  </div>`;
}

/** @param {{line: Line, choose: () => void}} props */
function LineButton({ line, choose }) {
  const { phrase } = line;
  const text = html`<strong>${phrase.character}</strong> ${phrase.text.slice(0, 200)}`;
  return html`<button type="button" class="line" style=${placed({ ...line, width: line.room })} data-loose=${phrase.shotKey === null} title=${`${phrase.character} ${phrase.text.slice(0, 200)}`} onClick=${choose}>
    <i style=${{ width: `${line.width}px` }}></i><span class=${line.room > 30 ? "cut" : "for-readers"}>${text}</span>
  </button>`;
}

/**
 * Return the shot to which a key leads.
 * @param {Desk} desk
 * @param {Shot | null} from
 * @param {string} key
 * @returns {Shot | undefined}
 */
function neighbour({ film }, from, key) {
  const { shots } = film;
  const place = from ? shots.indexOf(from) : -1;
  const firsts = shots.filter((shot, at) => at === 0 || shots[at - 1]?.sequenceKey !== shot.sequenceKey);
  switch (key) {
    case "ArrowRight": return shots[place + 1];
    case "ArrowLeft": return shots[Math.max(0, place - 1)];
    case "ArrowDown": return firsts.find((shot) => shots.indexOf(shot) > place);
    case "ArrowUp": return firsts.findLast((shot) => shots.indexOf(shot) < place);
    case "Home": return shots[0];
    case "End": return shots.at(-1);
    default: return undefined;
  }
}

/** Put the cursor into the prompt of the shot that is shown. */
export function editPrompt() {
  const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("[data-field='prompt']"));
  field?.focus();
}

/** @param {Box} box */
function placed({ left, top, width, height }) {
  return { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
}
