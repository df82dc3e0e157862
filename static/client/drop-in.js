import { link } from "./drop-in-link.js";
import { openProject } from "./index.js";

/** @import { Bridge } from "./storage-shim/start.js" */

/** @type {Bridge | undefined} */
const bridge = Reflect.get(globalThis, Symbol.for("holdfast.drop-in"));
if (bridge) await link(bridge, openProject);
