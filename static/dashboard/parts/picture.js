import { html } from "./html.js";

const SAFE = /^(?:data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]|blob:)/iu;

/**
 * Show an image of a document, only ever as `<img>`, where nothing in it can run.
 * @param {{src: unknown, alt: string, pixelated?: boolean, width?: number, height?: number}} props
 */
export function Picture({ src, alt, pixelated = false, width, height }) {
  if (!isPicture(src)) return null;
  return html`<img class=${pixelated ? "pixelated" : ""} src=${src} alt=${alt} width=${width} height=${height} decoding="async" draggable=${false} />`;
}

/**
 * Tell whether a value is an image that a page may show: a `data:` URL of an image.
 * @param {unknown} value
 * @returns {value is string}
 */
export function isPicture(value) {
  return typeof value === "string" && SAFE.test(value);
}
