const SAFE = /^(?:data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]|blob:)/iu;
const DATA = /^data:image\/(?<type>[a-z+]+)(?:;[^;,]*)*?(?<packed>;base64)?,/iu;
const ENDINGS = new Map([["jpeg", "jpg"], ["svg+xml", "svg"]]);
/** Characters of base64 that hold the head of a PNG or GIF. */
const HEAD = 32;

/**
 * Tell whether a value is an image that a page may show: a `data:` URL of an image.
 * @param {unknown} value
 * @returns {value is string}
 */
export function isPicture(value) {
  return typeof value === "string" && SAFE.test(value);
}

/**
 * Read width and height out of the head of a PNG or GIF, so that its place is known before it is drawn.
 * @param {string} source a `data:` URL
 * @returns {{width: number, height: number} | null} null where the head does not say
 */
export function pictureSize(source) {
  const found = DATA.exec(source.slice(0, 100));
  if (!found?.groups?.["packed"]) return null;
  const bytes = unpacked(source.slice(found[0].length, found[0].length + HEAD));
  if (!bytes || bytes.length < 24) return null;
  const view = new DataView(bytes.buffer);
  const size = sizeIn(view);
  return size && size.width > 0 && size.height > 0 ? size : null;
}

/**
 * Return the bytes of a picture, with the ending that a file of it has.
 * @param {string} source a `data:` URL
 * @returns {{bytes: Uint8Array<ArrayBuffer>, ending: string} | null} null where it cannot be read
 */
export function pictureBytes(source) {
  const found = DATA.exec(source.slice(0, 200));
  if (!found?.groups) return null;
  const rest = source.slice(found[0].length);
  const bytes = found.groups["packed"] ? unpacked(rest) : encoded(rest);
  const type = (found.groups["type"] ?? "").toLowerCase();
  return bytes && { bytes, ending: ENDINGS.get(type) ?? type };
}

/**
 * Say how large a picture is drawn in a square: at the largest whole factor that fits, or shrunk where none does.
 * @param {{width: number, height: number}} size
 * @param {number} room
 * @returns {{width: number, height: number, isWhole: boolean}}
 */
export function fitted({ width, height }, room) {
  const factor = room / Math.max(width, height);
  const used = factor >= 1 ? Math.floor(factor) : factor;
  return { width: Math.max(1, Math.round(width * used)), height: Math.max(1, Math.round(height * used)), isWhole: factor >= 1 };
}

/** @param {DataView} view */
function sizeIn(view) {
  if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (view.getUint32(0) === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  return null;
}

/** @param {string} text */
function unpacked(text) {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** @param {string} text */
function encoded(text) {
  try {
    return new TextEncoder().encode(decodeURIComponent(text));
  } catch {
    return null;
  }
}
