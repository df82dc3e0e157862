import { both } from "./one.mjs";

export class Two {
  constructor() {
    this.shared = localStorage.getItem("shared");
  }
}

export const run = () => both();
