import { button, h } from "./dom.js";

/** @import { Child } from "./dom.js" */

/**
 * @typedef {{
 *   name: string,
 *   value: string,
 *   look?: "primary" | "danger" | "",
 * }} Choice
 */

/**
 * Ask for one of several ways to go on; Escape means `null`.
 * @param {string} title
 * @param {Child[]} content
 * @param {Choice[]} choices
 * @returns {Promise<string | null>}
 */
export function choose(title, content, choices) {
  return new Promise((resolve) => {
    const dialog = open(title, content);
    const finish = (/** @type {string | null} */ value) => {
      dialog.close();
      resolve(value);
    };
    const buttons = choices.map(({ name, value, look = "" }) => button(name, () => finish(value), { class: look }));
    dialog.append(h("div", { class: "buttons" }, button("Cancel", () => finish(null), { class: "quiet" }), buttons));
    dialog.addEventListener("cancel", () => resolve(null));
  });
}

/**
 * Ask for a line of text. `submit` may refuse by throwing; its message is shown beside the field.
 * @param {{title: string, label: string, help: string, value?: string, action: string, pattern?: string}} question
 * @param {(text: string) => Promise<unknown>} submit
 */
export function askText(question, submit) {
  const input = h("input", {
    id: "answer", value: question.value ?? "", pattern: question.pattern, required: true,
    autocomplete: "off", spellcheck: "false", "aria-describedby": "answer-help answer-error",
  });
  const error = h("p", { class: "field-error", id: "answer-error", role: "alert" });
  const form = h("form", { novalidate: true },
    h("label", { for: "answer" }, question.label), input,
    h("p", { class: "help", id: "answer-help" }, question.help), error);
  const dialog = open(question.title, [form]);
  const close = () => dialog.close();
  form.append(h("div", { class: "buttons" }, button("Cancel", close, { class: "quiet" }),
    h("button", { class: "primary" }, question.action)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void answered(input, error, submit).then((done) => done && dialog.close());
  });
  input.select();
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} error
 * @param {(text: string) => Promise<unknown>} submit
 */
async function answered(input, error, submit) {
  try {
    if (!input.checkValidity()) throw new Error("This field is not filled in as described above.");
    await submit(input.value.trim());
    return true;
  } catch (problem) {
    error.textContent = problem instanceof Error ? problem.message : String(problem);
    input.setAttribute("aria-invalid", "true");
    input.focus();
    return false;
  }
}

/**
 * @param {string} title
 * @param {Child[]} content
 */
function open(title, content) {
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" }, h("h2", { id: "dialog-title" }, title), content);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
