const KEY = "holdfast:token";

/**
 * Take the token out of the address, where it would be copied and bookmarked, and keep it for this tab.
 * @param {Location} place
 * @param {History} past
 * @param {Storage} storage
 */
export function takeToken(place, past, storage) {
  const found = tokenIn(place.hash);
  if (found === null) return;
  storage.setItem(KEY, found.token);
  past.replaceState(null, "", `${place.pathname}${place.search}${found.rest}`);
}

/**
 * Find the token in a fragment, and what of the fragment stays.
 * @param {string} hash
 * @returns {{token: string, rest: string} | null}
 */
export function tokenIn(hash) {
  const parts = hash.replace(/^#/u, "").split("&");
  const given = parts.find((part) => part.startsWith("token="));
  if (given === undefined) return null;
  const rest = parts.filter((part) => part !== given).join("&");
  return { token: decoded(given.slice("token=".length)), rest: rest ? `#${rest}` : "" };
}

/** @param {Storage} storage */
export function storedToken(storage) {
  return storage.getItem(KEY);
}

/**
 * @param {Storage} storage
 * @param {string} token
 */
export function storeToken(storage, token) {
  storage.setItem(KEY, token);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
