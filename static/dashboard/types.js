/**
 * What the server answers, as the page uses it.
 *
 * @typedef {object} ProjectSummary
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {number} size
 * @property {string} savedAt
 * @property {string} etag
 * @property {number} backups
 * @property {string} state ok, broken, invalid, too_large or unreadable
 * @property {Problem | string} [problem]
 *
 * @typedef {object} OtherFile
 * @property {string} name
 * @property {number} size
 * @property {string} savedAt
 * @property {"adopt" | "merge" | "none"} action
 * @property {string} [of]
 * @property {Problem | string} [problem]
 *
 * @typedef {object} Problem
 * @property {string} [code]
 * @property {string} [detail]
 * @property {number} [line]
 * @property {number} [column]
 *
 * @typedef {object} TrashedProject
 * @property {string} id
 * @property {string} name
 * @property {string} deletedAt
 * @property {number} size
 * @property {string} etag
 * @property {string} backup
 *
 * @typedef {object} Listing
 * @property {ProjectSummary[]} projects
 * @property {number} total
 * @property {OtherFile[]} otherFiles
 *
 * @typedef {object} Backup
 * @property {string} name
 * @property {string} savedAt
 * @property {string} etag
 * @property {number} size
 * @property {string} why
 * @property {boolean} pinned
 * @property {string} [label]
 *
 * @typedef {object} Change
 * @property {"add" | "remove" | "replace" | "move"} op
 * @property {string} path
 * @property {unknown} [from]
 * @property {unknown} [to]
 *
 * @typedef {object} Difference
 * @property {Change[]} changes
 * @property {{added: number, removed: number, replaced: number, moved: number}} counts
 * @property {boolean} truncated
 *
 * @typedef {object} Notice
 * @property {string} code
 * @property {string} [detail]
 * @property {string} [path]
 *
 * @typedef {object} SaveAnswer
 * @property {string} id
 * @property {string} etag
 * @property {string} sent
 * @property {string} savedAt
 * @property {number} size
 * @property {boolean} unchanged
 * @property {boolean} merged
 * @property {Notice[]} warnings
 *
 * @typedef {object} Loaded
 * @property {string} text
 * @property {string} etag
 * @property {string} savedAt
 * @property {string[]} warnings codes
 *
 * @typedef {object} Health
 * @property {string} version
 * @property {string} data
 * @property {number} projects
 */

export {};
