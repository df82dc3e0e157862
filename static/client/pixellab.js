import { Application } from "./pixellab-app.js";
import { StateManager } from "./pixellab-state.js";

export { Application, StateManager };

/** @import { Environment } from "./environment.js" */

/**
 * Load the jobs of the pixel-art dashboard, and put `state` and `app` where the browser's console finds them.
 * @param {Partial<Environment> & {project?: string}} [options]
 * @returns {Promise<{state: StateManager, app: Application}>}
 */
export async function openPixellab(options = {}) {
  const state = new StateManager(options);
  const app = new Application(state);
  Object.assign(globalThis, { state, app });
  await app.init();
  return { state, app };
}
