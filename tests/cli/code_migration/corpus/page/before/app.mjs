import { Store, count } from "./store.mjs";

const theme = () => localStorage.theme || "light";

export class App {
  #store = new Store("items");

  constructor(page) {
    this.page = page;
    this.items = [];
  }

  start() {
    this.items = this.#store.read();
    this.page.querySelector("#form").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = this.page.querySelector("#text");
      this.add(field.value);
      field.value = "";
    });
    this.page.querySelector("#theme").addEventListener("click", () => {
      localStorage.theme = theme() === "light" ? "dark" : "light";
      this.show();
    });
    this.page.querySelector("#list").addEventListener("click", ({ target }) => this.toggle(Number(target.dataset.index)));
    this.show();
  }

  add(text) {
    this.items.push({ text, done: false });
    this.save();
    this.show();
  }

  toggle(index) {
    this.items[index].done = !this.items[index].done;
    this.save();
    this.show();
  }

  save() {
    this.#store.write(this.items);
    count.up();
  }

  empty() {
    this.items = [];
    this.#store.forget();
    count.clear();
    this.show();
  }

  show() {
    this.page.querySelector("#list").innerHTML = this.items
      .map((item, index) => `<li data-index="${index}">${item.done ? "[x]" : "[ ]"} ${item.text}</li>`)
      .join("");
    this.page.querySelector("#status").textContent = `${this.items.length} in ${theme()}, saves: ${count.get() ?? "none"}`;
  }
}
