import { registry } from "./registry.js";
import { SAVED_FOR, statusWords } from "./status-words.js";

/** @import { Project } from "./project.js" */

/** `<save-status for="story">`: says how the saves of a project stand that the page has opened, or opens later. */
export class SaveStatus extends HTMLElement {
  static observedAttributes = ["for"];

  /** @type {Project | undefined} */
  #project;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connectedCallback() {
    this.setAttribute("role", "status");
    registry.addEventListener("open", this.#find);
    this.#find();
  }

  disconnectedCallback() {
    registry.removeEventListener("open", this.#find);
    this.#project?.removeEventListener("status", this.#show);
    clearTimeout(this.#timer);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#find();
  }

  #find = () => {
    this.#project?.removeEventListener("status", this.#show);
    this.#project = registry.get(this.getAttribute("for") ?? "");
    this.#project?.addEventListener("status", this.#show);
    this.#show();
  };

  #show = () => {
    clearTimeout(this.#timer);
    const { status = "idle", error = null } = this.#project ?? {};
    this.dataset["status"] = status;
    const words = statusWords(status, error);
    // What is written again may be read aloud again.
    if (words !== super.textContent) this.textContent = words;
    if (status === "saved") this.#timer = setTimeout(() => (this.textContent = ""), SAVED_FOR);
  };
}

if (!customElements.get("save-status")) customElements.define("save-status", SaveStatus);
