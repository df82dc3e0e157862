import { TextsInOrder } from "./texts-in-order.js";

/** @import { Environment } from "./environment.js" */

/**
 * An edit that no server has confirmed: of a key, or of none when everything was cleared. `text` is the value, null if it
 * was removed, and undefined where it was too large to be noted.
 * @typedef {{token: string, key: string | null, at: number, text?: string | null}} Note
 */

/** Whose values stand under the plain keys of localStorage. */
const OWNER = "holdfast:plain-keys-of";

/**
 * What this browser holds of one store: notes of what was not sent, and a copy of each value for when the server is away.
 *
 * A note is in localStorage as soon as an edit is made, with its value; each has a name of its own, so that tabs never
 * remove each other's. The copies are in IndexedDB, which has room, and notes too where localStorage has none.
 */
export class LocalCopies {
  /** @type {Map<string | null, string>} the last note of this page for each key */
  #own = new Map();
  /** @type {Promise<void> | null} */
  #alive = null;

  /**
   * @param {Environment} env
   * @param {string} scope what tells this store from others
   * @param {{plainKeys?: string[], isText?: (key: string) => boolean}} [options] `plainKeys`: what also stands in
   *   localStorage under its own name, as older pages expect; `isText`: a text there that is no JSON is a value all the same
   */
  constructor(env, scope, { plainKeys = [], isText = () => false } = {}) {
    this.env = env;
    this.scope = scope;
    this.storage = plainKeys.length > 0 ? env.localStorage : null;
    this.plainKeys = plainKeys;
    this.isText = isText;
    this.texts = new TextsInOrder(env);
    this.notePrefix = `holdfast:unsent:${scope}:`;
    this.valuePrefix = `${scope}:value:`;
    this.aliveName = `${scope}:alive`;
  }

  /**
   * Return the newest value of this browser as JSON text; null if there is none.
   * @param {string} key
   * @returns {Promise<string | null>}
   */
  async read(key) {
    const newest = newestOf((await this.notes()).filter((note) => note.key === key));
    if (newest?.text !== undefined) return newest.text;
    return (await this.copy(key)) ?? (newest ? null : this.plain(key));
  }

  /**
   * Return the copy of a value as it was last written here or heard from the server.
   * @param {string} key
   */
  copy(key) {
    return this.texts.get(this.valuePrefix + key);
  }

  /**
   * Return what stands under the plain key in localStorage, unless that is of another store.
   * @param {string} key
   * @returns {string | null} JSON
   */
  plain(key) {
    const owner = this.storage?.getItem(OWNER) ?? this.scope;
    const text = this.storage?.getItem(key) ?? null;
    return owner === this.scope && text !== null ? this.#asJson(key, text) : null;
  }

  /**
   * Keep a value, and note that it has to be sent. Where there is room, it is noted when this returns and not only later.
   * @param {string} key
   * @param {string | null} text null removes it
   * @returns {Promise<void>}
   */
  write(key, text) {
    const noted = this.#note({ key, at: this.env.now(), text });
    this.#putPlain(key, text);
    this.#alive ??= this.texts.set(this.aliveName, "true");
    return Promise.all([this.texts.set(this.valuePrefix + key, text), noted]).then(() => undefined);
  }

