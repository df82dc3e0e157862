// In the style of small browser games: a packed save under one key, settings and scores under others.
const SAVE = "cave.save.v2";
const PREFIX = "cave.score.";

class Game {
  constructor() {
    this.state = { depth: 0, gold: 0, seed: 7 };
    const packed = localStorage.getItem(SAVE);
    if (packed !== null) this.state = unpack(packed);
    this.muted = localStorage.muted === "true";
  }

  dig() {
    this.state.seed = (this.state.seed * 48271) % 2147483647;
    this.state.depth += 1;
    this.state.gold += this.state.seed % 10;
    this.save();
  }

  save() {
    localStorage.setItem(SAVE, pack(this.state));
  }

  mute() {
    this.muted = !this.muted;
    localStorage.muted = this.muted;
  }

  over() {
    localStorage.setItem(`${PREFIX}${Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).length}`, this.state.gold);
    delete localStorage[SAVE];
    this.state = { depth: 0, gold: 0, seed: 7 };
  }
}

// Two bytes to a character, as packers for localStorage do, so that half characters come about.
function pack(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  let text = String.fromCharCode(0xd800 + bytes.length);
  for (let at = 0; at < bytes.length; at += 2) text += String.fromCharCode(bytes[at] | ((bytes[at + 1] ?? 0) << 8));
  return text;
}

function unpack(text) {
  const length = text.charCodeAt(0) - 0xd800;
  const bytes = Uint8Array.from({ length }, (_, at) => (text.charCodeAt(1 + (at >> 1)) >> (at % 2 ? 8 : 0)) & 0xff);
  return JSON.parse(new TextDecoder().decode(bytes));
}

const game = new Game();

function draw() {
  document.querySelector("#hud").textContent = `depth ${game.state.depth}, gold ${game.state.gold}${game.muted ? ", muted" : ""}`;
  const scores = [];
  for (let at = 0; at < localStorage.length; at += 1) {
    const key = localStorage.key(at);
    if (key.startsWith(PREFIX)) scores.push(Number(localStorage.getItem(key)));
  }
  document.querySelector("#scores").innerHTML = scores.sort((one, other) => other - one).map((score) => `<li>${score}</li>`).join("");
}

for (const name of ["dig", "mute", "over"]) document.querySelector(`#${name}`).onclick = () => { game[name](); draw(); };
draw();
