// One key is read as text in one place: its value stays text everywhere.
export function mixed(value) {
  localStorage.setItem("mixed", JSON.stringify(value));
  const raw = localStorage.getItem("mixed");
  return raw ? JSON.parse(raw) : JSON.parse(localStorage.getItem("mixed") || "null");
}

export function revived(value) {
  localStorage.setItem("revived", JSON.stringify(value));
  return JSON.parse(localStorage.getItem("revived"), (key, part) => part);
}

export function replaced(value) {
  localStorage.setItem("replaced", JSON.stringify(value, ["a"]));
  return JSON.parse(localStorage.getItem("replaced"));
}

export function defaults(fallback) {
  const one = JSON.parse(localStorage.getItem("one") || JSON.stringify(fallback));
  const two = JSON.parse(localStorage.getItem("two") || "{\"a\": [1]}").a;
  const three = JSON.parse(localStorage.getItem("three") || '{"__proto__": 1}');
  const four = JSON.parse(localStorage.getItem("four") ?? null);
  const five = JSON.parse(localStorage.getItem("five") || fallback && "[]") ?? 0;
  return (
    JSON.parse(
      localStorage.getItem("six") || "[]",
    ) || [one, two, three, four, five]
  );
}

export function nested(item) {
  localStorage.setItem("all", JSON.stringify([...JSON.parse(localStorage.getItem("all") || "[]"), item]));
  localStorage.setItem("copy", localStorage.getItem("source"));
  localStorage.setItem("index", localStorage.place);
}

export function shadowedJson(JSON) {
  return JSON.parse(localStorage.getItem("own"));
}

export function later(given) {
  localStorage.setItem("later", JSON.stringify(given));
  const raw = localStorage.getItem("later");
  if (!raw) return null;
  try {
    return JSON.parse(raw);
  } catch (error) {
    return error.name;
  }
}

export function longer() {
  const raw = localStorage.getItem("longer");
  return raw ? raw.length : JSON.parse(raw);
}

export function twice() {
  const raw = localStorage.getItem("twice");
  return raw === null ? [] : [JSON.parse(raw), JSON.parse(raw)];
}

export function repeated(count) {
  const raw = localStorage.getItem("repeated");
  const all = [];
  while (all.length < count) all.push(JSON.parse(raw));
  return all;
}

export function guarded() {
  const raw = localStorage.getItem("guarded");
  return raw && JSON.parse(raw);
}
