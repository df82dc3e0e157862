import { storage } from "/client/workflow-storage.js";

// One key is read as text in one place: its value stays text everywhere.
export async function mixed(value) {
  await storage.setItem("mixed", value);
  const raw = await storage.getItem("mixed");
  return raw !== null ? raw : await storage.getItem("mixed");
}

export async function revived(value) {
  await storage.setItem("revived", JSON.stringify(value));
  return JSON.parse(await storage.getItem("revived"), (key, part) => part);
}

export async function replaced(value) {
  await storage.setItem("replaced", JSON.stringify(value, ["a"]));
  return JSON.parse(await storage.getItem("replaced"));
}

export async function defaults(fallback) {
  const one = await storage.getItem("one") ?? JSON.parse(JSON.stringify(fallback));
  const two = (await storage.getItem("two") ?? {"a": [1]}).a;
  const three = await storage.getItem("three") ?? JSON.parse('{"__proto__": 1}');
  const four = await storage.getItem("four");
  const five = (await storage.getItem("five") ?? JSON.parse(fallback && "[]")) ?? 0;
  return (
    (await storage.getItem("six") ?? []) || [one, two, three, four, five]
  );
}

export async function nested(item) {
  await storage.setItem("all", [...await storage.getItem("all") ?? [], item]);
  await storage.setItem("copy", String(await storage.getItem("source")));
  await storage.setItem("index", String(await storage.getItem("place") ?? undefined));
}

export async function shadowedJson(JSON) {
  return JSON.parse(await storage.getItem("own"));
}

export async function later(given) {
  await storage.setItem("later", given);
  const raw = await storage.getItem("later");
  if (raw === null) return null;
  try {
    return raw;
  } catch (error) {
    return error.name;
  }
}

export async function longer() {
  const raw = await storage.getItem("longer");
  return raw ? raw.length : JSON.parse(raw);
}

export async function twice() {
  const raw = await storage.getItem("twice");
  return raw === null ? [] : [JSON.parse(raw), JSON.parse(raw)];
}

export async function repeated(count) {
  const raw = await storage.getItem("repeated");
  const all = [];
  while (all.length < count) all.push(JSON.parse(raw));
  return all;
}

export async function guarded() {
  const raw = await storage.getItem("guarded");
  return raw && JSON.parse(raw);
}
