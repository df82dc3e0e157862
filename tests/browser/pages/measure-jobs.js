// What the measurement of 10,000 jobs does inside the page.
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
const setText = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;

window.seen = {};
async function note(name) {
  if (name in window.seen) return;
  window.seen[name] = null;
  window.seen[name] = Math.round(await drawn());
  performance.mark(`seen ${name}`);
}

new MutationObserver(() => {
  const view = document.querySelector(".pixellab");
  if (view) note("figures");
  if (view?.querySelector(".stage img")) note("pictures");
  if (view?.ariaBusy === "false") note("all jobs");
}).observe(document, { childList: true, subtree: true, attributes: true });

window.measure = {
  /** Scroll for some time as far as asked, and return the time between frames. */
  async scroll([pixels, milliseconds]) {
    const [from, begun] = [scrollY, performance.now()];
    const gaps = [];
    for (let last = begun, share = 0; share < 1; ) {
      const now = await new Promise((frame) => requestAnimationFrame(frame));
      gaps.push(now - last);
      last = now;
      share = Math.min(1, (now - begun) / milliseconds);
      scrollTo(0, from + pixels * share);
    }
    return gaps.slice(2);
  },

  /** Scroll by some pixels in each of some frames, however long those take. */
  async step([frames, pixels]) {
    const from = scrollY;
    for (let frame = 1; frame <= frames; frame += 1) {
      await new Promise((next) => requestAnimationFrame(next));
      scrollTo(0, from + frame * pixels);
    }
  },

  /** Type a text, and return how long each letter took until it was drawn. */
  async search(text) {
    const field = document.querySelector(".pixellab input[type=search]");
    const times = [];
    for (let length = 1; length <= text.length; length += 1) {
      const begun = performance.now();
      setText.call(field, text.slice(0, length));
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      times.push((await drawn()) - begun);
      await new Promise((typed) => setTimeout(typed, 60));
    }
    setText.call(field, "");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return times;
  },

  /** Click, and return how long it took until that was drawn. */
  async click(selector) {
    const begun = performance.now();
    document.querySelector(selector).click();
    return (await drawn()) - begun;
  },
};
