import { projectLink } from "../state/router.js";

/** @import { KindInfo } from "../server-types.js" */

/**
 * @typedef {{title: string, help: string, files: {label: string, path: string, name: string}[]}} Download
 * @typedef {{title: string, help: string, text: string}} Snippet
 */

/**
 * List the lists of a document that tables can be made of: those of its kind, or each list of objects at its top.
 * @param {any} document
 * @param {KindInfo | undefined} kind
 * @returns {{name: string, title: string}[]}
 */
export function collectionsOf(document, kind) {
  if (kind && kind.collections.length > 0) return kind.collections;
  const entries = Object.entries(document ?? {}).filter(([, value]) => Array.isArray(value) && value.length > 0 && value.every(isObject));
  return entries.map(([name]) => ({ name, title: name }));
}

/**
 * List what can be downloaded of a project.
 * @param {string} id
 * @param {string} path its address
 * @param {{name: string, title: string}[]} collections
 * @returns {Download[]}
 */
export function downloadsOf(id, path, collections) {
  const file = { title: "The file itself", help: "Exactly as it is on disk. Send it to somebody; dropped into their Holdfast it is this project.", files: [{ label: "JSON", path: `${path}/export?format=json`, name: `${id}.json` }] };
  if (collections.length === 0) return [file];
  const book = { title: "Excel workbook", help: "A sheet for each list, pictures included.", files: [{ label: "XLSX", path: `${path}/export?format=xlsx`, name: `${id}.xlsx` }] };
  const tables = collections.map(({ name, title }) => (
    { label: title, path: `${path}/export?format=csv&collection=${encodeURIComponent(name)}&bom=1`, name: `${id}-${name}.csv` }));
  return [file, book, { title: "Tables as CSV", help: "One for each list, for spreadsheets and scripts.", files: tables }];
}

/**
 * List what can be copied to find a project again, or to use it in a page.
 * @param {string} id
 * @param {{folder: string, origin: string}} place
 * @returns {Snippet[]}
 */
export function snippetsOf(id, { folder, origin }) {
  return [
    { title: "Path of the file", help: "In the data folder of this server.", text: `${folder}/${id}.json` },
    { title: "Address of this page", help: "Works on this machine.", text: `${origin}/${projectLink(id)}` },
    { title: "Load it by curl", help: "The bytes on disk, with their version in ETag.", text: `curl -i ${origin}/api/projects/${id}` },
    { title: "Use it in a page of yours", help: "The document, cached, saved and merged.", text: `import { openProject } from "${origin}/client/index.js";\nconst project = await openProject("${id}");` },
    { title: "Use it as localStorage", help: "One line before the scripts of a page that stays as it is.", text: `<script src="${origin}/local-storage/${id}.js"></script>` },
  ];
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
