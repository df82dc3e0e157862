import { countWords } from "../../words/format.js";

/** Every text of the film view. */
export const WORDS = {
  figures: "In figures",
  duration: "Duration", sequences: "Sequences", shots: "Shots", phrases: "Phrases", words: "Words", prompts: "Prompts", generations: "Generations",
  timeline: "Timeline", zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Fit", fitTitle: "See the whole film",
  addSequence: "Add sequence", addShot: "Add shot", newSequence: "New sequence", newPhrase: "New phrase",
  loose: "Not in a sequence", spoken: "Phrases", gap: "Nothing is to be seen here", over: "Begins before another shot ends",
  untimed: "The file says no valid time: it stands where there is room",
  layOut: "Close up", layOutTitle: "Let every shot begin where the one before it ends; phrases move along",
  emptyTitle: "This film has no shots yet", empty: "Begin with a sequence, and put shots into it. Everything is saved by itself and can be undone.",
  noShots: "No shots yet",
  shot: "Shot", sequence: "Sequence", prompt: "Prompt", promptHelp: "What the shot shows",
  start: "Start", end: "End", length: "Duration", camera: "Camera angle", lighting: "Lighting", mood: "Mood", seconds: "s",
  name: "Name", description: "Description",
  picture: "Picture of the shot", noPicture: "No picture yet", elsewhere: "The picture is at another address",
  notShown: "The picture is named by something that is not shown here",
  validation: "Check of the prompt", isValid: "Can be used", isInvalid: "Has to change", errors: "Has to change", warnings: "Should change", suggestions: "Could change",
  previous: "Previous shot", next: "Next shot", back: "All shots",
  earlier: "Move earlier", later: "Move later", duplicate: "Duplicate", remove: "Remove", more: "What can be done with this shot",
  moreSequence: "What can be done with this sequence", morePhrase: "What can be done with this phrase",
  addPhrase: "Add phrase", noPhrases: "Nothing is spoken in this shot.", text: "Text", character: "Character", emotion: "Emotion",
  voice: "Voice", addVoice: "Add a voice", removeVoice: "Remove voice", voiceType: "Type", speed: "Speed", pitch: "Pitch", language: "Language",
  semitones: "semitones", speakIn: "Give it to a shot", loosePhrases: "Phrases without a shot",
  doubts: "To look at", noDoubts: "Nothing: references lead somewhere, and every prompt has a good length.",
  capabilities: "Capabilities", history: "Generations", noHistory: "Nothing has been generated yet.", sheet: "Master coherence sheet",
  group: "Film", zoom: "Zoom", about: "About the film", noId: "no id", soundElsewhere: "The sound is at another address", aPhrase: "a phrase",
  tooLate: "has to be before the end", theStart: "the start", removeAll: "Remove with its shots",
  missingHelp: "It may have been removed, or have another id now.", unreadHelp: "They are not shown here, and stay in the file as they are.", data: "Show the data",
  noNumber: "is no number in the file", notANumber: "has to be a number", notSaved: "It is not saved like this.",
  when: "When", status: "Status", outcome: "Outcome", allGenerations: "Show all",
};

/** What was done, as it is said beside Undo. */
export const DONE = {
  addedShot: "Added a shot", addedSequence: "Added a sequence", addedPhrase: "Added a phrase", closedUp: "Closed up: every shot begins where the one before it ends",
  duplicatedPhrase: "Duplicated a phrase", removedPhrase: "Removed a phrase", removedVoice: "Removed the voice of a phrase",
  duplicated: (/** @type {string} */ name) => `Duplicated ${name}`,
  removedShot: (/** @type {string} */ name, /** @type {number} */ spoken) => `Removed ${name || "a shot"}${spoken > 0 ? " and what is spoken in it" : ""}`,
  removedSequence: (/** @type {string} */ name, /** @type {number} */ shots, /** @type {string | null} */ heir) => `Removed ${name}${shots === 0 ? "" : heir === null ? " and its shots" : `; its shots are in ${heir}`}`,
  moved: (/** @type {string} */ name, /** @type {-1 | 1} */ step) => `Moved ${name} ${step === 1 ? "later" : "earlier"}`,
  movedInto: (/** @type {string} */ name, /** @type {string} */ sequence) => `Moved ${name} into ${sequence}`,
  given: (/** @type {string} */ name) => `Gave a phrase to ${name}`,
};

