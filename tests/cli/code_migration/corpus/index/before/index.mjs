const FIELD = "field";
export function access(name) {
  localStorage.theme = "dark";
  localStorage["size"] = 12;
  localStorage[FIELD] = name;
  localStorage.list = JSON.stringify([name]);
  delete localStorage.theme;
  delete localStorage["size"];
  delete window.localStorage[FIELD];
  const theme = localStorage.theme || "light";
  const size = localStorage["size"];
  const list = JSON.parse(localStorage.list || "[]");
  if (localStorage[FIELD]) return localStorage[FIELD].length;
  if (localStorage.theme === undefined) return list;
  localStorage[1] = size
  localStorage.count = Number(localStorage.count || 0) + 1;
  return { theme, size, [localStorage.theme]: localStorage[1] };
}
