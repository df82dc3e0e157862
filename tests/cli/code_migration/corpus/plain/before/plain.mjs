export async function plain(name, flag, user) {
  localStorage.setItem("a", "text");
  localStorage.setItem("b", flag);
  localStorage.setItem("c", `<${name}>`);
  localStorage.setItem("d", String(flag));
  localStorage.setItem("e", new Date().toISOString());
  localStorage.setItem(7, "lucky" + name);
  window.localStorage.setItem("f", flag ? "on" : "off");
  globalThis.localStorage.setItem("g", user?.name ?? null);
  const count = parseInt(localStorage.getItem("b"), 10) || 0;
  if (localStorage.getItem("f") === "on") return localStorage.getItem("a").length + count;
  if (!window.localStorage.getItem("g")) {
    window["localStorage"].removeItem("g");
  }
  localStorage.getItem(7);
  const power = 2 ** localStorage.getItem("d").length;
  return [localStorage.getItem("c"), ...localStorage.getItem("e"), power];
}

export function without() {
  const before = 1
  localStorage.getItem("a").trim()
  return before
}

export const shorter = (key) => localStorage.getItem(`prefix-${key}`);
export const longer = async key => { localStorage.setItem("prefix-" + key, "x") };