  /**
   * Keep what the server has, unless a tab has something newer.
   * @param {string} key
   * @param {string | null} text
   * @param {() => boolean} isNewerHere
   */
  async mirror(key, text, isNewerHere) {
    if ((await this.copy(key)) === text) return;
    const notes = await this.notes();
    // Other tabs write at any moment: the last look is at the moment of writing.
    const isNoted = [...notes, ...this.#near()].some((note) => note.key === key || note.key === null);
    if (isNoted || isNewerHere()) return;
    this.#putPlain(key, text);
    await this.texts.set(this.valuePrefix + key, text);
  }

  /**
   * Forget values and their notes, and note that everything has to be cleared.
   * @param {string[] | null} keys null: all there are
   */
  async clear(keys) {
    const goes = (/** @type {string | null} */ key) => key !== null && (keys === null || keys.includes(key));
    const done = [this.#note({ key: null, at: this.env.now() }), this.#clearFar(goes)];
    for (const { token } of this.#near().filter((note) => goes(note.key))) this.storage?.removeItem(this.notePrefix + token);
    for (const key of keys ?? []) this.#putPlain(key, null);
    await Promise.all(done);
  }

  /** @returns {Promise<Note[]>} */
  async notes() {
    const names = await this.texts.names(this.notePrefix);
    const far = await Promise.all(names.map(async (name) => this.#noteIn(name, await this.texts.get(name))));
    return [...this.#near(), ...far].flat();
  }

  /**
   * Remove notes: the server has answered.
   * @param {Note[]} notes
   */
  async confirm(notes) {
    const names = notes.map(({ token }) => this.notePrefix + token);
    for (const name of names) this.storage?.removeItem(name);
    const far = new Set(await this.texts.names(this.notePrefix));
    await Promise.all(names.filter((name) => far.has(name)).map((name) => this.texts.set(name, null)));
  }

  /** Say whether somebody emptied the browser's storage since this page wrote to it. */
  async isWiped() {
    return this.#alive !== null && (await this.texts.get(this.aliveName)) === null;
  }

  /**
   * Return the note that an event of localStorage is about, if another tab of this store made one.
   * @param {StorageEvent} event
   * @returns {Note | undefined}
   */
  heard({ key, newValue, storageArea }) {
    const isOurs = this.storage !== null && storageArea === this.storage && key?.startsWith(this.notePrefix);
    return isOurs ? this.#noteIn(key ?? "", newValue)[0] : undefined;
  }

  /**
   * Keep a value where nothing overwrites it, before another one takes its place.
   * @param {string} key
   * @param {string} text
   */
  setAside(key, text) {
    return this.texts.set(`${this.scope}:aside:${this.env.now()}:${key}`, text);
  }

  /**
   * Say whether something was marked as done once and for all in this browser.
   * @param {string} what
   */
  async isMarked(what) {
    return (await this.texts.get(`${this.scope}:done:${what}`)) !== null;
  }

  /** @param {string} what */
  mark(what) {
    return this.texts.set(`${this.scope}:done:${what}`, "true");
  }

  /**
   * Note an edit, in place of the last one that this page noted for its key.
   * @param {{key: string | null, at: number, text?: string | null}} edit
   */
  async #note({ key, at, text }) {
    const token = `${at.toString(36)}-${Math.random().toString(36).slice(2)}`;
    const name = this.notePrefix + token;
    const before = this.#own.get(key);
    this.#own.set(key, token);
    const isNear = this.#fits(name, JSON.stringify({ key, at, text }));
    const noted = isNear ? undefined : this.texts.set(name, JSON.stringify({ key, at }));
    if (before !== undefined) {
      this.storage?.removeItem(this.notePrefix + before);
      void this.texts.set(this.notePrefix + before, null);
    }
    await noted;
  }

  /** @param {(key: string | null) => boolean} goes */
  #clearFar(goes) {
    return this.texts.run(async (texts) => {
      for (const name of await texts.keys()) {
        const isValue = name.startsWith(this.valuePrefix) && goes(name.slice(this.valuePrefix.length));
        const note = name.startsWith(this.notePrefix) ? this.#noteIn(name, await texts.get(name))[0] : undefined;
        if (isValue || (note && goes(note.key))) await texts.delete(name);
      }
    });
  }

  /** Return the notes in localStorage. */
  #near() {
    const { storage } = this;
    if (!storage) return [];
    const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
    return names.filter((name) => name.startsWith(this.notePrefix)).flatMap((name) => this.#noteIn(name, storage.getItem(name)));
  }

  /**
   * @param {string} name
   * @param {string | null} text
   * @returns {Note[]} none if it is gone
   */
  #noteIn(name, text) {
    return text === null ? [] : [{ token: name.slice(this.notePrefix.length), ...JSON.parse(text) }];
  }

  /**
   * Put a value where older pages look for it; what has no room there must not be an older one either.
   * @param {string} key
   * @param {string | null} text
   */
  #putPlain(key, text) {
    this.#claim();
    if (text === null || !this.#fits(key, text)) this.storage?.removeItem(key);
  }

  /** Make the plain keys ours. What another store left there is set aside, or it would be taken for a value of this one. */
  #claim() {
    const owner = this.storage?.getItem(OWNER) ?? this.scope;
    this.#fits(OWNER, this.scope);
    if (owner === this.scope) return;
    for (const key of this.plainKeys) {
      const text = this.storage?.getItem(key) ?? null;
      if (text !== null) void this.texts.set(`${owner}:aside:${this.env.now()}:${key}`, text);
      this.storage?.removeItem(key);
    }
  }

  /**
   * Put a text into localStorage, and say whether it had room.
   * @param {string} name
   * @param {string} text
   */
  #fits(name, text) {
    try {
      this.storage?.setItem(name, text);
      return this.storage !== null;
    } catch {
      return false;
    }
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  #asJson(key, text) {
    try {
      JSON.parse(text);
      return text;
    } catch (error) {
      if (this.isText(key)) return JSON.stringify(text);
      this.env.console.error(`[StorageService] Error parsing localStorage item ${key}:`, error);
      return null;
    }
  }
}

/**
 * @param {Note[]} notes
 * @returns {Note | undefined}
 */
function newestOf(notes) {
  const latest = Math.max(...notes.map(({ at }) => at));
  return notes.find(({ at }) => at === latest);
}
