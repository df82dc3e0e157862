/** What the server answers, as the page uses it. */

export interface ProjectSummary {
  id: string;
  name: string;
  kind: string;
  size: number;
  savedAt: string;
  etag: string;
  backups: number;
  state: "ok" | "broken" | "invalid" | "too_large" | "unreadable";
  problem?: Problem | string;
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
  projects: ProjectSummary[];
  total: number;
  otherFiles: OtherFile[];
}

export interface Backup {
  name: string;
  savedAt: string;
  etag: string;
  size: number;
  why: string;
  pinned: boolean;
  label?: string;
}

export interface Change {
  op: "add" | "remove" | "replace" | "move";
  path: string;
  from?: unknown;
  to?: unknown;
}

export interface Difference {
  changes: Change[];
  counts: {added: number, removed: number, replaced: number, moved: number};
  truncated: boolean;
}

export interface Notice {
  code: string;
  detail?: string;
  path?: string;
}

export interface SaveAnswer {
  id: string;
  etag: string;
  sent: string;
  savedAt: string;
  size: number;
  unchanged: boolean;
  merged: boolean;
  warnings: Notice[];
}

export interface Loaded {
  text: string;
  etag: string;
  savedAt: string;
  warnings: string[];
}

export interface App {
  name: string;
  address: string;
}

export interface Health {
  version: string;
  data: string;
  projects: number;
  apps: App[];
}
