import { itemsOf, numberOf, put, textOf } from "../../words/shapes.js";
import { isClose, rounded } from "./timing.js";

/**
 * Change the film, and let the durations of sequences follow their shots where they did so before.
 * @param {any} document
 * @param {(document: any) => void} change
 */
export function keepingDurations(document, change) {
  const before = secondsOf(document);
  const following = itemsOf(document["sequences"]).filter(({ item }) => {
    const seconds = before.get(textOf(item["id"]));
    return seconds === undefined || isClose(seconds, numberOf(item["duration"]) ?? Number.NaN);
  });
  change(document);
  const after = secondsOf(document);
  for (const { item } of following) {
    const seconds = after.get(textOf(item["id"])) ?? 0;
    if (seconds > 0 && !isClose(seconds, numberOf(item["duration"]) ?? Number.NaN)) put(item, "duration", rounded(seconds));
  }
}

/** @param {any} document */
function secondsOf(document) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { item } of itemsOf(document["shots"])) {
    const id = textOf(item["sequenceId"]);
    found.set(id, (found.get(id) ?? 0) + (numberOf(item["duration"]) ?? 0));
  }
  return found;
}
