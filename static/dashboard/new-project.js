import { askText, choose } from "./dialog.js";
import { h } from "./dom.js";
import { ApiError, errorWords, hasCode } from "./errors.js";
import { idFrom } from "./format.js";
import { attempt, notify } from "./notices.js";
import { etagIn } from "./project.js";
import { projectLink } from "./router.js";

/** @import { Api } from "./api.js" */

const PATTERN = "[a-z0-9][a-z0-9_\\-]{0,63}";
const ID_HELP = "Lower-case letters, digits, - and _. It becomes the name of the file.";

/**
 * Ask for an id and start an empty project.
 * @param {Api} api
 */
export function startProject(api) {
  const question = { title: "New project", label: "Id", help: ID_HELP, action: "Create", pattern: PATTERN };
  askText(question, async (id) => {
    await inWords(api.create(id, "{}\n"));
    location.assign(projectLink(id));
  });
}

/**
 * Ask for a file of the computer and import it.
 * @param {Api} api
 */
export function chooseFile(api) {
  const input = h("input", { type: "file", accept: ".json,application/json", onchange: () => {
    const file = input.files?.[0];
    if (file) importFile(api, file);
  } });
  input.click();
}

/**
 * Ask under which id a file comes in; an existing project is only touched after asking again.
 * @param {Api} api
 * @param {File} file
 */
export function importFile(api, file) {
  askText({
    title: `Import ${file.name}`, label: "Id", value: idFrom(file.name), help: ID_HELP, action: "Import", pattern: PATTERN,
  }, async (id) => {
    const content = await file.arrayBuffer();
    try {
      opened(await api.importFile(content, { id, mode: "create", name: file.name }));
    } catch (error) {
      if (!hasCode(error, "project_exists")) throw new Error(errorWords(error), { cause: error });
      setTimeout(() => void attempt(() => importOver(api, file.name, content, id, etagIn(error))));
    }
  });
}

/**
 * Let files be dropped anywhere on the page.
 * @param {Api} api
 */
export function acceptDrops(api) {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && document.body.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    importFile(api, file);
  });
}

/**
 * @param {Api} api
 * @param {string} name
 * @param {ArrayBuffer} content
 * @param {string} id
 * @param {string} etag
 */
async function importOver(api, name, content, id, etag) {
  const text = h("p", {}, "A project ", h("strong", {}, id), " is already there. Updating puts the file in its place and keeps the present version in its history. A copy becomes a project of its own.");
  const mode = await choose("Update or copy?", [text], [
    { name: "Import as a copy", value: "copy" }, { name: `Update ${id}`, value: "update", look: "primary" },
  ]);
  if (mode !== "copy" && mode !== "update") return;
  opened(await api.importFile(content, { id, mode, name }, mode === "update" && etag ? etag : undefined));
}

/** @param {{id: string}} answer */
function opened({ id }) {
  notify(`Imported as ${id}.`);
  if (location.hash === projectLink(id)) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.assign(projectLink(id));
}

/**
 * @template Result
 * @param {Promise<Result>} work
 */
async function inWords(work) {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ApiError ? new Error(errorWords(error), { cause: error }) : error;
  }
}
