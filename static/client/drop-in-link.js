import { LargeTexts, leftBehind, patchesOf } from "./drop-in-left.js";
import { put } from "./drop-in-put.js";
import { editedSince } from "./storage-shim/beginning.js";
import { escaped, textsOf } from "./storage-shim/texts.js";

/** @import { openProject, Project } from "./index.js" */
/** @import { Bridge } from "./storage-shim/start.js" */

const TOKEN = "holdfast:token";
/** Milliseconds for which edits are gathered before the project hears of them; the cache has them at once. */
const GATHERING = 50;
/** Pages are often left soon after the last edit. */
const AUTOSAVE_DELAY = 500;
const RETRY = 3000;

/**
 * Keep a page's localStorage and its project on the server the same, for as long as the page is open.
 * @param {Bridge} bridge
 * @param {typeof openProject} open
 */
export async function link(bridge, open) {
  /** @type {Linked | null} */
  let linked = null;
  // Before the project's own listener, which sends what it knows of.
  globalThis.addEventListener("pagehide", () => linked?.send());
  const project = await open(bridge.id, {
    url: bridge.url,
    token: storedToken(),
    autosaveDelay: AUTOSAVE_DELAY,
    onConflict: "newest",
    // The shim has a cache of its own, which is there before the page's first script.
    storage: undefined,
    indexedDB: undefined,
  });
  linked = new Linked(bridge, project);
  linked.look();
}

/** One page and its project. */
class Linked {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {"waiting" | "beginning" | "running"} */
  #stage = "waiting";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  rescuing;

  /**
   * @param {Bridge} bridge
   * @param {Project} project
   */
  constructor(bridge, project) {
    this.bridge = bridge;
    this.keeper = bridge.keeper;
    this.project = project;
    this.large = new LargeTexts(bridge.id);
    /** What the page has been told of the project. */
    this.shown = bridge.texts ?? new Map();
    project.addEventListener("change", () => this.look());
    project.addEventListener("status", () => this.look());
    this.keeper.onEdit = () => (this.#timer ??= setTimeout(() => this.send(), GATHERING));
  }

  /** Give the project what the page has changed. */
  send() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#keepLarge();
    if (this.#stage !== "running") return;
    const { replaced } = this.keeper;
    const edits = this.keeper.takeEdits();
    if (edits.size === 0) return;
    this.project.update((document) => {
      for (const [key, text] of edits) put(document, escaped(key), text, replaced.get(key));
    });
    this.shown = new Map(this.shown);
    for (const [key, text] of edits) set(this.shown, key, text);
    this.#settle();
  }

  /** See what has become of the project, and give the page what has changed elsewhere. */
  look() {
    const { status, error, onDisk } = this.project;
    const { id } = this.bridge;
    globalThis.dispatchEvent(new CustomEvent("holdfast:status", { detail: { id, status, error } }));
    // The page knows of no project, and what it writes into its storage has to reach the disk.
    if (error?.code === "no_such_project") this.project.save().catch(() => undefined);
    if (this.#stage === "running") this.#receive();
    // Without a version and without an error there is no such project yet.
    else if (this.#stage === "waiting" && (onDisk.etag !== null || error === null)) void this.#begin();
  }

  /** Bring the page and the project together, when the server has first said what there is. */
  async #begin() {
    this.#stage = "beginning";
    const { keeper, bridge } = this;
    const isMissing = this.project.onDisk.etag === null;
    const left = await leftBehind(keeper.orphans, bridge.tab);
    await this.large.fetch(left, keeper, bridge.tell);
    if (bridge.texts === null) this.#reconcile();
    if (isMissing) keeper.adopt(left.keys());
    this.#stage = "running";
    if (!isMissing) this.#receive();
    this.#tidy();
    this.send();
    if (!isMissing) await this.#sendLeft(left);
  }

  /** Find out what the page changed and what it only had, now that the file is known. */
  #reconcile() {
    const { keeper } = this;
    const { cache } = keeper;
    const texts = textsOf(this.project.document);
    if (cache.undecided) keeper.adopt(editedSince(texts, keeper.held, cache.own()));
    if (cache.undecided) cache.begin({ direct: false, claim: false, undecided: false });
    else if (this.project.onDisk.etag === null) keeper.adopt(keeper.keys());
    this.shown = new Map(keeper.held);
  }

  /**
   * Save edits of pages that are gone, to the versions that they were made to: the server merges.
   * @param {Awaited<ReturnType<typeof leftBehind>>} left
   */
  async #sendLeft(left) {
    const { keeper, project } = this;
    for (const { keys, attempts } of patchesOf(left, keeper.held, textsOf(project.document))) {
      try {
        await attempts(project);
        for (const key of keys) {
          keeper.orphans.delete(key);
          keeper.cache.unmark(key, left.get(key)?.tab ?? "");
        }
        await this.large.forget(keys);
      } catch {
        setTimeout(() => void this.#sendLeft(new Map([...left].filter(([key]) => keeper.orphans.has(key)))), RETRY);
        return;
      }
    }
  }

  #receive() {
    const { etag } = this.project.onDisk;
    if (etag === null) return;
    const texts = textsOf(this.project.document);
    this.keeper.base = etag;
    const news = changed(this.shown, texts);
    const later = [...news.keys()].filter((key) => this.keeper.cache.isEditedElsewhere(key));
    for (const key of later) {
      news.delete(key);
      set(texts, key, this.shown.get(key) ?? null);
    }
    if (later.length > 0) this.#rescue();
    for (const [key, text] of news) {
      const before = this.keeper.take(key, text);
      if (before !== undefined) this.bridge.tell(key, before, text, location.href);
    }
    this.shown = texts;
    this.#settle(news);
  }

