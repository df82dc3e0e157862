import { escaped, textsOf, valueOf } from "./storage-shim/texts.js";

/** @import { openProject, Project } from "./index.js" */
/** @import { Bridge } from "./storage-shim/start.js" */

const TOKEN = "holdfast:token";
/** Milliseconds for which edits are gathered before the project hears of them; the cache has them at once. */
const GATHERING = 50;
/** Pages are often left soon after the last edit. */
const AUTOSAVE_DELAY = 500;

/**
 * Keep a page's localStorage and its project on the server the same, for as long as the page is open.
 * @param {Bridge} bridge
 * @param {typeof openProject} open
 */
export async function link(bridge, open) {
  /** @type {Linked | null} */
  let linked = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    linked?.send();
  };
  // Before the project's own listener, which sends what it knows of.
  globalThis.addEventListener("pagehide", flush);
  const project = await open(bridge.id, {
    url: bridge.url,
    token: storedToken(),
    autosaveDelay: AUTOSAVE_DELAY,
    onConflict: "newest",
    // The shim's own cache is there at once; this one knows the version that an unsaved edit was made from.
    storage: undefined,
    // Of a file that is gone it would hold what looks saved.
    ...(bridge.isLost && { indexedDB: undefined }),
  });
  linked = new Linked(bridge, project);
  flush();
  bridge.hearEdits(() => (timer ??= setTimeout(flush, GATHERING)));
}

/** One page and its project. */
class Linked {
  /**
   * @param {Bridge} bridge
   * @param {Project} project
   */
  constructor(bridge, project) {
    this.bridge = bridge;
    this.project = project;
    /** What the page has been told of the project. */
    this.shown = bridge.texts ?? new Map();
    /** What the cache knows to be on disk. */
    this.noted = this.shown;
    this.isReconciled = bridge.texts !== null;
    project.addEventListener("change", () => this.receive());
    project.addEventListener("status", () => this.#status());
    const { etag, savedAt } = project.onDisk;
    const isMissing = etag === null && project.error === null;
    // Without a time it comes from the browser's cache, which may be older than what the page began with.
    if (isMissing ? !this.isReconciled : savedAt !== null && etag !== bridge.etag) this.receive();
    this.#status();
  }

  /** Give the project what the page has changed. */
  send() {
    const edits = [...this.bridge.takeEdits()];
    if (edits.length === 0) return;
    this.project.update((document) => {
      for (const [key, text] of edits) put(document, escaped(key), text);
    });
    this.shown = new Map(this.shown);
    for (const [key, text] of edits) {
      if (text === null) this.shown.delete(key);
      else this.shown.set(key, text);
    }
  }

  /** Give the page what has changed elsewhere. */
  receive() {
    const texts = textsOf(this.project.document);
    if (this.isReconciled) this.bridge.take(changed(this.shown, texts));
    else this.bridge.reconcile(texts, this.project.onDisk.etag !== null);
    this.isReconciled = true;
    this.shown = texts;
    this.#agree(texts);
  }

  #status() {
    const { status, error } = this.project;
    this.bridge.say("status", { status, error });
    if (status === "saved") this.receive();
  }

  /** @param {Map<string, string>} texts */
  #agree(texts) {
    if (this.project.isDirty) return;
    const news = changed(this.noted, texts);
    if (news.size > 0) this.bridge.agreed(news);
    this.noted = texts;
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
 * @param {Record<string, unknown>} document
 * @param {string} key
 * @param {string | null} text
 */
function put(document, key, text) {
  if (text === null) delete document[key];
  // An assignment would take `__proto__` for something else.
  else Object.defineProperty(document, key, { value: valueOf(text), writable: true, enumerable: true, configurable: true });
}

/** Return the token that the server's own page keeps for this tab. */
function storedToken() {
  try {
    return sessionStorage.getItem(TOKEN);
  } catch {
    return null;
  }
}
