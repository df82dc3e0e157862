const INDEX = /^(?:0|[1-9]\d*)$/u;
const PLAIN_KEY = /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/u;
const LONGEST = 80;
const NAMELESS = "(no name)";

/**
 * Take a JSON pointer apart.
 * @param {string} pointer
 */
export function partsOf(pointer) {
  return pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * Return the pointer to what holds a place.
 * @param {string} pointer
 */
export function parentOf(pointer) {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
}

/**
 * Return the place in a list that a pointer ends with; null if it ends with something else.
 * @param {string} pointer
 */
export function placeIn(pointer) {
  const last = pointer.slice(pointer.lastIndexOf("/") + 1);
  return INDEX.test(last) ? Number(last) : null;
}

/**
 * Say a key as people write: `cameraAngle` and `camera_angle` are both “Camera angle”. A key that is no name stays as it is.
 * @param {string} key
 */
export function keyWords(key) {
  if (!PLAIN_KEY.test(key)) return key.trim() === "" ? NAMELESS : cut(key);
  const spaced = key.replaceAll(/[_-]+/gu, " ").replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, " ");
  const words = spaced.split(" ").map((word) => (/^[A-Z\d]+$/u.test(word) ? word : word.toLowerCase()));
  const text = words.join(" ").replaceAll(/\b(?:id|url)\b/gu, (word) => word.toUpperCase());
  return cut(text.charAt(0).toUpperCase() + text.slice(1));
}

/**
 * Say what one item of a list is, by the list's key: `shots` holds shots, each is a “Shot”.
 * @param {string} key
 */
export function singular(key) {
  const words = keyWords(key);
  if (!PLAIN_KEY.test(key)) return words;
  if (words.endsWith("ies")) return `${words.slice(0, -3)}y`;
  if (/(?:ss|x|z|[cs]h)es$/u.test(words)) return words.slice(0, -2);
  return /[^siu]s$/u.test(words) ? words.slice(0, -1) : words;
}

/**
 * Say a place inside of something in words: “Metadata › Mood”, “Shot 3 › Prompt”.
 * @param {string} pointer
 * @param {string} [from] the pointer to where the words begin
 */
export function placeWords(pointer, from = "") {
  const parts = partsOf(pointer).slice(partsOf(from).length);
  return parts.flatMap((part, at) => stepWords(part, parts[at - 1], parts[at + 1])).join(" › ");
}

/**
 * @param {string} part
 * @param {string | undefined} before
 * @param {string | undefined} next
 * @returns {string[]}
 */
function stepWords(part, before, next) {
  if (!INDEX.test(part)) return next !== undefined && INDEX.test(next) ? [`${singular(part)} ${Number(next) + 1}`] : [keyWords(part)];
  if (before === undefined) return [`#${Number(part) + 1}`];
  return INDEX.test(before) ? [String(Number(part) + 1)] : [];
}

/** @param {string} text */
function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
