import { dayWords, reasonWords } from "./words.js";

/** @import { Backup, Why } from "../server-types.js" */

/**
 * @typedef {{
 *   name: string, savedAt: string, etag: string, size: number | null, why: Why | null, pinned: boolean, label?: string | undefined,
 *   isCurrent: boolean, before: Backup | null,
 * }} Version a kept version with the one that it was made from. One that is on disk and not kept yet has the name
 *   `current`, and neither size nor reason.
 * @typedef {{kind: "day", key: string, text: string} | {kind: "version", key: string, version: Version}} Row
 * @typedef {"all" | "points" | "hand" | "conflicts" | "restores" | "others"} Show
 * @typedef {{show: Show, hidesSaves: boolean, q: string}} Wish
 */

/** Versions that nobody went on from: what came after them was made from the one before. */
const ASIDE = new Set(["broken", "conflict"]);

/** @type {{name: Show, title: string, fits: (version: Version) => boolean}[]} */
export const SHOWS = [
  { name: "all", title: "All versions", fits: () => true },
  { name: "points", title: "Save points", fits: ({ pinned }) => pinned },
  { name: "hand", title: "Edited by hand", fits: ({ why }) => why === "hand-edit" || why === "broken" },
  { name: "conflicts", title: "Conflicts and merges", fits: ({ why }) => why === "conflict" || why === "merge" },
  { name: "restores", title: "Restored", fits: ({ why }) => why === "restore" || why === "recovered" },
  { name: "others", title: "Imported and deleted", fits: ({ why }) => why === "import" || why === "delete" },
];

/**
 * Make the timeline of what is kept and what is on disk: newest first, the current version on top.
 * @param {Backup[]} kept newest first
 * @param {{etag: string | null, savedAt: string | null}} onDisk
 * @returns {Version[]}
 */
export function versionsOf(kept, onDisk) {
  const once = withoutRepeats(kept);
  const found = once.map((backup, place) => ({ ...backup, isCurrent: false, before: predecessor(once, place) }));
  if (onDisk.etag === null) return found;
  const place = found.findIndex(({ etag }) => etag === onDisk.etag);
  const isNewest = place !== -1 && found.slice(0, place).every(({ why }) => ASIDE.has(why));
  const [there] = isNewest ? found.splice(place, 1) : [];
  const before = there ? there.before : (once.find(({ why }) => !ASIDE.has(why)) ?? null);
  const made = there ?? { name: "current", savedAt: onDisk.savedAt ?? "", etag: onDisk.etag, size: null, why: null, pinned: false };
  return [{ ...made, isCurrent: true, before }, ...found];
}

/**
 * A version that was pinned stands beside its equal until the next thinning: one is enough to look at.
 * @param {Backup[]} kept
 */
function withoutRepeats(kept) {
  /** @type {Backup[]} */
  const once = [];
  for (const backup of kept) {
    const last = once.at(-1);
    if (last === undefined || last.etag !== backup.etag || (last.pinned && backup.pinned)) once.push(backup);
    else if (!last.pinned) once[once.length - 1] = backup;
  }
  return once;
}

/**
 * @param {Backup[]} kept
 * @param {number} place
 */
function predecessor(kept, place) {
  return kept.slice(place + 1).find(({ why }) => !ASIDE.has(why)) ?? null;
}

/**
 * Choose the versions that are wanted; the current one stays unless something else is asked for.
 * @param {Version[]} versions
 * @param {Wish} wish
 */
export function wanted(versions, { show, hidesSaves, q }) {
  const fits = SHOWS.find(({ name }) => name === show)?.fits ?? (() => true);
  const words = q.toLowerCase().split(/\s+/u).filter(Boolean);
  return versions.filter((version) => {
    if (!fits(version)) return false;
    if (hidesSaves && show === "all" && isAutosave(version)) return false;
    const text = `${version.label ?? ""} ${reasonWords(version)} ${version.pinned ? "save point" : ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** @param {Version} version */
function isAutosave({ why, pinned, isCurrent, label }) {
  return why === "save" && !pinned && !isCurrent && !label;
}

/**
 * Put the days between the versions.
 * @param {Version[]} versions
 * @param {Date} [now]
 * @returns {Row[]}
 */
export function rowsOf(versions, now = new Date()) {
  /** @type {Row[]} */
  const rows = [];
  let day = "";
  for (const version of versions) {
    const text = dayWords(version.savedAt, now);
    if (text !== day) rows.push({ kind: "day", key: `${text} ${rows.length}`, text });
    rows.push({ kind: "version", key: version.name, version });
    day = text;
  }
  return rows;
}

/**
 * Find the version that an address names: by its name, by the name that it had before it was pinned, by its hash, or `current`.
 *
 * Names hold the beginning of the hash, so that an equal version is found where the one that was named is kept no longer.
 * @param {Version[]} versions
 * @param {string | null} reference
 * @returns {Version | null}
 */
export function versionBy(versions, reference) {
  if (!reference) return null;
  if (reference === "current") return versions.find(({ isCurrent }) => isCurrent) ?? null;
  const [stem, hash] = [stemOf(reference), reference.split("--")[2]];
  return versions.find(({ name }) => name === reference) ?? versions.find(({ name }) => stem !== "" && stemOf(name) === stem) ??
    versions.find(({ etag }) => etag === reference || (stem !== "" && etag.startsWith(`sha256-${hash}`))) ?? null;
}

/**
 * Return what pinning does not change of a name: time, number and hash.
 * @param {string} name
 */
function stemOf(name) {
  const parts = name.split("--");
  return parts.length === 4 ? parts.slice(0, 3).join("--") : "";
}
