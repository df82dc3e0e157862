const PREFIX = "todo.";

export class Store {
  constructor(name) {
    this.name = name;
  }

  read() {
    return JSON.parse(localStorage.getItem(PREFIX + this.name)) ?? [];
  }

  write = (items) => {
    localStorage.setItem(`${PREFIX}${this.name}`, JSON.stringify(items));
  };

  forget() {
    localStorage.removeItem(PREFIX + this.name);
  }
}

export const count = {
  get: () => localStorage.getItem("saves"),
  up() {
    localStorage.setItem("saves", Number(this.get()) + 1);
  },
  clear() {
    delete localStorage.saves;
  },
};
