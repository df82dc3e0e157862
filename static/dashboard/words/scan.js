/**
 * Where a text stops being JSON, and why in words.
 * @typedef {{offset: number, message: string}} Stop
 */

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const WORD = /[\p{L}\p{N}_+.-]+/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;
const DEEPEST = 200;
const WORDS = new Set(["true", "false", "null"]);

/**
 * Find the first place at which a text is not JSON.
 *
 * JSON.parse of each browser words this differently, or names no place at all.
 * @param {string} text
 * @returns {Stop | null}
 */
export function scan(text) {
  const reader = new Reader(text);
  try {
    reader.document();
  } catch (error) {
    if (error instanceof Stopped) return { offset: error.offset, message: error.message };
    throw error;
  }
  return null;
}

class Stopped extends Error {
  /**
   * @param {number} offset
   * @param {string} message
   */
  constructor(offset, message) {
    super(message);
    this.offset = offset;
  }
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
    /** @type {("{" | "[")[]} */
    this.open = [];
  }

  document() {
    this.space();
    if (this.at >= this.text.length) this.stop("There is no text; an empty project is {}");
    this.value();
    while (this.open.length > 0) this.afterMember(this.open.at(-1) === "{" ? "}" : "]");
    this.space();
    if (this.at < this.text.length) this.stop("There is something after the end of the document");
  }

  /** Read one value; an object or array that has items stays open for `document` to carry on with. */
  value() {
    this.space();
    const next = this.text[this.at];
    if (next === "{") this.begin("{", "}");
    else if (next === "[") this.begin("[", "]");
    else if (next === '"') this.string();
    else if (next !== undefined && /[\d-]/u.test(next)) this.number();
    else this.word();
  }

  /**
   * @param {"{" | "["} opening
   * @param {"}" | "]"} closing
   */
  begin(opening, closing) {
    this.at += 1;
    this.space();
    if (this.text[this.at] === closing) {
      this.at += 1;
      return;
    }
    if (this.open.length === DEEPEST) this.stop(`A project is nested at most ${DEEPEST} levels deep`);
    this.open.push(opening);
    this.member();
  }

  member() {
    if (this.open.at(-1) === "{") this.key();
    this.value();
  }

  key() {
    this.space();
    const next = this.text[this.at];
    if (next === undefined) this.stop("The text ends too early: a } is missing");
    if (next !== '"') this.stop("A key in double quotes should stand here");
    this.string();
    this.space();
    if (this.text[this.at] !== ":") this.stop("A colon is missing after the key");
    this.at += 1;
  }

  /** @param {"}" | "]"} closing */
  afterMember(closing) {
    this.space();
    const next = this.text[this.at];
    if (next === closing) {
      this.at += 1;
      this.open.pop();
    } else if (next === ",") {
      this.comma(closing);
    } else if (next === undefined) {
      this.stop(`The text ends too early: a ${closing} is missing`);
    } else {
      this.stop(`A comma or ${closing} should stand here`);
    }
  }

  /** @param {"}" | "]"} closing */
  comma(closing) {
    this.at += 1;
    this.space();
    if (this.text[this.at] === closing) this.stop(`There is a comma too many before ${closing}`);
    this.member();
  }

  string() {
    this.at += 1;
    for (;;) {
      const next = this.text.codePointAt(this.at);
      if (next === undefined) this.stop("The text ends inside a string: a double quote is missing");
      if (next === 10 || next === 13) this.stop("The string does not end on its line; write \\n for a line break");
      if (next !== undefined && next < 32) this.stop("A string holds a control character; write it as \\u00…");
      if (next === 92) this.skip(ESCAPE, "After \\ only \" \\ / b f n r t or u and four digits can stand");
      else this.at += 1;
      if (next === 34) return;
    }
  }

  number() {
    const start = this.at;
    this.skip(NUMBER, "A digit is missing after the minus");
    WORD.lastIndex = this.at;
    if (WORD.test(this.text)) this.stop("This is not a number as JSON writes them", start);
  }

  word() {
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0] ?? "";
    if (!WORDS.has(word)) this.stop(valueMessage(word, this.text.slice(this.at, this.at + 2)));
    this.at += word.length;
  }

  /**
   * @param {RegExp} pattern
   * @param {string} message
   */
  skip(pattern, message) {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) this.stop(message);
    this.at = pattern.lastIndex;
  }

  space() {
    while (" \t\n\r".includes(this.text[this.at] ?? "x")) this.at += 1;
    const two = this.text.slice(this.at, this.at + 2);
    if (two === "//" || two === "/*") this.stop("JSON has no comments");
  }

  /**
   * @param {string} message
   * @param {number} [offset]
   * @returns {never}
   */
  stop(message, offset = this.at) {
    throw new Stopped(offset, message);
  }
}

/**
 * @param {string} word
 * @param {string} next
 */
function valueMessage(word, next) {
  if (next === "") return "The text ends too early: a value is missing";
  if (/^[+-]?(?:NaN|Infinity)$/u.test(word)) return `${word} is not a JSON number; use null or a string`;
  if (/^(?:True|False|None|undefined)$/u.test(word)) return `${word} is not JSON; write true, false or null`;
  if (next.startsWith("'")) return "Strings stand in double quotes";
  if (/^\p{L}/u.test(word)) return `${word} should stand in double quotes`;
  return "A value should stand here";
}
