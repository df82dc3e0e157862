import { violationsOf } from "../../../client/storycore-contract.js";
import { isObject, put } from "../../words/shapes.js";

/**
 * Asking the contract about single values, before they are written: `null` is the answer to a good one.
 */

const GOOD = {
  id: "film", name: "", schemaVersion: "1.0", generationHistory: [],
  capabilities: { gridGeneration: false, promotionEngine: false, qaEngine: false, autofixEngine: false, voiceGeneration: false },
};
/** @type {Record<"sequences" | "shots" | "audioPhrases", Record<string, any>>} */
const ITEMS = {
  sequences: { id: "s", name: "", description: "", shotIds: [], duration: 1 },
  shots: { id: "a", sequenceId: "s", startTime: 0, duration: 1, prompt: "", metadata: {} },
  audioPhrases: {
    id: "p", shotId: "a", text: "x", startTime: 0, endTime: Number.MAX_VALUE, metadata: {},
    voiceParameters: { voiceType: "neutral", speed: 1, pitch: 0, language: "en" },
  },
};

/**
 * Say what the contract has against members of an item.
 * @param {"sequences" | "shots" | "audioPhrases"} name
 * @param {Record<string, unknown>} members such as `{duration: 0}`, or `{voiceParameters: {speed: 3}}`
 * @returns {string | null} such as "has to be more than 0"
 */
export function problemWith(name, members) {
  const item = structuredClone(ITEMS[name]);
  for (const [key, value] of Object.entries(members)) {
    if (isObject(value) && isObject(item[key])) Object.assign(item[key], value);
    else put(item, key, value);
  }
  const found = violationsOf({ ...GOOD, sequences: [], shots: [], audioPhrases: [], [name]: [item] });
  return found[0]?.message ?? null;
}

/**
 * Read a number as people type it; commas are points.
 * @param {string} text
 * @returns {number | null} null where it is none
 */
export function readNumber(text) {
  const plain = text.trim().replace(",", ".");
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(plain) ? Number(plain) : null;
}
