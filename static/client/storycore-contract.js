/**
 * "Data Contract v1" of film projects, as `/contracts/storycore.schema.json` has it.
 *
 * It is written out here, because a project has to be checked without a server too, and at once. A test asks the server
 * about thousands of documents and compares the answers.
 */

/** @typedef {{path: string, message: string}} Violation `path` is a JSON pointer */
/** @typedef {(value: any, path: string) => Violation[]} Rule */

const text = is("a text", (value) => typeof value === "string");
const flag = is("true or false", (value) => typeof value === "boolean");
const number = is("a number", (value) => typeof value === "number");
const anything = is("anything", () => true);
const list = is("a list", Array.isArray);
const fromZero = both(number, is("0 or more", (value) => value >= 0));
const positive = both(number, is("more than 0", (value) => value > 0));

const capabilities = object({
  gridGeneration: flag, promotionEngine: flag, qaEngine: flag, autofixEngine: flag, voiceGeneration: flag,
});

const sequence = object({ id: text, name: text, description: text, shotIds: listOf(text), duration: positive });

const shot = object(
  {
    id: text, sequenceId: text, startTime: fromZero, duration: positive, prompt: text,
    metadata: object({}, { cameraAngle: text, lighting: text, mood: text }),
  },
  {
    position: fromZero, generatedImageUrl: text,
    promptValidation: object({ isValid: flag, errors: list, warnings: list, suggestions: list }),
  },
);

const voice = object({
  voiceType: oneOf("male", "female", "neutral"), speed: between(0.5, 2), pitch: between(-12, 12),
  language: both(text, is("two letters", (value) => /^[A-Za-z]{2}$/u.test(value))),
});

const phrase = both(
  object(
    {
      id: text, shotId: text, text: both(text, is("a text of 1 character or more", (value) => value !== "")),
      startTime: fromZero, endTime: number, metadata: object({}, { character: text, emotion: text }),
    },
    { generatedAudioUrl: text, voiceParameters: voice },
  ),
  (value, path) => (value.endTime > value.startTime ? [] : [{ path: `${path}/endTime`, message: "has to be after startTime" }]),
);

const generation = object(
  {
    id: text, timestamp: is("a number or a text", (value) => typeof value === "number" || typeof value === "string"),
    status: oneOf("success", "failed", "cancelled"),
  },
  { results: anything, error: anything },
);

const project = object(
  {
    id: text, name: text, schemaVersion: oneOf("1.0"), sequences: listOf(sequence), shots: listOf(shot),
    audioPhrases: listOf(phrase), generationHistory: listOf(generation), capabilities,
  },
  { $schema: text, masterCoherenceSheet: object({ url: text, generatedAt: number }) },
);

/**
 * Check a film project, as it is once it is JSON.
 * @param {unknown} value
 * @returns {Violation[]} none if it keeps the contract; further members are allowed everywhere
 */
export function violationsOf(value) {
  return project(value, "");
}

/**
 * @param {string} what
 * @param {(value: any) => boolean} holds
 * @returns {Rule}
 */
function is(what, holds) {
  return (value, path) => (holds(value) ? [] : [{ path, message: `has to be ${what}` }]);
}

/**
 * Ask for a first rule, and where it is kept for a second one.
 * @param {Rule} first
 * @param {Rule} second
 * @returns {Rule}
 */
function both(first, second) {
  return (value, path) => {
    const found = first(value, path);
    return found.length > 0 ? found : second(value, path);
  };
}

/**
 * @param {...string} values
 * @returns {Rule}
 */
function oneOf(...values) {
  return is(values.map((value) => `"${value}"`).join(" or "), (value) => values.includes(value));
}

/**
 * @param {number} least
 * @param {number} most
 * @returns {Rule}
 */
function between(least, most) {
  return both(number, is(`${least} to ${most}`, (value) => value >= least && value <= most));
}

/**
 * @param {Rule} rule
 * @returns {Rule}
 */
function listOf(rule) {
  return both(list, (value, path) => value.flatMap((/** @type {any} */ item, /** @type {number} */ at) => rule(item, `${path}/${at}`)));
}

/**
 * @param {Record<string, Rule>} required
 * @param {Record<string, Rule>} [optional]
 * @returns {Rule}
 */
function object(required, optional = {}) {
  const isObject = is("an object", (value) => typeof value === "object" && value !== null && !Array.isArray(value));
  const missing = (/** @type {any} */ value, /** @type {string} */ path) =>
    Object.keys(required).filter((name) => !Object.hasOwn(value, name)).map((name) => ({ path: `${path}/${name}`, message: "is missing" }));
  const rules = Object.entries({ ...required, ...optional });
  return both(isObject, (value, path) => [
    ...missing(value, path),
    ...rules.filter(([name]) => Object.hasOwn(value, name)).flatMap(([name, rule]) => rule(value[name], `${path}/${name}`)),
  ]);
}
