/** What the film register answers, as docs/api.md describes it. */

export type FilmType = "16mm" | "35mm";
export type OrderState = "registered" | "filming_in_progress" | "filming_complete" | "rework_required" | "archived";
export type RollState = "planned" | "filming" | "filmed" | "failed" | "rework";
export type RollStep = "start" | "complete" | "fail" | "refilm" | "rework" | "void";
export type ActName = RollStep | "plan" | "archive" | "migrate" | "next";
export type SettingName = "capacity_16mm" | "capacity_35mm" | "padding" | "minimum";
export type Settings = Record<SettingName, number>;

export interface Issue {
  film_number: string;
  /** `unknown`: it stands in the file only, and has to be taken over */
  status: "current" | "superseded" | "void" | "unknown";
  at: string;
  attempt?: number;
  capacity?: number;
  temp_roll?: string;
  superseded_by?: string;
  legacy?: boolean;
  reason?: string;
}

export interface Roll {
  roll_id: number;
  film_type: FilmType;
  /** null: the register does not know this roll; it stands in the file only */
  state: RollState | null;
  steps: string[];
  attempt: number;
  film_number: string | null;
  capacity: number;
  pages_used: number;
  pages_remaining: number;
  documents: number;
  first_document: string;
  last_document: string;
  temp_roll: string | null;
  numbers: Issue[];
}

export interface Order {
  project: string;
  archive_id: string | null;
  location: string;
  state: OrderState;
  steps: string[];
  settings: Settings;
  rolls: Roll[];
  warnings: { code: string; detail: string }[];
}

export interface Outcome extends Order {
  film_number: string | null;
  entries: Line[];
  repeated: boolean;
  taken?: string[];
  known?: string[];
  misfits?: Misfit[];
}

export interface Misfit {
  roll: number;
  number: string;
  code: string;
  detail: string;
  taken: boolean;
  dropped: boolean;
}

export interface Line {
  seq: number;
  at: string;
  user: string;
  event: string;
  project?: string;
  roll?: number;
  attempt?: number;
  number?: string;
  reason?: string;
  temp_roll?: string;
  makes?: { id: string; usable: number };
  location?: string;
  first?: number;
  last?: number;
  given?: string;
  rolls?: { roll_id: number }[];
}

export interface TempRoll {
  id: string;
  film_type: FilmType;
  status: "available" | "reserved" | "used" | "exhausted";
  exists: boolean;
  capacity: number;
  usable: number;
  source: { project: string; roll: number; film_number: string };
  roll: { project: string; roll: number } | null;
  at: string;
}

export interface Label {
  film_number: string;
  archive_id: string | null;
  location: string | null;
  document_type: string | null;
  film_type: FilmType;
  roll_id: number;
  first_document: string;
  last_document: string;
  documents: number;
  pages: number;
  first_blip: string | null;
  last_blip: string | null;
  filmed_at: string;
}

export interface Rule {
  rule: number;
  text: string;
  holds: boolean;
  breaches: { where: string; text: string }[];
}

export interface Rules {
  holds: boolean;
  rules: Rule[];
}

/** What a person has filled in before an act. */
export interface Form {
  reason: string;
  who: string;
  /** id of a temp roll, `new` or `best` */
  tempRoll: string;
  spoiled: boolean;
  rolls: number[];
  filmed: boolean;
  drop: boolean;
  settings: Record<SettingName, string>;
  location: string;
  next: string;
}

/** What an act is about. */
export interface Target {
  act: ActName;
  roll?: Roll;
}
