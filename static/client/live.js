import { waitAfter } from "./due.js";

/** @import { Server } from "./server.js" */

/**
 * @typedef {{
 *   id: string, etag: string | null, savedAt: string, why: string, source: string | null, before?: string | null, changes?: number,
 * }} Happening one change of one project: `etag` is null when it is gone, `before` the version that was replaced, and
 *   `changes` counts the places that a merge or a hand edit changed
 * @typedef {{type: "event", event: Happening} | {type: "up"}} News `up`: the server answers again; look at everything
 */

/** The server says something every 15 seconds; a connection that says nothing for longer is dead. */
const SILENT = 40_000;

/** What happens on a server: one page of the browser listens, and tells the others. */
export class Live {
  #stop = new AbortController();
  /** @type {string | null} */
  #cursor = null;

  /**
   * @param {Server} server
   * @param {(news: News) => void} hear
   */
  constructor(server, hear) {
    this.server = server;
    this.hear = hear;
    const name = `holdfast/live/${server.url}`;
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    this.channel?.addEventListener("message", (message) => this.hear(message.data));
    void this.#lead(name);
  }

  /** Stop listening; another page takes over. */
  close() {
    this.#stop.abort();
    this.channel?.close();
  }

  /** @param {string} name */
  async #lead(name) {
    const { signal } = this.#stop;
    const listen = () => this.#listen(signal);
    try {
      await (locks() ? navigator.locks.request(name, { signal }, listen) : listen());
    } catch {
      // closed while it waited for its turn
    }
  }

  /** @param {AbortSignal} signal */
  async #listen(signal) {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        await this.#read(signal, () => (failures = 0));
      } catch {
        // the server is away
      }
      await pause(waitAfter(failures), signal);
    }
  }

  /**
   * @param {AbortSignal} signal
   * @param {() => void} connected
   */
  async #read(signal, connected) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "text/event-stream" };
    if (this.server.token) headers["Authorization"] = `Bearer ${this.server.token}`;
    const since = this.#cursor ? `?since=${this.#cursor}` : "";
    if (!locks()) headers["Accept"] = "application/json";
    const response = await this.server.fetch(`${this.server.url}/api/events${since}`, { headers, signal });
    if (!response.ok || !response.body) return;
    connected();
    if (!locks()) return this.#takeAll(await response.json());
    this.#tell({ type: "up" });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const silence = setTimeout(() => void reader.cancel(), SILENT);
      const { done, value } = await reader.read();
      clearTimeout(silence);
      if (done) return;
      const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
      rest = blocks.pop() ?? "";
      blocks.forEach((block) => this.#take(block));
    }
  }

  /**
   * Take an answer to a question, which pages ask that cannot agree on one of them to listen: a browser opens six
   * connections to a server, and as many tabs that listen would leave none for saves.
   * @param {{events: Happening[], cursor: string, missed: boolean}} answer
   */
  #takeAll({ events, cursor, missed }) {
    const isFirst = this.#cursor === null;
    this.#cursor = cursor;
    if (isFirst || missed) this.#tell({ type: "up" });
    events.forEach((event) => this.#tell({ type: "event", event }));
  }

  /** @param {string} block */
  #take(block) {
    const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/su, 2)));
    if (fields["id"]) this.#cursor = fields["id"];
    if (!fields["data"]) return;
    if (fields["event"] === "missed") this.#tell({ type: "up" });
    else this.#tell({ type: "event", event: JSON.parse(fields["data"]) });
  }

  /** @param {News} news */
  #tell(news) {
    if (this.#stop.signal.aborted) return;
    this.channel?.postMessage(news);
    this.hear(news);
  }
}

function locks() {
  return globalThis.navigator?.locks !== undefined;
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 */
function pause(milliseconds, signal) {
  const over = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  if (over.aborted) return Promise.resolve();
  return new Promise((resolve) => over.addEventListener("abort", resolve, { once: true }));
}
