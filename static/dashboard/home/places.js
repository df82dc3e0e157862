/**
 * Say to which place of a list a key leads; null: the key is not for the list.
 * @param {string} key
 * @param {{place: number, columns: number, count: number}} now
 */
export function nextPlace(key, { place, columns, count }) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (step === undefined) return null;
  if (columns === 1 && (key === "ArrowLeft" || key === "ArrowRight")) return null;
  const next = place + step;
  if (next < 0) return place;
  if (next < count) return next;
  const isLastLine = Math.floor(place / columns) === Math.floor((count - 1) / columns);
  return key === "ArrowDown" && !isLastLine ? count - 1 : place;
}

/**
 * Cut a text where a word that is looked for stands in it: parts of odd places are what was found.
 * @param {string} text
 * @param {string} wanted
 * @returns {string[]}
 */
export function foundParts(text, wanted) {
  const needle = wanted.toLowerCase();
  const hay = text.toLowerCase();
  if (needle === "" || hay.length !== text.length) return [text];
  const parts = [];
  let from = 0;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + needle.length));
    from = at + needle.length;
  }
  return [...parts, text.slice(from)];
}
