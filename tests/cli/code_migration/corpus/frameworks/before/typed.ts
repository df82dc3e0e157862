import type { Store } from "./types";

export const store: Store = {
  load() {
    return localStorage.getItem("typed");
  },
};
