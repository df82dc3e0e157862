import { lazy } from "../parts/lazy.js";
import { loadStyles } from "../parts/stylesheet.js";

/** Deleted projects; loaded when somebody looks for them. */
export const TrashPage = lazy(async () => {
  const [{ TrashList }] = await Promise.all([import("./trash-list.js"), loadStyles(new URL("trash.css", import.meta.url))]);
  return TrashList;
});
