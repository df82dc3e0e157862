import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";

import { Commands } from "./state/commands.js";
import { Connection, pathOf, wordsOf } from "./state/connection.js";
import { Listing } from "./state/listing.js";
import { Preferences } from "./state/preferences.js";
import { projectLink, Router } from "./state/router.js";
import { Theme } from "./state/theme.js";
import { storeToken } from "./state/token.js";
import { Toasts } from "./state/toasts.js";
import { Undo } from "./state/undo.js";

/**
 * @import { Command } from "./state/commands.js"
 * @import { OpenProject } from "./state/open-project.js"
 * @import { Server } from "../client/server.js"
 */

/** Everything that the dashboard knows; components get it by `useApp`, and call nothing but its methods. */
export class App {
  router = new Router();
  toasts = new Toasts();
  commands = new Commands();
  /** @type {import("@preact/signals").Signal<OpenProject | null>} */
  project = signal(null);
  /** @type {string | null} */
  #wanted = null;

  /**
   * @param {Server} server
   * @param {Storage | null} storage
   */
  constructor(server, storage) {
    this.preferences = new Preferences(storage);
    this.theme = new Theme(this.preferences);
    this.connection = new Connection(server);
    this.undo = new Undo(this.toasts);
    this.listing = new Listing(this.connection, this.preferences);
  }

  /** Begin to ask the server. */
  start() {
    void this.connection.start();
    this.listing.start();
  }

  /**
   * Use a token for this tab, if the server takes it.
   * @param {string} token
   */
  async unlock(token) {
    this.connection.server.token = token;
    await this.listing.refresh();
    const isTaken = this.listing.error.value === null;
    if (!isTaken) return false;
    storeToken(sessionStorage, token);
    this.start();
    return true;
  }

  /**
   * Delete a project; it moves to the trash, and Undo brings it back.
   * @param {string} id
   */
  async deleteProject(id) {
    const path = pathOf(id);
    try {
      if (this.project.value?.id === id) await this.project.value.save();
      const answer = await this.connection.ask(path, { method: "HEAD" });
      const etag = (answer.headers.get("ETag") ?? "").replace(/^W\//u, "");
      const { backup } = await this.connection.json(path, { method: "DELETE", headers: { "If-Match": etag } });
      if (this.router.route.value.id === id) this.router.go("#/");
      this.undo.offer(`Deleted ${id}`, () =>
        this.connection.json(`${path}/restore`, { method: "POST", body: JSON.stringify({ backup }) }));
    } catch (error) {
      this.toasts.say(`${id} was not deleted. ${wordsOf(error)}`, { tone: "bad" });
    }
  }

  /**
   * Make a copy of a project under another id.
   * @param {string} id
   */
  async duplicate(id) {
    try {
      if (this.project.value?.id === id) await this.project.value.save();
      const answer = await this.connection.ask(pathOf(id));
      const body = await answer.text();
      const made = await this.connection.json(`/api/import?mode=copy&id=${encodeURIComponent(id)}`, { method: "POST", body });
      this.toasts.say(`Copied to ${made.id}`, { action: { label: "Open it", run: () => this.router.go(projectLink(made.id)) } });
    } catch (error) {
      this.toasts.say(`${id} was not copied. ${wordsOf(error)}`, { tone: "bad" });
    }
  }

  /**
   * Open a project instead of the one that is open; null closes that one.
   * @param {string | null} id
   */
  async show(id) {
    this.#wanted = id;
    const before = this.project.peek();
    if ((before?.id ?? null) === id) return;
    void before?.close();
    this.project.value = null;
    if (id === null) return;
    const { OpenProject: Opening } = await import("./state/open-project.js");
    if (this.#wanted !== id || this.project.peek() !== null) return;
    this.project.value = new Opening(id, this);
    void this.project.value.open();
  }
}

const Context = createContext(/** @type {App | null} */ (null));
export const AppProvider = Context.Provider;

/** @returns {App} */
export function useApp() {
  const app = useContext(Context);
  if (!app) throw new Error("useApp needs an AppProvider above it");
  return app;
}

/**
 * Offer commands as long as a component is shown.
 * @param {Command[]} commands
 * @param {unknown[]} dependencies what the commands depend on
 */
export function useCommands(commands, dependencies) {
  const app = useApp();
  useEffect(() => app.commands.offer(commands), dependencies);
}
