import { useState } from "preact/hooks";

import { useApp } from "../app.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { useMedia } from "../parts/media.js";
import { Time } from "../parts/time.js";
import { projectLink } from "../state/router.js";
import { countWords, idFrom, sizeWords } from "../words/format.js";

/**
 * @import { OtherFile } from "../server-types.js"
 * @import { HomeState } from "./home.js"
 */

const FEW = 3;

/**
 * Show the files of the folder that are no projects yet, each with what fits.
 * @param {{home: HomeState}} props
 */
export function OtherFilesPanel({ home }) {
  const { listing } = useApp();
  const [showsAll, setShowsAll] = useState(false);
  const files = listing.otherFiles.value;
  const isNarrow = useMedia("(max-width: 42rem)");
  const { areFilesOpen } = home;
  if (files.length === 0) return null;
  const isOpen = areFilesOpen.value ?? !isNarrow;
  const shown = showsAll ? files : files.slice(0, FEW);
  const title = `${countWords(files.length, "file")} in the folder ${files.length === 1 ? "is no project" : "are no projects"} yet`;
  return html`<section class="other-files card" aria-labelledby="other-files">
    <header><h2 id="other-files"><button type="button" aria-expanded=${isOpen} onClick=${() => (areFilesOpen.value = !isOpen)}><${Icon} name=${isOpen ? "down" : "next"} />${title}</button></h2></header>
    ${isOpen ? html`<ul>${shown.map((file) => html`<${File} key=${file.name} file=${file} home=${home} />`)}</ul>` : null}
    ${isOpen && files.length > shown.length ? html`<button type="button" class="button quiet small" onClick=${() => setShowsAll(true)}>Show all ${files.length}</button>` : null}
  </section>`;
}

/** @param {{file: OtherFile, home: HomeState}} props */
function File({ file, home }) {
  const { files } = home;
  const isBusy = files.busy.value.has(file.name);
  const adoptedAs = files.adoptedAs(file);
  const problem = typeof file.problem === "string" ? file.problem : file.problem?.detail;
  return html`<li aria-busy=${isBusy}>
    <div class="grow">
      <p class="name"><strong>${file.name}</strong></p>
      <p class="small muted"><${What} file=${file} adoptedAs=${adoptedAs} />${file.savedAt ? html` · ${sizeWords(file.size)} · <${Time} at=${file.savedAt} />` : null}</p>
      ${problem ? html`<p class="problem-line small bad"><${Icon} name="warning" /><span>${problem}</span></p>` : null}
    </div>
    ${file.action === "merge" ? html`<button type="button" class="button" disabled=${isBusy} onClick=${() => files.merge(file)}><${Icon} name="merge" />Merge into ${file.of}</button>` : null}
    ${file.action === "none" || adoptedAs !== null ? null : html`<${Adopt} file=${file} home=${home} isBusy=${isBusy} />`}
    <${TroubleLine} file=${file} home=${home} />
  </li>`;
}

/** @param {{file: OtherFile, adoptedAs: string | null}} props */
function What({ file, adoptedAs }) {
  if (adoptedAs !== null) return html`adopted as <a href=${projectLink(adoptedAs)}>${adoptedAs}</a>; the file itself can be deleted`;
  if (file.action === "merge") return html`looks like a copy of <a href=${projectLink(file.of ?? "")}>${file.of}</a>`;
  return file.action === "adopt" ? "its name cannot be the id of a project" : "cannot be a project";
}

/**
 * Ask under which id a file becomes a project; of a copy only when merging is not what is wanted.
 * @param {{file: OtherFile, home: HomeState, isBusy: boolean}} props
 */
function Adopt({ file, home, isBusy }) {
  const [id, setId] = useState(() => idFrom(file.name) || "project");
  const [isOpen, setOpen] = useState(file.action === "adopt");
  const type = (/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => setId(event.currentTarget.value);
  const adopt = (/** @type {Event} */ event) => (event.preventDefault(), home.files.adopt(file, id.trim()));
  const open = () => setOpen(true);
  if (!isOpen) return html`<button type="button" class="button quiet" aria-label=${`Or adopt it: ${file.name}`} onClick=${open}>Or adopt it</button>`;
  return html`<form class="adopt" onSubmit=${adopt}>
    <label><span class="for-readers">Id of the project for ${file.name}</span>
      <input class="input mono" required maxlength="64" pattern="[a-z0-9][a-z0-9_\\-]*" title="Small letters, digits, - and _" value=${id} onInput=${type} /></label>
    <button class="button" disabled=${isBusy} aria-label=${`Adopt ${file.name}`}>Adopt</button>
  </form>`;
}

/** @param {{file: OtherFile, home: HomeState}} props */
function TroubleLine({ file, home }) {
  const trouble = home.files.troubles.value.get(file.name);
  if (!trouble) return null;
  return html`<div class="trouble small" role="alert">
    <p>${trouble.text}${trouble.paths.map((path) => html` <code>${path}</code>`)}</p>
    ${trouble.canDecide ? html`<div class="row">
      <button type="button" class="button small" onClick=${() => home.files.merge(file, "mine")}>Take the copy's values</button>
      <button type="button" class="button small" onClick=${() => home.files.merge(file, "theirs")}>Keep the project's</button>
    </div>` : null}
  </div>`;
}
