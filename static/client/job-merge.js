import { hashOf } from "./hash.js";

/** @typedef {{id: string, [member: string]: any}} Job */
/** @typedef {Record<string, string>} Marks hash of each job, by id, as it was when page and server last agreed */

/**
 * Remember jobs as they are, without keeping their pictures twice.
 * @param {Job[]} jobs
 * @returns {Marks}
 */
export function marksOf(jobs) {
  return Object.fromEntries(jobs.map((job) => [job.id, markOf(job)]));
}

/**
 * Say whether jobs differ from what page and server last agreed on.
 * @param {Job[]} jobs
 * @param {Marks} base
 */
export function isChanged(jobs, base) {
  return jobs.length !== Object.keys(base).length || jobs.some((job) => markOf(job) !== base[job.id]);
}

/**
 * Say whether each job has an id of its own, without which jobs cannot be told apart.
 * @param {Job[]} jobs
 */
export function areNamed(jobs) {
  return jobs.every(({ id }) => typeof id === "string") && byId(jobs).size === jobs.length;
}

/**
 * Put together what a page and others have changed since they last agreed: nobody's job is lost.
 *
 * A job that both changed is the page's, as in any later save. One that a side removed and the other changed stays. Where
 * both made a job under one id, the page's gets the next free id, in the same object.
 * @param {Marks} base
 * @param {Job[]} mine
 * @param {Job[]} theirs
 * @param {number} nextId number of the next job
 * @returns {{jobs: Job[], nextId: number}}
 */
export function mergeJobs(base, mine, theirs, nextId) {
  const [own, others] = [byId(mine), byId(theirs)];
  let next = nextId;
  const kept = theirs.filter((job) => own.has(job.id) || markOf(job) !== base[job.id]).map((job) => chosen(base, own.get(job.id), job));
  const added = mine.filter((job) => !kept.includes(job) && !isSettled(base, job, others.get(job.id)));
  const taken = new Set([...theirs, ...mine].map((job) => job.id));
  for (const job of added.filter((found) => others.has(found.id))) {
    while (taken.has(`job-${next}`)) next += 1;
    job.id = `job-${next}`;
    taken.add(job.id);
    next += 1;
  }
  return { jobs: [...kept, ...added], nextId: next };
}

/**
 * Choose between two jobs of one id.
 * @param {Marks} base
 * @param {Job | undefined} mine
 * @param {Job} theirs
 */
function chosen(base, mine, theirs) {
  if (!mine) return theirs;
  const isMadeTwice = base[mine.id] === undefined && markOf(mine) !== markOf(theirs);
  return isMadeTwice || markOf(mine) === base[mine.id] ? theirs : mine;
}

/**
 * Say whether a job of the page needs no place of its own: it is not newer than what the others have or removed.
 * @param {Marks} base
 * @param {Job} mine
 * @param {Job | undefined} theirs
 */
function isSettled(base, mine, theirs) {
  const mark = markOf(mine);
  return mark === base[mine.id] || (theirs !== undefined && mark === markOf(theirs));
}

/** @param {Job} job */
function markOf(job) {
  return hashOf(JSON.stringify(job));
}

/**
 * @param {Job[]} jobs
 * @returns {Map<string, Job>}
 */
function byId(jobs) {
  return new Map(jobs.map((job) => [job.id, job]));
}
