/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/**
 * Load the styles of a part that is loaded when it is needed.
 * @param {URL} address
 * @returns {Promise<void>} resolves when they hold, so that nothing is drawn without them
 */
export function loadStyles(address) {
  const known = loaded.get(address.href);
  if (known) return known;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address.href;
  const done = new Promise((resolve) => {
    link.addEventListener("load", () => resolve(undefined));
    link.addEventListener("error", () => resolve(undefined));
  });
  document.head.append(link);
  const promise = /** @type {Promise<void>} */ (done);
  loaded.set(address.href, promise);
  return promise;
}
