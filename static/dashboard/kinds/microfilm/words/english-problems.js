import { list, rolls, stateOf, stepsOf } from "./english-basics.js";

/** What went wrong, by the code of the problem, and what to do about it. @type {Readonly<Record<string, (facts: Record<string, any>) => string>>} */
export const PROBLEMS = {
  offline: () => "The server does not answer. What you see is what was known last; it goes on by itself when the server is back.",
  illegal_step: (f) => `${f["roll"] ? `Roll ${f["roll"]}` : "The order"} is ${stateOf(String(f["state"] ?? "?"))}, perhaps because somebody else was quicker. What can be done now: ${stepsOf(f["legal"])}.`,
  ledger_damaged: (f) => `The ledger has lost lines${f["keptLines"] ? ` (${f["lines"] ?? 0} instead of ${f["keptLines"]})` : ""}, and gives no numbers so. Copy its newest kept version back${f["backup"] ? `: ${f["backup"]} in backups/film-ledger` : " from backups/film-ledger"}, over film-ledger.json. Everything goes on then.`,
  numbers_unknown: (f) => `Film numbers stand in an order that the ledger does not know${Array.isArray(f["numbers"]) ? `: ${list(f["numbers"])}` : ""}. They were given early: take them over first.`,
  no_fitting_temp_roll: (f) => `This temp roll is not to be had any more, or is too short. ${f["offered"]?.length > 0 ? `These fit: ${list(f["offered"])}.` : "Take a new roll."}`,
  plan_changed: () => "Nobody knows any more what is to be on this roll: the plan was changed elsewhere. Plan the rolls again.",
  nothing_planned: () => "The analysis has no documents with pages, or no rolls are planned. Look at the analysis, then plan the rolls.",
  no_such_roll: (f) => `The order has no such roll any more; it was planned anew. It has ${f["rolls"]?.length > 0 ? rolls(f["rolls"]).toLowerCase() : "none"}.`,
  no_such_project: () => "There is no such order any more. It may be in the trash.",
  not_an_order: () => "This file is no archive order. Look at it under Data.",
  key_reused: () => "The server has had another request under this key. Close the dialog and open it again.",
  numbers_exhausted: (f) => `All numbers of the location ${f["location"] ?? ""} are used. No roll of it can be completed any more.`,
  bad_film_request: (f) => `The register does not take what was entered${f["field"] ? ` (${f["field"]})` : ""}: ${f["detail"] ?? ""}.`,
  file_broken: () => "A file of the register cannot be read. Look at the ledger or the order in the list of projects; it says where it is broken.",
  unauthorized: () => "The server wants its token. Reload the page and enter it.",
  lock_timeout: () => "The register is busy. Try again in a few seconds.",
  file_busy: () => "A file of the register is open in another program. Close it there and try again.",
  disk_full: () => "The disk is full. Nothing was changed; make room and try again.",
  io_error: () => "The disk does not take the file. Nothing was changed; look after the disk and try again.",
  durability_unknown: () => "It is written, but the disk did not confirm it. Send it again: the same request is done only once.",
  other: (f) => `The server refused it: ${f["detail"] ?? f["code"] ?? "no reason was given"}.`,
};
