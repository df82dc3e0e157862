import { versionBy } from "./timeline.js";

/** @import { Version } from "./timeline.js" */

/**
 * @typedef {"now" | "before" | "other" | "text"} Against what a version is looked at with: the current one, the one
 *   before it, another one that was chosen, or alone as text
 * @typedef {{version: Version, against: Against, other: Version | null}} Chosen `other` is set for `other` only
 * @typedef {{from: string | null, to: string | null, view: string | null}} Query members of the address
 */

/**
 * Read from the address what is looked at.
 * @param {{get: (name: string) => string | null}} query
 * @param {Version[]} versions
 * @returns {Chosen | "unknown" | null} `unknown` if it names a version that is not kept
 */
export function chosenOf(query, versions) {
  const [from, to] = [query.get("from"), query.get("to")];
  if (!to) return null;
  const version = versionBy(versions, to);
  if (!version) return "unknown";
  const view = query.get("view");
  if (view === "text" || view === "before") return { version, against: view, other: null };
  const other = versionBy(versions, from);
  if (from && !other) return isBefore(version, from) ? { version, against: "before", other: null } : "unknown";
  if (!other || other === version) return { version, against: version.isCurrent ? "before" : "now", other: null };
  if (from === "current") return { version, against: "now", other: null };
  return isBefore(version, other.name) ? { version, against: "before", other: null } : { version, against: "other", other };
}

/**
 * Write what is looked at into the address.
 * @param {Chosen | null} chosen
 * @returns {Query}
 */
export function queryOf(chosen) {
  if (!chosen) return { from: null, to: null, view: null };
  const { version, against, other } = chosen;
  const to = version.name;
  switch (against) {
    case "now": return { from: "current", to, view: null };
    case "before": return version.before ? { from: version.before.name, to, view: null } : { from: null, to, view: "before" };
    case "text": return { from: null, to, view: "text" };
    default: return { from: other?.name ?? null, to, view: null };
  }
}

/**
 * Look at a version as it was looked at the last one, as far as that makes sense: the current one has nothing to restore.
 * @param {Version} version
 * @param {Against} against
 * @returns {Chosen}
 */
export function lookAt(version, against) {
  if (version.why === "broken") return { version, against: "text", other: null };
  if (against === "other") return { version, against: version.isCurrent ? "before" : "now", other: null };
  return { version, against: version.isCurrent && against === "now" ? "before" : against, other: null };
}

/**
 * Compare two versions, the older one first.
 * @param {Version} one
 * @param {Version} two
 * @param {Version[]} versions newest first
 * @returns {Chosen}
 */
export function pairOf(one, two, versions) {
  const [version, other] = versions.indexOf(one) < versions.indexOf(two) ? [one, two] : [two, one];
  return isBefore(version, other.name) ? { version, against: "before", other: null } : { version, against: "other", other };
}

/**
 * Say which two versions are compared, by their hashes.
 * @param {Chosen} chosen
 * @param {Version | null} current
 * @returns {{from: string, to: string} | null} null if there is nothing to compare
 */
export function comparedOf({ version, against, other }, current) {
  if (against === "text") return null;
  const from = { now: current, before: version.before, other }[against];
  return from ? { from: from.etag, to: version.etag } : null;
}

/**
 * @param {Version} version
 * @param {string} name
 */
function isBefore(version, name) {
  return version.before !== null && version.before.name === name;
}
