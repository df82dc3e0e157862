export class Store {
  #cache = null;
  static version = 2;

  constructor(name) {
    this.name = name;
  }

  load() {
    this.#cache ??= JSON.parse(localStorage.getItem("store") || "{}");
    return this.#cache;
  }

  get(key) {
    return this.load()[key];
  }

  set = (key, value) => {
    this.load()[key] = value;
    this.#flush();
  };

  #flush() {
    localStorage.setItem("store", JSON.stringify(this.#cache));
  }

  static wipe() {
    localStorage.removeItem("store");
  }
}
