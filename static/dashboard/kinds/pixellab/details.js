import { isPicture } from "../../words/pictures.js";
import { membersOf, pictureOf, textOf } from "./jobs.js";

/**
 * @typedef {{name: string, source: string}} Shown a picture, and where in the job it stands
 * @typedef {{name: string, text: string, isLink: boolean}} Member
 * @typedef {{from: string, to: string, source: string, of: string}} Turn
 *   How a job turns a thing: from which side to which, the picture that it began with, and the id of the job of that.
 */

/** What the detail of a job shows in places of their own. */
const SHOWN = new Set([
  "id", "prompt", "status", "width", "height", "seed", "error", "createdAt", "startTime", "endTime", "duration", "result", "isRotation", "rotationData",
]);
const SHOWN_OF_TURN = new Set(["sourceJobId", "imageDataUrl", "toDirection", "fromDirection"]);
const LINK = /^(?:https?|mailto):/iu;
const MOST = 60;
const LONGEST = 600;
const DEEPEST = 4;

/**
 * Return the members of a job that lists do not show, of its result and of its rotation too.
 * @param {unknown} item
 * @returns {Member[]}
 */
export function otherMembers(item) {
  const job = membersOf(item);
  const { result, rotationData } = job;
  const picture = pictureOf(result);
  const own = Object.entries(job).filter(([name]) => !SHOWN.has(name));
  const ofResult = typeof result === "string" && result !== picture ? [["", result]] : Object.entries(membersOf(result)).filter(([, value]) => value !== picture);
  const ofTurn = Object.entries(membersOf(rotationData)).filter(([name]) => !SHOWN_OF_TURN.has(name));
  const named = /** @type {[string, unknown][]} */ ([
    ...own, ...within("result", /** @type {[string, unknown][]} */ (ofResult)), ...within("rotationData", ofTurn),
  ]);
  return named.slice(0, MOST).filter(([, value]) => !isPicture(value)).map(([name, value]) => memberOf(name, value));
}

/**
 * Return the further pictures of a job, beside the one that lists show.
 * @param {unknown} item
 * @returns {Shown[]}
 */
export function otherPictures(item) {
  const job = membersOf(item);
  const seen = new Set([pictureOf(job["result"]), membersOf(job["rotationData"])["imageDataUrl"]]);
  /** @type {Shown[]} */
  const found = [];
  collect(job, "", DEEPEST, (name, source) => {
    if (!seen.has(source)) found.push({ name, source });
    seen.add(source);
    return found.length < MOST;
  });
  return found;
}

/**
 * Say how a job turns a thing; null where it turns nothing.
 * @param {unknown} item
 * @returns {Turn | null}
 */
export function turnOf(item) {
  const job = membersOf(item);
  if (job["isRotation"] !== true && job["rotationData"] === undefined) return null;
  const turn = membersOf(job["rotationData"]);
  const source = turn["imageDataUrl"];
  return {
    from: textOf(turn["fromDirection"]), to: textOf(turn["toDirection"]),
    source: isPicture(source) ? source : "", of: textOf(turn["sourceJobId"]),
  };
}

/**
 * Cut a text that is too long to be read.
 * @param {string} text
 * @param {number} room
 */
export function cut(text, room) {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

/**
 * @param {string} parent
 * @param {[string, unknown][]} entries
 * @returns {[string, unknown][]}
 */
function within(parent, entries) {
  return entries.map(([name, value]) => [name === "" ? parent : `${parent}.${name}`, value]);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {Member}
 */
function memberOf(name, value) {
  const text = value === null ? "null" : typeof value === "object" ? JSON.stringify(value, shortened) : textOf(value);
  return { name, text: cut(text, LONGEST), isLink: typeof value === "string" && value.length <= LONGEST && LINK.test(value) };
}

/**
 * @param {string} _
 * @param {unknown} value
 */
function shortened(_, value) {
  if (isPicture(value)) return "(picture)";
  return typeof value === "string" ? cut(value, 200) : value;
}

/**
 * Find pictures in what a value holds.
 * @param {unknown} value
 * @param {string} name
 * @param {number} depth
 * @param {(name: string, source: string) => boolean} take returns whether there may be more
 * @returns {boolean}
 */
function collect(value, name, depth, take) {
  if (isPicture(value)) return take(name, value);
  if (typeof value !== "object" || value === null || depth === 0) return true;
  return Object.entries(value).slice(0, 200).every(([key, inner]) => collect(inner, name ? `${name}.${key}` : key, depth - 1, take));
}
