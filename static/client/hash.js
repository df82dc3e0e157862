/**
 * Hash a text (FNV-1a, 32 bits): enough to tell texts apart, and no protection against anybody.
 * @param {string} text
 * @returns {string} 8 hexadecimal digits
 */
export function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
