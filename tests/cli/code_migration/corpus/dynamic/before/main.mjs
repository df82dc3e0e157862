export const open = async () => (await import("./lazy.mjs")).lazy();
