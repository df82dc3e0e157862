import { ApiError, ServerAway, errorWords, hasCode } from "./errors.js";
import { etagOf } from "./hash.js";
import { offsetOf } from "./position.js";
import { brokenFrom, etagIn } from "./project.js";
import { tidy } from "./tidy.js";

/**
 * @import { Project } from "./project.js"
 * @import { SaveAnswer } from "./types.js"
 */

const WAITS = [2, 4, 8, 15, 30];
/** The copy of the current version is kept within a second after a save. */
const SETTLE = 1500;

/**
 * Save the text as typed, in place of the version it was made from.
 * @param {Project} project
 */
export async function save(project) {
  const { base, broken, disk } = project.value;
  if (!project.isDirty) return nothingToSave(project);
  if (disk?.state === "deleted") return put(project, (text) => project.api.create(project.id, text));
  if (broken) return put(project, (text) => project.api.replaceBroken(project.id, text, base));
  return put(project, (text) => project.api.save(project.id, text, base));
}

/**
 * Save the text over the version that is on disk now; that one becomes a backup.
 * @param {Project} project
 */
export async function saveOverTheirs(project) {
  const { conflict } = project.value;
  if (conflict) await put(project, (text) => project.api.save(project.id, text, conflict.current));
}

/**
 * Save the text over a file that broke while it was being edited here.
 * @param {Project} project
 */
export async function saveOverBroken(project) {
  const etag = project.value.disk?.etag ?? "";
  await put(project, (text) => project.api.replaceBroken(project.id, text, etag));
}

/** @param {Project} project */
async function nothingToSave(project) {
  await project.recheck();
  const { phase, disk, savedAt } = project.value;
  if (phase === "ready" && !disk) project.state.set({ saving: { phase: "saved", at: savedAt, check: "exact" } });
}

/**
 * @param {Project} project
 * @param {(text: string) => Promise<SaveAnswer>} send
 */
async function put(project, send, attempt = 0) {
  const { text, problem, saving } = project.value;
  if (saving.phase === "saving") return;
  if (problem) {
    const detail = `Line ${problem.line}, column ${problem.column}: ${problem.message}.`;
    project.state.set({ saving: { phase: "failed", detail } });
    return;
  }
  project.state.set({ saving: { phase: "saving" } });
  try {
    await saved(project, text, await send(text));
  } catch (error) {
    await notSaved(project, error, () => put(project, send, attempt + 1), attempt);
  }
}

/**
 * @param {Project} project
 * @param {string} sent
 * @param {SaveAnswer} answer
 */
async function saved(project, sent, answer) {
  const hash = await etagOf(sent);
  const exact = hash === answer.etag;
  const check = exact ? "exact" : hash === null ? "unchecked" : answer.merged ? "merged" : "laid out";
  // What was typed during a save that was merged was typed on what was sent, and not on the merge.
  const base = answer.merged ? answer.sent : answer.etag;
  project.state.set({
    shown: sent, base, savedAt: answer.savedAt, conflict: null, disk: null, broken: null, recovered: false,
    warnings: answer.warnings.map((warning) => warning.detail ?? warning.code),
    saving: { phase: "saved", at: answer.savedAt, check },
  });
  project.keepDraft();
  if (!exact) await showAsWritten(project, sent, answer.etag);
  await project.listVersions();
  setTimeout(() => void project.listVersions(), SETTLE);
}

/**
 * The server wrote other bytes than were sent (its layout, a merge): show them, and check their hash instead.
 * @param {Project} project
 * @param {string} sent
 * @param {string} etag
 */
async function showAsWritten(project, sent, etag) {
  const loaded = await project.api.load(project.id);
  const hash = await etagOf(loaded.text);
  const { saving, text } = project.value;
  if (hash !== null && hash !== etag) {
    project.state.set({ disk: { state: "changed", at: new Date().toISOString(), etag: loaded.etag } });
  } else if (text === sent) {
    const shown = tidy(loaded.text);
    project.state.set({ text: shown, shown, base: etag, problem: null, saving });
  }
  project.keepDraft();
}

/**
 * @param {Project} project
 * @param {unknown} error
 * @param {() => Promise<void>} again
 * @param {number} attempt
 */
async function notSaved(project, error, again, attempt) {
  if (error instanceof ServerAway) return retryLater(project, again, attempt);
  if (hasCode(error, "stale_base", "base_unknown")) return inConflict(project, error);
  const detail = errorWords(error);
  project.state.set({ saving: { phase: "failed", detail }, ...whatChanged(project, error) });
  return undefined;
}

/**
 * @param {Project} project
 * @param {unknown} error
 */
function whatChanged(project, error) {
  const at = new Date().toISOString();
  if (hasCode(error, "no_such_project")) return { disk: { state: /** @type {const} */ ("deleted"), at } };
  if (hasCode(error, "project_exists")) return { disk: null };
  if (hasCode(error, "file_broken")) {
    const broken = { state: /** @type {const} */ ("broken"), at, etag: etagIn(error), detail: brokenFrom(error).detail };
    return { disk: broken };
  }
  return placeOfProblem(project, error);
}

/**
 * @param {Project} project
 * @param {unknown} error
 */
function placeOfProblem(project, error) {
  if (!(error instanceof ApiError)) return {};
  const { line, column } = error.facts;
  if (typeof line !== "number" || typeof column !== "number") return {};
  const offset = offsetOf(project.value.text, { line, column });
  return { problem: { line, column, offset, message: error.message } };
}

/**
 * @param {Project} project
 * @param {() => Promise<void>} again
 * @param {number} attempt
 */
function retryLater(project, again, attempt) {
  const retryIn = WAITS[Math.min(attempt, WAITS.length - 1)] ?? 30;
  const waiting = { phase: /** @type {const} */ ("away"), retryIn };
  project.state.set({ saving: waiting });
  setTimeout(() => {
    if (project.value.saving === waiting) void again();
  }, retryIn * 1000);
}

/**
 * @param {Project} project
 * @param {ApiError} error
 */
async function inConflict(project, error) {
  const current = String(error.facts["current"] ?? "");
  const kept = String(error.facts["kept"] ?? "");
  project.state.set({ saving: { phase: "none" }, disk: null, conflict: { current, kept, difference: null } });
  await project.listVersions();
  try {
    const difference = await project.api.diff(project.id, kept, "current");
    if (project.value.conflict?.kept === kept) project.state.set({ conflict: { current, kept, difference } });
  } catch (second) {
    project.state.set({ saving: { phase: "failed", detail: errorWords(second) } });
  }
}
