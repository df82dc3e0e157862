const NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/**
 * List the numbers of a JSON text that a browser cannot hold as they are written, such as 9007199254740993.
 *
 * Numbers that are only written in another way (`1.0`, `1e2`) are none: the server keeps how they were written.
 * @param {string} text
 */
export function tooLongIn(text) {
  const tokens = Array.from(text.matchAll(NUMBER), ([token]) => token);
  return tokens.filter((token) => !token.startsWith('"') && token.length > 15 && !isHeld(token));
}

/**
 * Find a number that somebody typed with more digits than a browser keeps.
 *
 * Those that stood there before keep their digits on the server, as long as nobody touches them.
 * @param {string} text
 * @param {string[]} before the numbers of `tooLongIn` the text that was edited
 * @returns {string | null}
 */
export function typedTooLong(text, before) {
  const now = tooLongIn(text);
  const isSame = now.length === before.length && now.every((token, index) => token === before[index]);
  return isSame ? null : (now.find((token) => !before.includes(token)) ?? now[0] ?? null);
}

/** @param {string} token */
function isHeld(token) {
  const held = Number(token);
  return Number.isFinite(held) && digitsOf(String(held)) === digitsOf(token);
}

/**
 * Return the digits of a number and where its point is, however it is written.
 * @param {string} token
 */
function digitsOf(token) {
  const [, whole = "", fraction = "", exponent = "0"] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/u, "");
  const dropped = digits.length - digits.replace(/0+$/u, "").length;
  return digits === "" ? "0" : `${digits.slice(0, digits.length - dropped)}e${Number(exponent) - fraction.length + dropped}`;
}
