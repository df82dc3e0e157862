import { storage } from "/client/workflow-storage.js";

export async function plain(name, flag, user) {
  await storage.setItem("a", "text");
  await storage.setItem("b", String(flag));
  await storage.setItem("c", `<${name}>`);
  await storage.setItem("d", String(flag));
  await storage.setItem("e", new Date().toISOString());
  await storage.setItem("7", "lucky" + name);
  await storage.setItem("f", flag ? "on" : "off");
  await storage.setItem("g", String(user?.name ?? null));
  const count = parseInt(await storage.getItem("b"), 10) || 0;
  if (await storage.getItem("f") === "on") return (await storage.getItem("a")).length + count;
  if (!await storage.getItem("g")) {
    await storage.removeItem("g");
  }
  await storage.getItem("7");
  const power = 2 ** (await storage.getItem("d")).length;
  return [await storage.getItem("c"), ...await storage.getItem("e"), power];
}

export async function without() {
  const before = 1
  ;(await storage.getItem("a")).trim()
  return before
}

export const shorter = async (key) => await storage.getItem(`prefix-${key}`);
export const longer = async key => { await storage.setItem("prefix-" + key, "x") };
