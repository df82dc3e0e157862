/** @import { Issue, Order, Roll } from "../../../../static/dashboard/kinds/microfilm/film-types.js" */

/**
 * A roll as the register shows it.
 * @param {Partial<Roll>} [changes]
 * @returns {Roll}
 */
export function roll(changes = {}) {
  return {
    roll_id: 1, film_type: "16mm", state: "planned", steps: ["start"], attempt: 0, film_number: null, capacity: 2900, pages_used: 2600,
    pages_remaining: 300, documents: 2, first_document: "1901.pdf", last_document: "1902.pdf", temp_roll: null, numbers: [], ...changes,
  };
}

/**
 * A number as the register shows it.
 * @param {Partial<Issue>} [changes]
 * @returns {Issue}
 */
export function issue(changes = {}) {
  return { film_number: "10000001", status: "current", at: "2026-11-20T08:00:00.000Z", attempt: 1, capacity: 2900, ...changes };
}

/**
 * An order as the register shows it.
 * @param {Partial<Order>} [changes]
 * @returns {Order}
 */
export function order(changes = {}) {
  return {
    project: "order-12", archive_id: "RRD018-2025", location: "OU", state: "registered", steps: ["plan"], rolls: [roll()], warnings: [],
    settings: { capacity_16mm: 2900, capacity_35mm: 690, padding: 100, minimum: 150 }, ...changes,
  };
}

/**
 * A segment as it stands in an allocation.
 * @param {string} name
 * @param {number} first its first frame
 * @param {number} last
 * @param {object} [changes]
 */
export function segment(name, first, last, changes = {}) {
  return { doc_id: name, path: "", pages: last - first + 1, page_range: [1, last - first + 1], frame_range: [first, last], document_index: 1, has_oversized: false, ...changes };
}

/** What a hand edit or another tool may have put anywhere. */
export const ODD = [undefined, null, 0, -1, 1.5, NaN, "", "text", "[1,2]", true, [], [null], [[]], {}, { a: 1 }, JSON.parse('{"__proto__": {"documents": [1]}}'), "x".repeat(100_000)];
