/**
 * Copy a text.
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser let the page do so
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
