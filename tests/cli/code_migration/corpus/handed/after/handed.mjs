import $ from "jquery";
import lib from "./lib.mjs";
import { storage } from "/client/workflow-storage.js";

$("#save").on("click", () => localStorage.setItem("jquery", "1"));

export default {
  data() {
    return { name: localStorage.getItem("options") };
  },
};

const helpers = { read: () => localStorage.getItem("helpers") };
lib.install(helpers);

async function exposed() {
  await storage.setItem("exposed", "1");
}
window.exposed = exposed;

function listed() {
  localStorage.setItem("listed", "1");
}
export const table = { listed };

const { pulled } = { pulled() { return localStorage.getItem("pulled"); } };

let later = () => {};
later = () => localStorage.setItem("later", "1");

export const run = () => [pulled, later];

class Session {
  start() {
    const self = this;
    localStorage.setItem("session", "1");
    return self;
  }
}
new Session().start();

function unsure(thing) {
  return thing.touch();
}
class Touch {
  touch() {
    localStorage.setItem("touch", "1");
  }
}
export const touched = () => [new Touch().touch(), unsure(1)];

class Canvas {
  async save() {
    await storage.setItem("canvas", "1");
  }
}
const canvas = new Canvas();
const context = document.createElement("canvas").getContext("2d");
context.save();
await canvas.save();
