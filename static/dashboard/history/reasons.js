/** @import { Version } from "./timeline.js" */

/** @typedef {{icon: string, tone: "" | "good" | "note" | "warn" | "bad" | "accent"}} Look */

/** @type {Readonly<Record<string, Look>>} */
const LOOKS = {
  save: { icon: "disk", tone: "" },
  "hand-edit": { icon: "edit", tone: "note" },
  merge: { icon: "merge", tone: "note" },
  conflict: { icon: "branch", tone: "warn" },
  restore: { icon: "history", tone: "good" },
  import: { icon: "upload", tone: "note" },
  delete: { icon: "bin", tone: "bad" },
  broken: { icon: "warning", tone: "bad" },
  recovered: { icon: "check", tone: "good" },
  pin: { icon: "pin", tone: "accent" },
};

/**
 * Say how a version looks in the timeline; a save point stands out whatever it was kept for.
 * @param {Version} version
 * @returns {Look}
 */
export function lookOf({ why, pinned }) {
  if (pinned) return { icon: "pin", tone: "accent" };
  return LOOKS[why ?? "save"] ?? { icon: "clock", tone: "" };
}