/** What can be done by the palette and by keys. */
export const COMMANDS = {
  prompt: "Edit the prompt", add: "Add a shot after this one", duplicate: "Duplicate the shot", earlier: "Move the shot earlier", later: "Move the shot later",
  phrase: "Add a phrase to the shot", remove: "Remove the shot", sequence: "Add a sequence", closeUp: "Close up gaps and overlaps",
};

/** @type {Readonly<Record<string, string>>} */
export const CAPABILITY_WORDS = {
  gridGeneration: "Grids of pictures", promotionEngine: "Panels become shots", qaEngine: "Results are checked",
  autofixEngine: "What fails is made again", voiceGeneration: "Phrases are spoken",
};

/** @type {Readonly<Record<string, string>>} */
export const STATUS_TONES = { success: "good", failed: "bad", cancelled: "" };

/**
 * Say a length of time: `3.5 s`, `1 min 23 s`, `2 h 5 min`.
 * @param {number} seconds
 */
export function secondsWords(seconds) {
  if (seconds < 59.95) return `${trimmed(seconds)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (hours > 0) return minutes > 0 ? `${hours.toLocaleString("en")} h ${minutes} min` : `${hours.toLocaleString("en")} h`;
  return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
}

/**
 * Say a time in the film: `0:07.5`, `1:02:03`.
 * @param {number} seconds
 */
export function clockOf(seconds) {
  const tenths = Math.round(seconds * 10);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor((tenths % 36_000) / 600)];
  const rest = (tenths % 600) / 10;
  const text = `${rest < 10 ? "0" : ""}${Number.isInteger(rest) ? rest : rest.toFixed(1)}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${text}` : `${minutes}:${text}`;
}

/** @param {string} id */
export function missingWords(id) {
  return `There is no “${id.slice(0, 60)}” in this film`;
}

/** @param {string} id */
export function noSequenceWords(id) {
  return `There is no sequence “${id.slice(0, 40)}”. Choose one.`;
}

/** @param {number} count */
export function unreadWords(count) {
  return count === 1 ? "One item is no object" : `${count} items are no objects`;
}

/** @param {string} name */
export function heirWords(name) {
  return `Remove, and put its shots into ${name.slice(0, 30)}`;
}

/**
 * @param {number} seconds of its shots
 * @param {number} said by the sequence
 */
export function differenceWords(seconds, said) {
  return `Its shots take ${secondsWords(seconds)}, it says ${secondsWords(said)}.`;
}

/**
 * Say what is wrong with the length of a prompt.
 * @param {import("./shots.js").PromptState} state
 * @param {number} length
 */
export function promptDoubt(state, length) {
  if (state === "valid") return "";
  return `This prompt is ${state}: 10 to 500 characters make a good one, it has ${length.toLocaleString("en")}.`;
}

/**
 * Say how many places of the film are not one shot after the other.
 * @param {number} gaps
 * @param {number} overlaps
 */
export function faultWords(gaps, overlaps) {
  return [gaps > 0 ? countWords(gaps, "gap") : "", overlaps > 0 ? countWords(overlaps, "overlap") : ""].filter(Boolean).join(", ");
}

/**
 * Name a shot for a person.
 * @param {{id: string, key: string, prompt: string}} shot
 */
export function shotName({ id, key, prompt }) {
  const text = prompt.trim().slice(0, 60);
  return text === "" ? id || key : `${id || key}: ${text}`;
}

/**
 * @param {number} seconds
 * @returns {string} with at most three digits behind the point
 */
function trimmed(seconds) {
  return String(Math.round(seconds * 1000) / 1000);
}
