import { count, number, rolls } from "./english-basics.js";

/**
 * @import { ActName } from "../film-types.js"
 * @import { ActWords } from "../words.js"
 */

const FINAL = "This cannot be taken back.";

/** @type {Readonly<Record<ActName, ActWords>>} */
export const ACTS = {
  plan: {
    title: () => "Plan the rolls", short: "Plan the rolls", confirm: () => "Plan the rolls",
    will: (f) => [
      `The documents of the analysis are put on rolls in the order of their names${f.documents > 0 ? `: ${count(f.documents, "document")} with ${count(f.pages, "page")}` : ""}.`,
      f.kept > 0 ? `${count(f.kept, "roll stays as it is, because it is", "rolls stay as they are, because they are")} on film or on the camera.` : "No roll gets a number by it.",
    ],
    final: () => "", done: (f) => (f.isRepeated ? "The order is planned like that already" : `Planned on ${count(f.count, "roll")}`),
  },
  start: {
    title: (f) => `Start filming roll ${f.roll}`, short: "Start filming", confirm: () => "Start filming",
    will: (f) => [`Roll ${f.roll} goes on the camera, ${f.film ? `on temp roll ${f.film}` : "on a new roll of film"}. It gets its number only when it is filmed.`],
    final: () => "", done: (f) => `Roll ${f.roll} is on the camera${f.film ? `, on temp roll ${f.film}` : ""}`,
  },
  complete: {
    title: (f) => `Complete roll ${f.roll}`, short: "Complete", confirm: () => "It is filmed: give the number",
    will: (f) => [
      `Roll ${f.roll} counts as filmed and gets its film number${f.next ? `, ${f.next} as things stand` : ""}.`,
      ...(f.number ? [`${f.number} is superseded; the old film and its blips stay in the history.`] : []),
      f.isKept ? `${number(f.usable)} usable frames are left and become a temp roll.` : f.rest > 0 ? `The rest of ${count(f.rest, "frame")} is too short to keep.` : "Nothing of the film is left.",
    ],
    final: () => `A number that was given stays given. ${FINAL}`,
    done: (f) => `Roll ${f.roll} is filmed: number ${f.given}${f.isRepeated ? ", which it had already" : ""}${f.made ? `. Its rest is temp roll ${f.made}` : ""}`,
  },
  fail: {
    title: (f) => `The filming of roll ${f.roll} failed`, short: "Failed", confirm: () => "Report the failure",
    will: (f) => ["No film number is used up. The roll can be made ready to be filmed again.", ...(f.film ? [f.isSpoiled ? `Temp roll ${f.film} is spoiled and is not offered any more.` : `Temp roll ${f.film} is free again.`] : [])],
    final: () => "", done: (f) => `Noted: the filming of roll ${f.roll} failed. No number was used`,
  },
  refilm: {
    title: (f) => `Film roll ${f.roll} again`, short: "Film again", confirm: () => "Make it ready",
    will: (f) => [f.number ? `Roll ${f.roll} is to be filmed again. ${f.number} stays valid until the new filming is complete; then it is superseded.` : `Roll ${f.roll} can go on the camera again.`,
      f.film === "best" ? "The temp roll that fits best is kept for it, if there is one." : f.film ? `Temp roll ${f.film} is kept for it.` : "It will be filmed on a new roll."],
    final: () => `The roll has to be filmed again then. ${FINAL}`, done: (f) => `Roll ${f.roll} can be filmed again${f.film ? `, on temp roll ${f.film}` : ""}`,
  },
  rework: {
    title: (f) => (f.rolls.length === 1 ? `Rework of roll ${f.rolls[0]}` : "Rework"), short: "Rework", confirm: () => "Ask for rework",
    will: (f) => [f.rolls.length === 0 ? "Choose the rolls that have to be done again." : `${rolls(f.rolls)} ${f.rolls.length === 1 ? "has" : "have"} to be filmed again. The old numbers stay valid until then.`, "All other rolls keep their numbers."],
    final: () => `The rolls have to be filmed again then. ${FINAL}`, done: (f) => `${rolls(f.rolls)} ${f.rolls.length === 1 ? "has" : "have"} to be filmed again`,
  },
  void: {
    title: (f) => `Declare ${f.number} void`, short: "Declare the number void", confirm: (f) => `Declare ${f.number} void`,
    will: (f) => [`The film of roll ${f.roll} is unusable: ${f.number} counts for nothing any more, and is never given again. The documents can be planned anew.`],
    final: () => FINAL, done: (f) => `${f.number} is void`,
  },
  archive: {
    title: () => "Archive the order", short: "Archive", confirm: () => "Archive the order",
    will: () => ["The order is done with. A rework opens it again."], final: () => "", done: () => "The order is archived",
  },
  migrate: {
    title: () => "Take over early numbers", short: "Take over early numbers", confirm: (f) => (f.isDropping ? "Give up what does not fit" : "Take over the numbers"),
    will: (f) => [f.isDropping ? "Numbers that do not fit are given up; the ledger keeps a line about each." : "The numbers that the old system gave are entered into the ledger. What does not fit together is listed, and left as it is."],
    final: () => `Lines of the ledger stay. ${FINAL}`, done: (f) => (f.count > 0 ? `${count(f.count, "number")} taken over` : "No number was taken over"),
  },
  next: {
    title: () => "Go on with another number", short: "Raise the next number", confirm: () => "Raise the number",
    will: () => ["The location goes on with this number. The numbers that are passed over are explained by a line in the ledger, and never given."],
    final: () => `Numbers that were passed over stay so. ${FINAL}`, done: (f) => `The next number is ${f.given}`,
  },
};
