/**
 * Name a text as the server names versions, or return null where the browser cannot (a page that is not local).
 * @param {string} text
 * @returns {Promise<string | null>}
 */
export async function etagOf(text) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
  return `sha256-${hex.join("")}`;
}
