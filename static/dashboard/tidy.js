/**
 * Lay a JSON text out with two spaces, as a save does, without touching any number, string or key order.
 * @param {string} text valid JSON
 */
export function tidy(text) {
  /** @type {string[]} */
  const out = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const end = tokenEnd(text, at);
    const token = text.slice(at, end);
    const empty = closingOfEmpty(text, token, end);
    if (empty) out.push(token, text.charAt(empty - 1));
    else if (token === "{" || token === "[") out.push(token, newLine((depth += 1)));
    else if (token === "}" || token === "]") out.push(newLine((depth -= 1)), token);
    else if (token === ",") out.push(",", newLine(depth));
    else if (token === ":") out.push(": ");
    else if (token.trim()) out.push(token);
    at = empty || end;
  }
  return `${out.join("")}\n`;
}

/**
 * @param {string} text
 * @param {number} at
 */
function tokenEnd(text, at) {
  const first = text.charAt(at);
  if (first === '"') return stringEnd(text, at);
  if ("{}[],:".includes(first)) return at + 1;
  const isSpace = !first.trim();
  let end = at + 1;
  while (end < text.length && !'{}[],:"'.includes(text.charAt(end)) && !text.charAt(end).trim() === isSpace) end += 1;
  return end;
}

/**
 * @param {string} text
 * @param {number} at
 */
function stringEnd(text, at) {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text.charAt(quote - 1 - slashes) === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/**
 * @param {string} text
 * @param {string} token
 * @param {number} end
 */
function closingOfEmpty(text, token, end) {
  if (token !== "{" && token !== "[") return 0;
  let at = end;
  while (at < text.length && !text.charAt(at).trim()) at += 1;
  return text.charAt(at) === (token === "{" ? "}" : "]") ? at + 1 : 0;
}

/** @param {number} depth */
function newLine(depth) {
  return `\n${"  ".repeat(depth)}`;
}
