import { useMemo } from "preact/hooks";

import { useApp, useCommands } from "../../app.js";
import { Banner } from "../../parts/banner.js";
import { Empty } from "../../parts/empty.js";
import { html } from "../../parts/html.js";
import { Icon } from "../../parts/icon.js";
import { useMedia } from "../../parts/media.js";
import { projectLink } from "../../state/router.js";
import { chosenIn, useDesk } from "./desk.js";
import { figuresOf } from "./figures.js";
import { PhraseEditor } from "./phrase-editor.js";
import { SequenceEditor } from "./sequence-editor.js";
import { ShotEditor } from "./shot-editor.js";
import { ShotList } from "./shot-list.js";
import { Capabilities, Doubts, Generations, Sheet } from "./side.js";
import { editPrompt, TimelineView } from "./timeline-view.js";
import { COMMANDS, missingWords, secondsWords, shotName, STATUS_TONES, unreadWords, WORDS } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Desk } from "./desk.js"
 * @import { Phrase, Sequence, Shot } from "./shots.js"
 */

/**
 * Show a film project: its figures, its timeline, and what is chosen in it to be edited.
 * @param {{project: OpenProject}} props
 */
export function StorycoreView({ project }) {
  const { router } = useApp();
  const desk = useDesk(project);
  const isNarrow = useMedia("(max-width: 44rem)");
  const { film } = desk;
  const chosen = chosenIn(film, router.route.value.query);
  const isOpen = chosen.shot !== null || chosen.sequence !== null || chosen.phrase !== null;
  const shot = chosen.shot ?? (isNarrow || isOpen ? null : (film.shots[0] ?? null));
  useFilmCommands(desk, shot);
  const isEmpty = film.sequences.length === 0 && film.shots.length === 0;
  return html`<div class="storycore">
    ${isNarrow && isOpen ? null : html`<${FigureRow} desk=${desk} />`}
    ${film.unread > 0 ? html`<${Unread} project=${project} count=${film.unread} />` : null}
    ${chosen.missing ? html`<${Banner} tone="note" title=${missingWords(chosen.missing)}>${WORDS.missingHelp}<//>` : null}
    ${isEmpty ? html`<${Start} desk=${desk} />` : isNarrow ? (isOpen ? null : html`<${ShotList} desk=${desk} />`) : html`<${TimelineView} desk=${desk} shot=${shot} sequence=${chosen.sequence} />`}
    <div class="below">
      <div class="main"><${Editor} desk=${desk} shot=${shot} sequence=${chosen.sequence} phrase=${chosen.phrase} isNarrow=${isNarrow} />${isNarrow && (chosen.shot || chosen.sequence) ? null : html`<${LoosePhrases} desk=${desk} chosen=${chosen.phrase} />`}</div>
      ${isNarrow && isOpen ? null : html`<aside aria-label=${WORDS.about}><${Doubts} desk=${desk} /><${Capabilities} project=${project} /><${Sheet} project=${project} /><${Generations} project=${project} /></aside>`}
    </div>
  </div>`;
}

/** @param {{desk: Desk, shot: Shot | null, sequence: Sequence | null, phrase: Phrase | null, isNarrow: boolean}} props */
function Editor({ desk, shot, sequence, phrase, isNarrow }) {
  if (sequence) return html`<${SequenceEditor} key=${sequence.key} desk=${desk} sequence=${sequence} isNarrow=${isNarrow} />`;
  if (shot) return html`<${ShotEditor} key=${shot.key} desk=${desk} shot=${shot} phrase=${phrase} isNarrow=${isNarrow} />`;
  return null;
}

/** @param {{desk: Desk}} props */
function FigureRow({ desk }) {
  const figures = useMemo(() => figuresOf(desk.film, desk.project.document), [desk]);
  const { prompts } = figures;
  const shown = /** @type {[string, any][]} */ ([
    [WORDS.duration, secondsWords(figures.seconds)], [WORDS.sequences, figures.sequences.toLocaleString("en")], [WORDS.shots, figures.shots.toLocaleString("en")],
    [WORDS.phrases, figures.phrases.toLocaleString("en")], [WORDS.words, figures.words.toLocaleString("en")],
  ]);
  const doubtful = /** @type {["too short" | "too long", number][]} */ ([["too short", prompts["too short"]], ["too long", prompts["too long"]]]).filter(([, count]) => count > 0);
  return html`<section class="figures-row" aria-label=${WORDS.figures}>
    <dl class="figures">
      ${shown.map(([name, value]) => html`<div class="figure"><dd class="value">${value}</dd><dt class="name">${name}</dt></div>`)}
      ${figures.shots === 0 ? null : html`<div class="figure"><dd class="badges"><span class="badge good"><${Icon} name="check" />${prompts.valid} valid</span>${doubtful.map(([state, count]) => html`<span class="badge warn"><${Icon} name="warning" />${count} ${state}</span>`)}</dd><dt class="name">${WORDS.prompts}</dt></div>`}
      ${figures.generations.length > 0 ? html`<div class="figure"><dd class="badges">${figures.generations.slice(0, 6).map(([status, count]) => html`<span class=${`badge ${STATUS_TONES[status] ?? ""}`}>${count} ${status.slice(0, 30)}</span>`)}</dd><dt class="name">${WORDS.generations}</dt></div>` : null}
    </dl>
  </section>`;
}

/** @param {{desk: Desk}} props */
function Start({ desk }) {
  return html`<div class="card"><${Empty} icon="film" title=${WORDS.emptyTitle}>
    <p>${WORDS.empty}</p><button type="button" class="button primary" onClick=${() => desk.addSequence()}><${Icon} name="add" />${WORDS.addSequence}</button>
  <//></div>`;
}

