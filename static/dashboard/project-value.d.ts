import type { TextProblem } from "./position.js";
import type { Backup, Difference } from "./types.js";

/** What is known of one open project. */
export interface ProjectValue {
  phase: "loading" | "ready" | "missing" | "refused" | "away";
  /** What the editor shows. */
  text: string;
  /** What it showed when it was last the same as the disk. */
  shown: string;
  /** The etag of the version that the text was made from. */
  base: string;
  savedAt: string;
  warnings: string[];
  problem: TextProblem | null;
  saving: Saving;
  conflict: Conflict | null;
  disk: Disk | null;
  broken: Broken | null;
  /** Why the project cannot be shown. */
  reason: string;
  /** The text comes from before a reload of the page. */
  recovered: boolean;
  versions: Backup[];
  versionsError: string;
}

/** How the last save went. */
export interface Saving {
  phase: "none" | "saving" | "saved" | "failed" | "away";
  at?: string;
  /** What comparing the hashes showed. */
  check?: "exact" | "laid out" | "merged" | "unchecked";
  detail?: string;
  /** Seconds until the next attempt. */
  retryIn?: number;
}

/** The disk moved on while this tab was editing. */
export interface Conflict {
  /** The etag of the version on disk. */
  current: string;
  /** The name of the backup that holds mine. */
  kept: string;
  /** From mine to theirs. */
  difference: Difference | null;
}

/** What the file became since the editor's text was read. */
export interface Disk {
  state: "changed" | "followed" | "deleted" | "broken";
  at: string;
  etag?: string;
  detail?: string;
}

/** The file is not a document. */
export interface Broken {
  detail: string;
  line: number;
  column: number;
  lastGood: { name: string; savedAt: string } | null;
}
