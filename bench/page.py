"""A job history of 10,000 jobs in a page, by the SDK in chromium: `python -m bench.page`."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import click
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench.history import JOBS, made_jobs
from bench.serving import Served

_CHROMIUM = os.environ.get("HOLDFAST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
_FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu"]
_WATCH = """async () => {
    window.longest = 0;
    let last = performance.now();
    const turns = new MessageChannel();
    turns.port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        turns.port2.postMessage(0);
    };
    turns.port2.postMessage(0);
    await import("/client/index.js");
}"""
_PLAIN = """async () => {
    const began = performance.now();
    JSON.parse(await (await fetch("/api/projects/job_history", { cache: "no-store" })).text());
    return performance.now() - began;
}"""
_OPEN = """async () => {
    const { openProject } = await import("/client/index.js");
    window.longest = 0;
    const began = performance.now();
    window.project = await openProject("job_history", { autosaveDelay: 3_600_000 });
    const opened = performance.now() - began;
    await new Promise((go) => setTimeout(go));
    return [opened, window.longest];
}"""
_EDIT = """async () => {
    const { project } = window;
    window.longest = 0;
    const began = performance.now();
    project.update((doc) => doc.jobs.splice(5000, 1));
    const updated = performance.now() - began;
    await project.cache.written;
    const kept = performance.now() - began;
    const saving = performance.now();
    await project.save();
    const saved = performance.now() - saving;
    await project.cache.written;
    return [updated, kept, saved, window.longest];
}"""


def page_figures(folder: Path, rounds: int) -> dict[str, float]:
    """Return what it takes a page to show and to edit the history: milliseconds, and megabytes of its heap."""
    folder.mkdir(parents=True)
    document = {"jobs": made_jobs(JOBS), "lastJobId": JOBS}
    (folder / "job_history.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    with Served("holdfast", folder) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        try:
            found = [_round(browser, f"http://127.0.0.1:{served.port}") for _ in range(rounds)]
        finally:
            browser.close()
    return {name: median(one[name] for one in found) for name in found[0]}


def _round(browser: Browser, address: str) -> dict[str, float]:
    """Open the history in a fresh profile, again from its cache, and remove a job."""
    context = browser.new_context()
    page = _page(context.new_page(), address)
    plain = page.evaluate(_PLAIN)
    first, first_block = page.evaluate(_OPEN)
    first_heap = _heap(page)
    _page(page, address)
    again, again_block = page.evaluate(_OPEN)
    page.wait_for_timeout(1000)
    again_heap = _heap(page)
    updated, kept, saved, edit_block = page.evaluate(_EDIT)
    found = {
        "fetch and JSON.parse alone": plain,
        "open from the server": first,
        "… its longest task": first_block,
        "… heap in MB": first_heap,
        "open from the cache": again,
        "… its longest task ": again_block,
        "… heap in MB ": again_heap,
        "remove a job": updated,
        "… until it is in the cache": kept,
        "… saved": saved,
        "… longest task of these": edit_block,
        "… heap in MB  ": _heap(page),
    }
    context.close()
    return found


def _page(page: Page, address: str) -> Page:
    page.goto(f"{address}/favicon.ico")
    page.evaluate(_WATCH)
    return page


def _heap(page: Page) -> float:
    """Return what a page holds after the garbage is gone, with texts that live outside of the heap itself."""
    page.evaluate("() => window.project.cache.written")
    session = page.context.new_cdp_session(page)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    usage: dict[str, Any] = session.send("Runtime.getHeapUsage")
    session.detach()
    return float(usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6


@click.command()
@click.option("--rounds", default=5, show_default=True, help="Of which the median counts.")
def main(rounds: int) -> None:
    """Measure on this machine."""
    base = Path(tempfile.mkdtemp(prefix="holdfast-page-"))
    try:
        table = Table(title=f"A history of {JOBS:,} jobs in a page, median of {rounds}, ms")
        table.add_column("step")
        table.add_column("", justify="right")
        for name, value in page_figures(base / "data", rounds).items():
            table.add_row(name, f"{value:,.0f}")
        Console(width=110).print(table)
    finally:
        shutil.rmtree(base)


if __name__ == "__main__":
    main()
