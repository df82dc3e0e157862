const store = window.localStorage;
const { getItem } = localStorage;
export const read = (name) => store.getItem(name) ?? getItem.call(store, name);
export function handed(cache) {
  cache.use(localStorage);
  return localStorage.getItem("x");
}
