import { useLayoutEffect, useRef } from "preact/hooks";

import { useApp, useCommands } from "../app.js";
import { Banner } from "../parts/banner.js";
import { html } from "../parts/html.js";
import { Icon } from "../parts/icon.js";
import { lazy } from "../parts/lazy.js";
import { wordsOf } from "../state/connection.js";
import { DropArea } from "./drop-area.js";
import { homeOf } from "./home.js";
import { OtherFilesPanel } from "./other-files-panel.js";
import { ProjectList } from "./project-list.js";
import { ServerLine } from "./server-line.js";
import { Tools } from "./tools.js";
import { diskWords, totalWords, WORDS } from "./words.js";
import { wishOf } from "./wish.js";

/** @import { HomeState } from "./home.js" */

const FirstRun = lazy(async () => (await import("./first-run.js")).FirstRun);
const ImportDialog = lazy(async () => (await import("./import-dialog.js")).ImportDialog);
const NewProject = lazy(async () => (await import("./new-project.js")).NewProject);
const DeleteDialog = lazy(async () => (await import("./delete-dialog.js")).DeleteDialog);

/** All projects: found, made, imported, opened. */
export function HomePage() {
  const app = useApp();
  const home = homeOf(app);
  const { listing, router } = app;
  const { query } = router.route.value;
  const picker = useRef(/** @type {HTMLInputElement | null} */ (null));
  const choose = () => picker.current?.click();
  useLayoutEffect(() => void listing.want(wishOf(query, listing.order.peek())), [query.toString()]);
  useScroll(home);
  useCommands(commandsOf(home, choose), []);
  const isKnown = listing.isFresh.value || listing.total.value > 0;
  const isEmpty = listing.isFresh.value && listing.isPlain.value && listing.total.value === 0;
  return html`<div class="home">
    <${Head} home=${home} choose=${choose} />
    <${Banners} />
    ${isEmpty ? null : html`<${Tools} home=${home} />`}
    ${listing.isPlain.value ? html`<${OtherFilesPanel} home=${home} />` : null}
    ${isEmpty ? html`<${FirstRun} home=${home} choose=${choose} />` : html`<${ProjectList} home=${home} />`}
    ${isKnown ? html`<${ServerLine} />` : null}
    <input type="file" multiple hidden ref=${picker} aria-label="Files to import" onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => take(home, event.currentTarget)} />
    <${DropArea} take=${(/** @type {File[]} */ files) => home.imports.add(files)} />
    ${home.imports.entries.value.length > 0 ? html`<${ImportDialog} imports=${home.imports} />` : null}
    ${home.isCreating.value ? html`<${NewProject} close=${() => (home.isCreating.value = false)} />` : null}
    ${home.doomed.value ? html`<${DeleteDialog} home=${home} row=${home.doomed.value} />` : null}
  </div>`;
}

/** @param {{home: HomeState, choose: () => void}} props */
function Head({ home, choose }) {
  const { listing } = useApp();
  const { at, total } = listing.cached.value;
  const isPlain = listing.isPlain.value;
  const isKnown = listing.isFresh.value || listing.total.value > 0;
  const words = totalWords({ shown: listing.total.value, all: at === "" ? null : Math.max(total, listing.total.value), isPlain });
  return html`<header class="home-head">
    <h1 tabindex="-1">${WORDS.title}</h1>
    <p class="muted numbers grow" role="status">${isKnown ? words : ""}</p>
    <button type="button" class="button" onClick=${choose}><${Icon} name="upload" />${WORDS.import}</button>
    <button type="button" class="button primary" onClick=${() => (home.isCreating.value = true)}><${Icon} name="add" />${WORDS.create}</button>
  </header>`;
}

function Banners() {
  const { connection, listing } = useApp();
  const disk = diskWords(connection.health.value?.storage);
  const isUp = connection.standing.value === "up";
  const problem = isUp ? listing.error.value : null;
  return html`<div class="banners">
    ${disk ? html`<${Banner} tone="warn" name="disk" title=${disk.title}>${disk.help} <code>holdfast prune</code> thins the backups.<//>` : null}
    ${problem ? html`<${Banner} tone="bad" name="listing" title="The list cannot be loaded">${wordsOf(problem)}<//>` : null}
  </div>`;
}

/**
 * @param {HomeState} home
 * @param {HTMLInputElement} input
 */
function take(home, input) {
  home.imports.add([...(input.files ?? [])]);
  input.value = "";
}

/**
 * Find the list where it was left, and leave the next page at its top.
 * @param {HomeState} home
 */
function useScroll(home) {
  // A layout effect ends before the page below it changes, whose shorter height would move the scroll.
  useLayoutEffect(() => {
    history.scrollRestoration = "manual";
    if (home.scrolled > 0) scrollTo({ top: home.scrolled, behavior: "instant" });
    const note = () => (home.scrolled = scrollY);
    addEventListener("scroll", note, { passive: true });
    return () => {
      removeEventListener("scroll", note);
      scrollTo({ top: 0, behavior: "instant" });
    };
  }, []);
}

/**
 * @param {HomeState} home
 * @param {() => void} choose
 * @returns {import("../state/commands.js").Command[]}
 */
function commandsOf(home, choose) {
  const group = "Projects";
  return [
    { id: "find", group, title: "Search the list", keys: "/", run: findProject },
    { id: "new", group, title: "New project", keys: "n", run: () => (home.isCreating.value = true) },
    { id: "import", group, title: "Import files", keys: "i", run: choose },
    { id: "view", group, title: "Switch between cards and table", keys: "v", run: () => (home.view.value = home.view.value === "cards" ? "table" : "cards") },
  ];
}

function findProject() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("#find-project"));
  field?.focus();
  field?.select();
}
