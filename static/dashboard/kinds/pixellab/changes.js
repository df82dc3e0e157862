import { idOf, jobsOf, membersOf } from "./jobs.js";

/**
 * @typedef {{place: number, job: unknown, isAlone: boolean}[]} Taken
 *   Jobs that were taken out, each with the place where it stood; `isAlone` says that no job with its id has stayed.
 */

const NUMBER = /^job-(?<number>\d{1,15})$/u;

/**
 * Take jobs out of a document.
 * @param {any} document
 * @param {ReadonlySet<number>} places
 * @returns {Taken}
 */
export function takeJobs(document, places) {
  const jobs = jobsOf(document);
  const stay = jobs.filter((_, place) => !places.has(place));
  if (stay.length === jobs.length) return [];
  const ids = new Set(stay.map(idOf));
  document.jobs = stay;
  return jobs.flatMap((job, place) => (places.has(place) ? [{ place, job, isAlone: idOf(job) !== "" && !ids.has(idOf(job)) }] : []));
}

/**
 * Put jobs back where they stood; what was added since stays, and a job that is there again is not doubled.
 * @param {any} document
 * @param {Taken} taken in the order of their places
 */
export function putJobsBack(document, taken) {
  const jobs = jobsOf(document);
  const here = new Set(jobs.map(idOf));
  const missing = taken.filter(({ job, isAlone }) => !isAlone || !here.has(idOf(job)));
  if (missing.length === 0) return;
  /** @type {unknown[]} */
  const whole = [];
  let rest = 0;
  for (const { place, job } of missing) {
    while (whole.length < place && rest < jobs.length) whole.push(jobs[rest++]);
    whole.push(job);
  }
  document.jobs = [...whole, ...jobs.slice(rest)];
}

/**
 * Find the jobs in what somebody offers: a job history, a list of jobs, or one job.
 * @param {any} offered
 * @returns {Record<string, unknown>[] | null} null if there are none in it
 */
export function jobsIn(offered) {
  const list = Array.isArray(offered) ? offered : Array.isArray(offered?.jobs) ? offered.jobs : [offered];
  const jobs = list.filter((/** @type {unknown} */ item) => ["prompt", "status", "result"].some((name) => name in membersOf(item)));
  return jobs.length > 0 && jobs.length === list.length ? jobs : null;
}

/**
 * Add jobs whose ids the document does not have; one without an id gets the next number.
 * @param {any} document
 * @param {Record<string, unknown>[]} jobs
 * @returns {string[]} the ids of those that were added
 */
export function addJobs(document, jobs) {
  const held = jobsOf(document);
  const here = new Set(held.map(idOf));
  let next = nextNumber(document, [...held, ...jobs]);
  const added = jobs.flatMap((job) => {
    const id = idOf(job) || `job-${next++}`;
    if (here.has(id)) return [];
    here.add(id);
    return [idOf(job) ? job : { ...job, id }];
  });
  if (added.length === 0) return [];
  document.jobs = [...held, ...added];
  document.lastJobId = next;
  return added.map(idOf);
}

/**
 * Take the jobs with some ids out again.
 * @param {any} document
 * @param {string[]} ids
 */
export function dropJobs(document, ids) {
  const dropped = new Set(ids);
  document.jobs = jobsOf(document).filter((job) => !dropped.has(idOf(job)));
}

/**
 * Return the number that no job has had.
 * @param {any} document
 * @param {unknown[]} jobs
 */
function nextNumber(document, jobs) {
  const counter = Number.isSafeInteger(document?.lastJobId) ? document.lastJobId : 1;
  const numbers = jobs.map((job) => Number(NUMBER.exec(idOf(job))?.groups?.["number"] ?? 0) + 1);
  return numbers.reduce((most, number) => Math.max(most, number), counter);
}
