"""Measure the page of 10,000 projects: `python -m tests.browser.measure_home [--projects N] [--runs N]`."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.serving import DATA, Server

WORDS = ("harbour", "lamp", "ferry", "engine", "quay", "tide", "gull", "rope", "mast", "fog", "island", "chart")
WATCH = """
window.seen = {};
window.jumped = 0;
const note = (name) => {
  if (name in window.seen) return;
  window.seen[name] = null;
  requestAnimationFrame(() => setTimeout(() => (window.seen[name] = performance.now())));
};
const look = () => {
  if (document.querySelector("h1")) note("page");
  if (document.querySelector(".project-card h3")) note("list");
  if (document.querySelector(".project-list[aria-busy='false'] .project-card h3")) note("server's list");
};
new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.jumped += value)))
  .observe({ type: "layout-shift", buffered: true });
"""
SEARCH = """async (text) => {
  const field = document.querySelector("#find-project");
  const shown = () => document.querySelector(".home-head p").textContent;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const typed = [];
  const answered = [];
  for (let length = 1; length <= text.length; length += 1) {
    const before = shown();
    const begun = performance.now();
    set.call(field, text.slice(0, length));
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    typed.push(performance.now() - begun);
    const isThere = () => document.querySelector(".project-list[aria-busy='false'], .empty");
    while (!isThere() && performance.now() - begun < 5000) await new Promise((next) => setTimeout(next, 1));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    answered.push(performance.now() - begun);
    await new Promise((next) => setTimeout(next, 80));
  }
  return { typed, answered, shown: shown() };
}"""
SCROLL = """async ([pixels, milliseconds]) => {
  const from = scrollY;
  const frames = [];
  let blank = 0;
  await new Promise((done) => {
    const begun = performance.now();
    let last = begun;
    const step = (now) => {
      frames.push(now - last);
      last = now;
      const share = Math.min(1, (now - begun) / milliseconds);
      const inside = document.elementFromPoint(200, innerHeight / 2);
      if (inside?.closest(".waiting")) blank += 1;
      scrollTo(0, from + pixels * share);
      if (share < 1) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  });
  return { frames: frames.slice(2), blank };
}"""


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--projects", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=5)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        data.mkdir()
        _fill(data, wanted.projects)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with Server(data) as server:
            begun = time.monotonic()
            server.client.get("/api/projects?limit=1")
            print(f"{wanted.projects} projects, read first in {time.monotonic() - begun:.1f} s; load {os.getloadavg()}")
            print(f"the server's own list of 100: {_asked(server, wanted.runs)}")
            context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=server.url)
            context.add_init_script(WATCH)
            _print_visits(context, wanted.runs)
            _print_work(context, wanted.runs)
            context.close()
        browser.close()


def _fill(data: Path, count: int) -> None:
    """Write small projects: every tenth with a picture, every fifth a film, the others plain."""
    jobs = json.loads((DATA / "pixellab" / "job_history.json").read_bytes())["jobs"]
    pictured = [job for job in jobs if str(job.get("result", "")).startswith("data:image/")]
    film = {"schemaVersion": "1.0", "sequences": [], "shots": [], "audioPhrases": [], "generationHistory": []}
    for number in range(count):
        name = f"{WORDS[number % 12]} {WORDS[number // 12 % 12]} {number}"
        document: dict[str, Any] = {"title": name, "n": number}
        if number % 10 == 0:
            document = {"name": name, "jobs": [pictured[number // 10 % len(pictured)]], "lastJobId": 99}
        elif number % 5 == 1:
            document = {"id": name, "name": name, **film, "capabilities": {}}
        (data / f"{WORDS[number % 12]}-{number}.json").write_text(json.dumps(document))


def _asked(server: Server, runs: int) -> str:
    times = []
    for query in ("limit=100", "q=lamp&limit=100", "sort=name&limit=100&offset=5000"):
        for _ in range(runs):
            begun = time.perf_counter()
            server.client.get(f"/api/projects?{query}").raise_for_status()
            times.append((time.perf_counter() - begun) * 1e3)
    return f"median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms"


def _print_visits(context: BrowserContext, runs: int) -> None:
    """Open the page for the first time, and then again and again as somebody comes back."""
    print("first visit", _visit(context))
    for _ in range(runs):
        print("later visit", _visit(context))


def _visit(context: BrowserContext) -> dict[str, Any]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: str(said["type"])}))
    session.on(
        "Network.loadingFinished",
        lambda said: sizes.update({kinds.get(said["requestId"], "?"): said["encodedDataLength"]}),
    )
    page.goto("/")
    page.wait_for_function('() => window.seen["server\'s list"]', timeout=60_000)
    painted = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    seen = page.evaluate("() => window.seen")
    page.wait_for_timeout(800)
    jumped = page.evaluate("() => window.jumped")
    page.close()
    return {
        "first paint": round(painted),
        **{name: round(value or 0) for name, value in seen.items()},
        "layout shift": round(jumped, 4),
        "kB": {name: round(size / 1000, 1) for name, size in sizes.items()},
    }


def _print_work(context: BrowserContext, runs: int) -> None:
    page = context.new_page()
    page.goto("/")
    page.wait_for_function('() => window.seen["server\'s list"]', timeout=60_000)
    for view in ("Cards", "Table"):
        page.get_by_role("button", name=view, exact=True).click()
        for run in range(runs):
            page.evaluate("() => scrollTo(0, 0)")
            page.wait_for_timeout(600)
            answer = page.evaluate(SCROLL, [30_000, 3000])
            frames = answer["frames"]
            late = [round(gap) for gap in frames if gap > 20]
            print(
                f"{view} scroll {run + 1}: {len(frames)} frames, longer than 20 ms: {late}, "
                f"longest {max(frames):.0f} ms, without a project in the middle: {answer['blank']}"
            )
        page.evaluate("() => scrollTo(0, 0)")
        for text in ("harbour lamp", "rope", "zzz"):
            _print_search(page, view, text)
    print(f"heap {_heap(page)}; load {os.getloadavg()}")
    page.close()


def _print_search(page: Page, view: str, text: str) -> None:
    page.wait_for_timeout(400)
    answer = page.evaluate(SEARCH, text)
    typed, answered = answer["typed"], answer["answered"]
    print(
        f"{view} search {text!r}: letter shown in {statistics.median(typed):.0f} ms (longest {max(typed):.0f}), "
        f"list there in {statistics.median(answered):.0f} ms (longest {max(answered):.0f}); {answer['shown']}"
    )


def _heap(page: Page) -> str:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return f"{found['JSHeapUsedSize'] / 1e6:.0f} MB, {found['Nodes']:.0f} nodes"


if __name__ == "__main__":
    main()
