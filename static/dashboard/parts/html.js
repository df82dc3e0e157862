import htm from "htm";
import { h } from "preact";

/** Write components as tagged templates: `html\`<p>${text}</p>\``; every value is escaped by Preact. */
export const html = htm.bind(h);
