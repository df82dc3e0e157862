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
/** What pages of a browser agree by on one of them to listen; missing where a page is neither encrypted nor local. */
export const locks = globalThis.navigator?.locks;

/** What happens on a server: one page of the browser listens, and tells the others. */
export class Live {
  #server;
  #hear;
  #stop = new AbortController();
  /** Aborted when this is closed. */
  signal = this.#stop.signal;
  #closed = new Promise((go) => this.signal.addEventListener("abort", go));
  #cursor = "";
  /** @type {BroadcastChannel | undefined} */
  #channel;

  /**
   * @param {Server} server
   * @param {(news: News) => void} hear
   */
  constructor(server, hear) {
    this.#server = server;
    this.#hear = hear;
    const name = `holdfast/live/${server.url}`;
    if (locks) {
      this.#channel = new BroadcastChannel(name);
      this.#channel.addEventListener("message", ({ data }) => {
        this.#cursor = data.cursor ?? "";
        hear(data);
      });
    }
    const listen = () => this.#listen();
    // Rejected when it is closed while it waits for its turn.
    void (locks ? locks.request(name, { signal: this.signal }, listen).catch(() => undefined) : listen());
  }

  /** Stop listening; another page takes over. */
  close() {
    this.#stop.abort();
    this.#channel?.close();
  }

  async #listen() {
    for (let failures = 0; !this.signal.aborted; failures += 1) {
      try {
        await this.#read(() => (failures = 0));
      } catch {
        // the server is away
      }
      await Promise.race([this.#closed, new Promise((go) => setTimeout(go, waitAfter(failures)))]);
    }
  }

  /** @param {() => void} connected */
  async #read(connected) {
    const headers = { Accept: locks ? "text/event-stream" : "application/json" };
    const asking = { headers, signal: this.signal };
    const response = await this.#server.ask(`/api/events${this.#cursor && `?since=${this.#cursor}`}`, asking);
    connected();
    if (!locks) return this.#takeAll(await response.json());
    this.#tell({ type: "up" });
    const reader = /** @type {ReadableStream} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const silence = setTimeout(() => void reader.cancel(), SILENT);
      const { done, value } = await reader.read();
      clearTimeout(silence);
      if (done) return;
      const blocks = (rest + value).split(/\r?\n\r?\n/u);
      rest = blocks.pop() ?? "";
      for (const block of blocks) this.#take(block);
    }
  }

  /**
   * Take an answer to a question, which pages ask that cannot agree on one of them to listen: a browser opens six
   * connections to a server, and as many tabs that listen would leave none for saves.
   * @param {{events: Happening[], cursor: string, missed: boolean}} answer
   */
  #takeAll({ events, cursor, missed }) {
    if (!this.#cursor || missed) this.#tell({ type: "up" });
    this.#cursor = cursor;
    for (const event of events) this.#tell({ type: "event", event });
  }

  /** @param {string} block */
  #take(block) {
    const { id, event, data } = Object.fromEntries(block.split(/\r?\n/u).map((line) => line.split(/: ?(.*)/su, 2)));
    if (id) this.#cursor = id;
    if (data) this.#tell(event === "missed" ? { type: "up" } : { type: "event", event: JSON.parse(data) });
  }

  /** @param {News} news */
  #tell(news) {
    if (this.signal.aborted) return;
    this.#channel?.postMessage({ ...news, cursor: this.#cursor });
    this.#hear(news);
  }
}
