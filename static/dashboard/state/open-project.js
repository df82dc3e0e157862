import { computed, signal } from "@preact/signals";

import { openProject } from "../../client/index.js";
import { pathOf } from "./connection.js";
import { Versions } from "./versions.js";

/**
 * @import { Project } from "../../client/project.js"
 * @import { Connection } from "./connection.js"
 * @import { Preferences } from "./preferences.js"
 * @import { Contract } from "../server-types.js"
 * @import { Undo } from "./undo.js"
 */

/** @typedef {{why: string, source: string | null, changes?: number, before: string | null, etag: string, savedAt: string}} Arrival */

/** The project that is open: its document as signals, on the SDK, with its kind, its contract and its versions. */
export class OpenProject {
  /** @type {import("@preact/signals").Signal<Project | null>} */
  handle = signal(null);
  /** @type {import("@preact/signals").Signal<Contract | null>} */
  contract = signal(null);
  /** What somebody else has done to the file and the person has not yet acknowledged. @type {import("@preact/signals").Signal<Arrival | null>} */
  arrival = signal(null);
  /** Grows with everything that a view may want to show anew. */
  revision = signal(0);
  #isClosed = false;
  #stop = () => {};

  /**
   * @param {string} id
   * @param {{connection: Connection, preferences: Preferences, undo: Undo}} tools
   */
  constructor(id, { connection, preferences, undo }) {
    this.id = id;
    this.connection = connection;
    this.undo = undo;
    this.path = pathOf(id);
    this.versions = new Versions(id, connection);
    this.knownKind = preferences.of(`kind:${id}`, "");
    this.kind = computed(() => this.contract.value?.kind ?? this.knownKind.value);
    this.name = computed(() => nameOf(this.document) || id);
  }

  /** What the page shows; undefined until something is known. Reading it in a component follows its changes. @returns {any} */
  get document() {
    return this.revision.value >= 0 && this.#isKnown ? this.handle.value?.document : undefined;
  }

  get status() {
    return this.revision.value >= 0 ? (this.handle.value?.status ?? "idle") : "idle";
  }

  get error() {
    return this.revision.value >= 0 ? (this.handle.value?.error ?? null) : null;
  }

  get isDirty() {
    return this.revision.value >= 0 && (this.handle.value?.isDirty ?? false);
  }

  get isKept() {
    return this.revision.value >= 0 && (this.handle.value?.isKept ?? true);
  }

  get conflict() {
    return this.revision.value >= 0 ? (this.handle.value?.conflict ?? null) : null;
  }

  get onDisk() {
    return this.revision.value >= 0 ? (this.handle.value?.onDisk ?? NOWHERE) : NOWHERE;
  }

  /** Whether there is no such file, or no longer. */
  get isGone() {
    if (this.revision.value < 0 || !this.handle.value) return false;
    const { onDisk, isDirty, isGone, status } = this.handle.value;
    return isGone || (onDisk.etag === null && !isDirty && status === "idle");
  }

  /** What is wrong with the file on disk, where it cannot be shown: broken, too large, unreadable. */
  get fault() {
    const problem = this.error?.problem ?? null;
    return problem && FAULTS.has(problem.code) ? problem : null;
  }

  /** Show what the browser holds, reconcile it, and follow what happens. */
  async open() {
    const { server } = this.connection;
    this.#stop = this.connection.listen((news) => {
      if (news.type === "up" || news.event.id === this.id) this.#lookSoon();
    });
    void this.look();
    const handle = await openProject(this.id, { onConflict: "ask", token: server.token ?? null, autosaveDelay: 1200 });
    if (this.#isClosed) return handle.close();
    handle.addEventListener("seen", () => (this.revision.value += 1));
    handle.addEventListener("status", () => this.#heed(handle.status));
    handle.addEventListener("news", (event) => this.#arrived(/** @type {CustomEvent<Arrival>} */ (event).detail));
    this.handle.value = handle;
    this.revision.value += 1;
    this.#lookSoon();
    return undefined;
  }

  /** Learn the kind, what the contract says of the file, and the kept versions. */
  async look() {
    try {
      const [contract] = await Promise.all([this.connection.json(`${this.path}/contract`), this.versions.refresh()]);
      this.contract.value = contract;
      this.knownKind.value = contract.kind;
    } catch {
      // a project that is gone or broken says so by its handle
    }
  }

  /**
   * Change the document: cached at once, saved soon.
   * @param {(document: any) => void} change
   */
  edit(change) {
    this.handle.value?.update(change);
  }

  /** Save what is not saved yet, now; the status says what comes of it. */
  async save() {
    await this.handle.value?.save().catch(() => undefined);
  }

  /** Stop; what is not saved stays in the browser for the next time. */
  async close() {
    this.#isClosed = true;
    this.#stop();
    await new Promise((resolve) => setTimeout(resolve, LAST_EDITS));
    await this.handle.value?.close();
  }

  /** @param {string} status */
  #heed(status) {
    if (status === "saved") this.#lookSoon();
    if (status === "offline") void this.connection.look();
  }

  /** @param {Arrival} arrival */
  #arrived(arrival) {
    if (arrival.source !== this.connection.server.client && arrival.source !== REGISTER) this.arrival.value = arrival;
  }

  get #isKnown() {
    const handle = this.handle.value;
    return handle !== null && (handle.onDisk.etag !== null || handle.isDirty);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** Look now and again, until the copy of the current version is seen among the backups. */
  #lookSoon() {
    void this.versions.refresh();
    this.#lookIn(0);
  }

  /** @param {number} attempt */
  #lookIn(attempt) {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(async () => {
      if (this.#isClosed) return;
      await this.look();
      const { etag } = this.onDisk;
      const isMissing = etag !== null && !this.versions.etags.value.has(etag);
      if (isMissing && attempt + 1 < COPY_WAITS.length) this.#lookIn(attempt + 1);
    }, COPY_WAITS[attempt]);
  }
}

/** Views hand over what was typed last while they are taken away, in milliseconds. */
const LAST_EDITS = 600;
/** It derives orders from its ledger again and again: that is no edit to be taken back. */
const REGISTER = "film register";
/** The copy of a version is kept within a second after a save, and later where the disk is busy; in milliseconds. */
const COPY_WAITS = [1100, 2000, 5000, 15_000];
const NOWHERE = { savedAt: null, etag: null, isExact: null };
const FAULTS = new Set(["file_broken", "not_an_object", "too_deep", "too_large", "file_permission", "not_a_regular_file", "io_error"]);

/**
 * Put the members of one object in place of all members of another.
 * @param {Record<string, any>} target
 * @param {Record<string, any>} source
 */
export function replaceWith(target, source) {
  for (const key of Object.keys(target)) delete target[key];
  for (const [key, value] of Object.entries(source)) {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

/** @param {any} document */
function nameOf(document) {
  const found = [document?.name, document?.title].find((value) => typeof value === "string" && value.trim() !== "");
  return found ?? "";
}
