import { storage } from "/client/workflow-storage.js";

const FIELD = "field";
export async function access(name) {
  await storage.setItem("theme", "dark");
  await storage.setItem("size", String(12));
  await storage.setItem(FIELD, String(name));
  await storage.setItem("list", [name]);
  await storage.removeItem("theme");
  await storage.removeItem("size");
  await storage.removeItem(FIELD);
  const theme = await storage.getItem("theme") || "light";
  const size = await storage.getItem("size") ?? undefined;
  const list = await storage.getItem("list") ?? [];
  if (await storage.getItem(FIELD)) return (await storage.getItem(FIELD) ?? undefined).length;
  if ((await storage.getItem("theme") ?? undefined) === undefined) return list;
  await storage.setItem("1", String(size))
  await storage.setItem("count", String(Number(await storage.getItem("count") || 0) + 1));
  return { theme, size, [(await storage.getItem("theme") ?? undefined)]: await storage.getItem("1") ?? undefined };
}