/** @param {{project: OpenProject, count: number}} props */
function Unread({ project, count }) {
  const actions = html`<a class="button" href=${projectLink(project.id, "data")}>${WORDS.data}</a>`;
  return html`<${Banner} tone="warn" title=${unreadWords(count)} actions=${actions}>${WORDS.unreadHelp}<//>`;
}

/** @param {{desk: Desk, chosen: Phrase | null}} props */
function LoosePhrases({ desk, chosen }) {
  const { loosePhrases, shots } = desk.film;
  if (loosePhrases.length === 0) return null;
  const give = (/** @type {Phrase} */ phrase) => (/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => {
    const shot = shots.find(({ key }) => key === event.currentTarget.value);
    if (shot) desk.speakIn(phrase, shot);
  };
  return html`<section class="editor card phrases" aria-labelledby="film-loose-phrases"><h2 id="film-loose-phrases">${WORDS.loosePhrases}</h2>
    ${loosePhrases.slice(0, 50).map((phrase) => html`<div key=${phrase.key} class="stack">
      <${PhraseEditor} desk=${desk} phrase=${phrase} isChosen=${phrase.key === chosen?.key} place=${0} count=${1} />
      <label class="row small">${WORDS.speakIn}<select class="select" value="" onChange=${give(phrase)}><option value="">${`“${phrase.shotId.slice(0, 40)}” is none`}</option>
        ${shots.slice(0, 500).map((shot) => html`<option value=${shot.key}>${shotName(shot)}</option>`)}</select></label>
    </div>`)}
  </section>`;
}

/**
 * @param {Desk} desk
 * @param {Shot | null} shot
 */
function useFilmCommands(desk, shot) {
  const { group } = WORDS;
  const { shots } = desk.film;
  const go = (/** @type {number} */ step) => () => {
    const next = shots[(shot ? shots.indexOf(shot) : -1) + step];
    if (next) desk.choose({ shot: next.key });
  };
  const ofShot = shot ? [
    { id: "film-prompt", group, title: COMMANDS.prompt, keys: "e", run: editPrompt },
    { id: "film-add", group, title: COMMANDS.add, keys: "n", run: () => desk.addShot(shot) },
    { id: "film-duplicate", group, title: COMMANDS.duplicate, keys: "d", run: () => desk.duplicateShot(shot) },
    { id: "film-earlier", group, title: COMMANDS.earlier, keys: "[", run: () => desk.moveShot(shot, -1) },
    { id: "film-later", group, title: COMMANDS.later, keys: "]", run: () => desk.moveShot(shot, 1) },
    { id: "film-phrase", group, title: COMMANDS.phrase, keys: "q", run: () => desk.addPhrase(shot) },
    { id: "film-remove", group, title: COMMANDS.remove, keys: "Delete", run: () => desk.removeShot(shot) },
  ] : [];
  useCommands([
    { id: "film-previous", group, title: WORDS.previous, keys: ",", run: go(-1) }, { id: "film-next", group, title: WORDS.next, keys: ".", run: go(1) },
    { id: "film-sequence", group, title: COMMANDS.sequence, run: () => desk.addSequence() },
    { id: "film-close-up", group, title: COMMANDS.closeUp, run: () => desk.layOut() }, ...ofShot,
  ], [desk, shot?.key]);
}
