import { HoldfastError } from "../../client/errors.js";
import { pathOf } from "../state/connection.js";

/**
 * @import { Connection } from "../state/connection.js"
 * @import { KindInfo } from "../server-types.js"
 */

/**
 * Tell whether there is a project of an id, also one whose file is broken.
 * @param {Connection} connection
 * @param {string} id
 */
export async function exists(connection, id) {
  try {
    await connection.ask(pathOf(id), { method: "HEAD" });
    return true;
  } catch (error) {
    if (!(error instanceof HoldfastError) || error.code === "offline") throw error;
    return error.status !== 404;
  }
}

/**
 * List the lists of a project, into which rows of a table can go; null: there is no such project.
 * @param {Connection} connection
 * @param {string} id
 * @returns {Promise<string[] | null>}
 */
export async function listsOf(connection, id) {
  try {
    const { stats, kind } = await connection.json(`${pathOf(id)}/stats`);
    /** @type {{kinds: KindInfo[]}} */
    const { kinds } = await connection.json("/api/kinds");
    const known = kinds.find(({ name }) => name === kind)?.collections ?? [];
    if (known.length > 0) return known.map(({ name }) => name);
    return (stats.collections ?? []).map((/** @type {{label: string}} */ { label }) => label);
  } catch {
    return null;
  }
}
