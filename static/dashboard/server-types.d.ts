/** What the server answers, as the dashboard uses it; docs/api.md describes it. */

export type ProjectState = "ok" | "broken" | "invalid" | "too_large" | "unreadable";

export interface ProjectRow {
  id: string;
  name: string;
  kind: string;
  size: number;
  savedAt: string;
  etag: string;
  backups: number;
  state: ProjectState;
  summary?: { name?: string; text?: string; counts?: Record<string, number>; picture?: string | null };
  problem?: Problem;
}

export interface OtherFile {
  name: string;
  size: number;
  savedAt: string;
  action: "adopt" | "merge" | "none";
  of?: string;
  problem?: Problem | string;
}

export interface Problem {
  code?: string;
  detail?: string;
  hint?: string;
  line?: number;
  column?: number;
}

export interface TrashedProject {
  id: string;
  name: string;
  deletedAt: string;
  size: number;
  etag: string;
  backup: string;
}

export interface Listing {
  projects: ProjectRow[];
  total: number;
  otherFiles: OtherFile[];
}

export type Why =
  | "save" | "hand-edit" | "merge" | "conflict" | "restore" | "import" | "delete" | "broken" | "recovered" | "pin";

export interface Backup {
  name: string;
  savedAt: string;
  etag: string;
  size: number;
  why: Why;
  pinned: boolean;
  label?: string;
}

export interface Change {
  op: "add" | "remove" | "replace" | "move";
  path: string;
  from?: unknown;
  to?: unknown;
  item?: { path: string; id?: string | number; name: string };
}

export interface Counts {
  added: number;
  removed: number;
  replaced: number;
  moved: number;
}

export interface Difference {
  from: string;
  to: string;
  changes: Change[];
  counts: Counts;
  truncated: boolean;
}

export interface Warning {
  code: string;
  detail: string;
  path?: string;
}

export interface Violation {
  path: string;
  message: string;
  expected?: unknown;
  found?: unknown;
}

export interface Contract {
  kind: string;
  contract: string | null;
  named: string | null;
  violations: Violation[];
  warnings: Warning[];
}

export interface SaveAnswer {
  id: string;
  etag: string;
  sent: string;
  savedAt: string;
  size: number;
  unchanged: boolean;
  merged: boolean;
  kept: string | null;
  warnings: Warning[];
  replaced?: string | null;
}

export interface KindInfo {
  name: string;
  title: string;
  description: string;
  contract: string | null;
  collections: { name: string; title: string }[];
  template: Record<string, unknown>;
}

export interface Health {
  version: string;
  data: string;
  projects: number;
  uptime_seconds: number;
  apps: { name: string; address: string }[];
  storage?: { projects: number | null; backups: number | null; free: number | null; total: number | null };
}

export interface Conflict {
  path: string;
  base?: unknown;
  mine?: unknown;
  theirs?: unknown;
}
