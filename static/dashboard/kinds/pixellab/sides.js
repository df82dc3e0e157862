import { membersOf, textOf } from "./jobs.js";

/**
 * @import { Row } from "./jobs.js"
 * @typedef {{row: Row, side: string}} Side
 */

const ROUND = ["south", "south-east", "east", "north-east", "north", "north-west", "west", "south-west"];
const MOST = 24;

/**
 * Find the jobs that turn the thing of one job, in the order in which one walks around it.
 * @param {Row[]} rows
 * @param {unknown[]} jobs
 * @param {string} id of the job of the thing
 * @returns {Side[]}
 */
export function sidesOf(rows, jobs, id) {
  if (id === "") return [];
  const turning = rows.filter(({ direction, place }) => direction !== "" && sourceOf(jobs[place]) === id);
  const placeOf = (/** @type {Row} */ { direction }) => (ROUND.indexOf(direction) + ROUND.length + 1) % (ROUND.length + 1);
  return turning.toSorted((one, other) => placeOf(one) - placeOf(other) || one.place - other.place)
    .slice(0, MOST).map((row) => ({ row, side: row.direction }));
}

/** @param {unknown} job */
function sourceOf(job) {
  return textOf(membersOf(membersOf(job)["rotationData"])["sourceJobId"]);
}
