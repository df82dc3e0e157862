import { isPicture } from "../words/pictures.js";
import { html } from "./html.js";

export { isPicture };

/**
 * Show an image of a document, only ever as `<img>`, where nothing in it can run.
 * @param {{src: unknown, alt: string, pixelated?: boolean, width?: number, height?: number}} props
 */
export function Picture({ src, alt, pixelated = false, width, height }) {
  if (!isPicture(src)) return null;
  return html`<img class=${pixelated ? "pixelated" : ""} src=${src} alt=${alt} width=${width} height=${height} decoding="async" draggable=${false} />`;
}
