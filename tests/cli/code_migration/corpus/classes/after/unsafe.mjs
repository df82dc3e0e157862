class Settings {
  language = localStorage.getItem("language");
  reader = () => localStorage.getItem("reader");

  constructor() {
    this.mode = localStorage.getItem("mode");
  }

  get size() {
    return localStorage.getItem("size");
  }

  set size(value) {
    localStorage.setItem("size", value);
  }

  *keys() {
    yield localStorage.getItem("keys");
  }

  static {
    localStorage.setItem("static", "1");
  }

  toString() {
    return localStorage.getItem("text");
  }

  shown() {
    return localStorage.getItem("shown");
  }
}

class Panel extends HTMLElement {
  connectedCallback() {
    this.hidden = localStorage.getItem("panel") === "hidden";
  }
}

class Handed {
  save() {
    localStorage.setItem("handed", "1");
  }
}

export function start(registry, thing) {
  registry.add(new Handed());
  thing.shown();
  return [Settings, Panel, new Settings()];
}
