import { Store, count } from "./store.mjs";
import { storage } from "/client/workflow-storage.js";

const theme = async () => await storage.getItem("theme") || "light";

export class App {
  #store = new Store("items");

  constructor(page) {
    this.page = page;
    this.items = [];
  }

  async start() {
    this.items = await this.#store.read();
    this.page.querySelector("#form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const field = this.page.querySelector("#text");
      await this.add(field.value);
      field.value = "";
    });
    this.page.querySelector("#theme").addEventListener("click", async () => {
      await storage.setItem("theme", await theme() === "light" ? "dark" : "light");
      await this.show();
    });
    this.page.querySelector("#list").addEventListener("click", async ({ target }) => await this.toggle(Number(target.dataset.index)));
    await this.show();
  }

  async add(text) {
    this.items.push({ text, done: false });
    await this.save();
    await this.show();
  }

  async toggle(index) {
    this.items[index].done = !this.items[index].done;
    await this.save();
    await this.show();
  }

  async save() {
    await this.#store.write(this.items);
    await count.up();
  }

  async empty() {
    this.items = [];
    await this.#store.forget();
    await count.clear();
    await this.show();
  }

  async show() {
    this.page.querySelector("#list").innerHTML = this.items
      .map((item, index) => `<li data-index="${index}">${item.done ? "[x]" : "[ ]"} ${item.text}</li>`)
      .join("");
    this.page.querySelector("#status").textContent = `${this.items.length} in ${await theme()}, saves: ${await count.get() ?? "none"}`;
  }
}
