import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VENV = join(ROOT, ".venv/bin/python");
const PYTHON = process.env["HOLDFAST_PYTHON"] ?? (existsSync(VENV) ? VENV : "python3");

/** A `holdfast serve` process on a data folder of its own, for the tests of what talks to it. */
export class TestServer {
  port = 0;
  /** @type {import("node:child_process").ChildProcess | null} */
  #process = null;

  /** @param {string} data */
  constructor(data) {
    this.data = data;
  }

  /** Start one on an empty folder. */
  static async start() {
    const server = new TestServer(await mkdtemp(join(tmpdir(), "holdfast-js-")));
    await server.start();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Start it, again on the same port. */
  async start() {
    const command = ["-m", "cli.main", "serve", "--data", this.data, "--port", String(this.port)];
    const child = spawn(PYTHON, command, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    this.port = await new Promise((resolve, reject) => {
      let said = "";
      const read = (/** @type {Buffer} */ part) => {
        said += part;
        const found = /http:\/\/[^\s/]+:(\d+)\//u.exec(said);
        if (found) resolve(Number(found[1]));
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.on("exit", () => reject(new Error(`the server did not start:\n${said}`)));
    });
  }

  /** End it as a power cut would. */
  async kill() {
    const child = this.#process;
    this.#process = null;
    if (!child) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  /** End it and remove its folder. */
  async end() {
    await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }

  /**
   * Read a project's file.
   * @param {string} id
   */
  async file(id) {
    return JSON.parse(await readFile(join(this.data, `${id}.json`), "utf8"));
  }

  /**
   * Ask the server, and return the JSON that it answers.
   * @param {string} path
   * @param {RequestInit} [init]
   */
  async ask(path, init) {
    const answer = await fetch(this.url + path, init);
    return answer.json();
  }
}