  /** See in a moment whether the tab is gone whose edits keep the page from what the file has. */
  #rescue() {
    this.rescuing ??= setTimeout(async () => {
      this.rescuing = undefined;
      const { keeper, bridge } = this;
      const left = await leftBehind(keeper.cache.marks(), bridge.tab);
      for (const [key, mark] of left) keeper.orphans.set(key, mark);
      await this.#sendLeft(left);
      this.#receive();
    }, RETRY);
  }

  /**
   * Note what the file has.
   * @param {Map<string, string | null>} [news]
   */
  #settle(news = new Map()) {
    if (this.project.isDirty) return;
    const saved = this.keeper.saved();
    const texts = new Map([...news, ...saved.map(([key]) => /** @type {const} */ ([key, this.keeper.get(key) ?? null]))]);
    this.keeper.cache.agreed(texts, this.project.onDisk.etag);
    void this.large.forget(saved.filter(([, isLarge]) => isLarge).map(([key]) => key));
  }

  /** Bring the cache to what the page holds, once that is known to be current. */
  #tidy() {
    const { held, cache } = this.keeper;
    const [cached, marks] = [cache.texts(), cache.marks()];
    const known = [...new Set([...cached.keys(), ...held.keys()])].filter((key) => !marks.has(key));
    for (const key of known) if (cached.get(key) !== held.get(key)) cache.keep(key, held.get(key) ?? null);
    const seen = [...cache.seen().keys()].map((key) => /** @type {const} */ ([key, null]));
    if (this.project.onDisk.etag !== null) cache.agreed(new Map([...seen, ...this.shown]), this.project.onDisk.etag);
  }

  #keepLarge() {
    for (const [key, isLarge] of this.keeper.marked) {
      const text = this.keeper.get(key);
      if (isLarge && text !== undefined && this.keeper.unsaved.has(key)) void this.large.keep(key, text);
    }
  }
}

/**
 * Return what leads from some texts to others; null stands for a key that goes.
 * @param {Map<string, string>} from
 * @param {Map<string, string>} to
 * @returns {Map<string, string | null>}
 */
export function changed(from, to) {
  /** @type {[string, null][]} */
  const gone = [...from.keys()].filter((key) => !to.has(key)).map((key) => [key, null]);
  return new Map([...gone, ...[...to].filter(([key, text]) => from.get(key) !== text)]);
}

/**
 * @param {Map<string, string>} texts
 * @param {string} key
 * @param {string | null} text
 */
function set(texts, key, text) {
  if (text === null) texts.delete(key);
  else texts.set(key, text);
}

/** Return the token that the server's own page keeps for this tab. */
function storedToken() {
  try {
    return sessionStorage.getItem(TOKEN);
  } catch {
    return null;
  }
}
