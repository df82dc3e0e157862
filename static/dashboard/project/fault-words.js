/** @import { Problem } from "../../client/errors.js" */

/** @typedef {{title: string, advice: string, isMendable: boolean}} FaultWords */

/** @type {Readonly<Record<string, FaultWords>>} */
const WORDS = {
  file_broken: { title: "The file is not whole", advice: "It was not changed, and nothing is saved over it. Mend it here or in your own editor; this page notices.", isMendable: true },
  not_an_object: { title: "The file holds something else than an object", advice: "A project begins with { and ends with }. Nothing is saved over it.", isMendable: true },
  too_deep: { title: "The file is nested too deeply", advice: "Values inside more than 200 others cannot be edited here. The file can be downloaded, and edited by hand.", isMendable: false },
  too_large: { title: "The file is too large to be shown", advice: "It is kept, and can be downloaded; split it into several projects to work with it here.", isMendable: false },
  file_permission: { title: "The file may not be read", advice: "Give the server's user the right to read and write it (chmod u+rw); the page goes on by itself.", isMendable: false },
  not_a_regular_file: { title: "This is no ordinary file", advice: "A folder, a pipe or a link that leads nowhere stands in its place. Move it away; the kept versions are in the history.", isMendable: false },
};
const OTHERWISE = { title: "The file cannot be shown", advice: "Nothing was changed. The kept versions are in the history.", isMendable: false };

/**
 * Say what is wrong with a file, and what to do.
 * @param {Problem} fault
 * @returns {FaultWords}
 */
export function faultWords(fault) {
  return WORDS[fault.code] ?? OTHERWISE;
}
