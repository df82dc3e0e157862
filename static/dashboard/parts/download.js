/** @import { Connection } from "../state/connection.js" */

/**
 * Download an answer of the server as a file; a plain link could not show the token.
 * @param {Connection} connection
 * @param {string} path
 * @param {string} name of the file
 */
export async function downloadFrom(connection, path, name) {
  const answer = await connection.ask(path);
  saveAs(await answer.blob(), name);
}

/**
 * Give the person a file.
 * @param {Blob} content
 * @param {string} name
 */
export function saveAs(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
