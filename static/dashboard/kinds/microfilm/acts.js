/** @import { ActName, Form, Order, Roll, SettingName, Settings, Target } from "./film-types.js" */

/** @typedef {"reason" | "who" | "rolls" | "next" | SettingName} FieldName */

/** @type {ReadonlyMap<SettingName, number>} the smallest value of each */
const LEAST = new Map([["capacity_16mm", 1], ["capacity_35mm", 1], ["padding", 0], ["minimum", 0]]);
const MOST = 99_999;
const NEEDS_REASON = new Set(["fail", "refilm", "rework", "void", "next"]);
const OF_ORDER = new Set(["plan", "rework", "archive", "migrate"]);
const FILM_NUMBER = /^[123]\d{7}$/u;
/** A header of a request holds nothing else. */
const SENDABLE = /^[\u0020-\u00ff]*$/u;

/**
 * Tell whether an act is refused without a reason.
 * @param {ActName} act
 * @param {Form} form
 */
export function needsReason(act, form) {
  return NEEDS_REASON.has(act) || (act === "migrate" && form.drop);
}

/**
 * Tell whether an act cannot be taken back.
 * @param {Target} target
 */
export function isFinal({ act, roll }) {
  if (act === "refilm") return roll?.state === "filmed";
  return ["complete", "rework", "void", "migrate", "next"].includes(act);
}

/**
 * Say what is filled in when a person begins.
 * @param {Target} target
 * @param {{order: Order, who: string, next: Readonly<Record<string, string | null>>}} known
 * @returns {Form}
 */
export function formOf({ act, roll }, { order, who, next }) {
  const location = locationOf(order.location);
  const settings = /** @type {Record<SettingName, string>} */ (Object.fromEntries(Object.entries(order.settings).map(([name, value]) => [name, String(value)])));
  return {
    reason: "", who, settings, location, next: next[location] ?? "", spoiled: true, filmed: true, drop: false,
    tempRoll: act === "refilm" ? "best" : (roll?.temp_roll ?? "new"), rolls: roll ? [roll.roll_id] : [],
  };
}

/**
 * Say what has to be filled in otherwise before an act can be asked for.
 * @param {ActName} act
 * @param {Form} form
 * @returns {FieldName[]}
 */
export function problemsOf(act, form) {
  /** @type {FieldName[]} */
  const found = act === "plan" ? [...LEAST.keys()].filter((name) => !isSetting(name, form.settings[name])) : [];
  if (act === "rework" && form.rolls.length === 0) found.push("rolls");
  if (act === "next" && !FILM_NUMBER.test(form.next.trim())) found.push("next");
  if (needsReason(act, form) && form.reason.trim() === "") found.push("reason");
  if (!SENDABLE.test(form.who)) found.push("who");
  return found;
}

/**
 * Say what is asked of the server.
 * @param {string} project
 * @param {Target} target
 * @param {Form} form
 * @returns {{path: string, body: Record<string, unknown>}}
 */
export function requestOf(project, { act, roll }, form) {
  const root = `/api/film/${encodeURIComponent(project)}`;
  const reason = form.reason.trim();
  const body = { ...BODIES[act](form, roll), ...(reason ? { reason } : {}) };
  if (act === "next") return { path: "/api/film/ledger", body };
  return { path: OF_ORDER.has(act) || !roll ? `${root}/${act}` : `${root}/rolls/${roll.roll_id}/${act}`, body };
}

/** @type {Record<ActName, (form: Form, roll: Roll | undefined) => Record<string, unknown>>} */
const BODIES = {
  plan: ({ settings }) => settingsOf(settings),
  start: ({ tempRoll }) => ({ temp_roll: tempRoll }),
  complete: (_, roll) => ({ attempt: roll?.attempt }),
  fail: ({ spoiled }, roll) => ({ attempt: roll?.attempt, ...(roll?.temp_roll ? { spoiled } : {}) }),
  refilm: ({ tempRoll }) => ({ temp_roll: tempRoll }),
  rework: ({ rolls }) => ({ rolls: rolls.toSorted((one, other) => one - other) }),
  void: () => ({}),
  archive: () => ({}),
  migrate: ({ filmed, drop }) => ({ filmed, ...(drop ? { drop } : {}) }),
  next: ({ location, next }) => ({ location, next: next.trim() }),
};

/**
 * Gives each request a key of its own, and the same one to the same request: however often it is sent, it is done once.
 */
export class Keys {
  /** @type {Map<string, string>} */
  #given = new Map();

  /** @param {{path: string, body: Record<string, unknown>}} request */
  of({ path, body }) {
    const content = `${path} ${JSON.stringify(body)}`;
    const key = this.#given.get(content) ?? randomKey();
    this.#given.set(content, key);
    return key;
  }
}

/** `crypto.randomUUID` is missing on pages that are not from this machine. */
function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {Record<SettingName, string>} settings
 * @returns {Settings}
 */
function settingsOf(settings) {
  return /** @type {Settings} */ (Object.fromEntries([...LEAST.keys()].map((name) => [name, Number(settings[name])])));
}

/**
 * @param {SettingName} name
 * @param {string} text
 */
function isSetting(name, text) {
  return /^\d{1,5}$/u.test(text.trim()) && Number(text) >= (LEAST.get(name) ?? 0) && Number(text) <= MOST;
}

/**
 * Say whose numbers an order gets; all locations but two share theirs.
 * @param {string} location
 */
export function locationOf(location) {
  const known = location.trim().toUpperCase();
  return known === "OU" || known === "DW" ? known : "other";
}
