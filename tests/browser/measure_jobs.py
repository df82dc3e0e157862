"""Measure the view of a long job history: `python -m tests.browser.measure_jobs [--jobs N] [--runs N]`.

Times are those of the clock, so the machine has to be at rest: a scroll counts only between two scrolls of a plain page
that dropped nothing. Work a frame is what the processor does in the page's thread from one frame to the next, which
other work on the machine does not change much; a frame of sixty a second has 16.7 ms.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.many_jobs import many_jobs
from tests.serving import Server

ID = "job_history"
IN_PAGE = Path(__file__).with_name("pages") / "measure-jobs.js"
PLAIN = "<body style='margin: 0'>" + "<p style='height: 40px'>A line of a plain page</p>" * 4000
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "cc"]
FRAME, TASK = "ProxyMain::BeginMainFrame", "RunTask"
FRAMES, STEP = 180, 167
TRIES = 10


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--jobs", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=5)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        data.mkdir()
        file = data / f"{ID}.json"
        file.write_text(json.dumps(many_jobs(wanted.jobs), indent=2), "utf-8")
        print(f"{wanted.jobs} jobs, {file.stat().st_size / 1e6:.1f} MB on disk")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with Server(data) as server:
            context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=server.url)
            context.add_init_script(path=IN_PAGE)
            _print_visits(context, wanted.runs)
            _print_opening(browser, context, Path(folder) / "trace.json", wanted.runs)
            _print_work(browser, context, Path(folder) / "trace.json", wanted.runs)
            context.close()
        browser.close()


def _print_visits(context: BrowserContext, runs: int) -> None:
    """Open the page for the first time, and then again and again as somebody comes back."""
    first, sizes = _visit(context)
    print("first visit, ms:", first, "kB:", _in_kilobytes(sizes))
    visits = [_visit(context) for _ in range(runs)]
    names = visits[0][0].keys()
    print("later visits, median ms:", {name: statistics.median(times[name] for times, _ in visits) for name in names})
    print("later visits, best ms:", {name: min(times[name] for times, _ in visits) for name in names})
    print("later visits, kB:", _in_kilobytes(visits[-1][1]))


def _print_opening(browser: Browser, context: BrowserContext, trace: Path, runs: int) -> None:
    """Come back, and say how much work it is until each thing is drawn."""
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        page = context.new_page()
        browser.start_tracing(page=page, path=trace, categories=[*CATEGORIES, "blink.user_timing"])
        _open(page)
        page.wait_for_timeout(500)
        browser.stop_tracing()
        page.close()
        for name, work in _work_until(json.loads(trace.read_text("utf-8"))["traceEvents"]).items():
            found.setdefault(name, []).append(work)
    print("later visits, median work in ms until:", {name: round(statistics.median(of)) for name, of in found.items()})


def _work_until(events: list[dict[str, Any]]) -> dict[str, float]:
    marks = [one for one in events if one["name"].startswith("seen ")]
    thread = {(one["pid"], one["tid"]) for one in marks}
    tasks = [one for one in events if one["name"] == TASK and "tdur" in one and (one["pid"], one["tid"]) in thread]
    return {
        one["name"].removeprefix("seen "): sum(task["tdur"] for task in tasks if task["ts"] < one["ts"]) / 1000
        for one in marks
    }


def _visit(context: BrowserContext) -> tuple[dict[str, float], Counter[str]]:
    page = context.new_page()
    sizes = _transfers(context.new_cdp_session(page))
    _open(page)
    painted = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    seen: dict[str, float] = page.evaluate("() => window.seen")
    page.wait_for_timeout(2500)
    page.close()
    return {"first paint": round(painted), **seen}, sizes


def _open(page: Page) -> None:
    page.set_default_timeout(90_000)
    page.goto(f"/#/p/{ID}")
    page.wait_for_function("() => window.seen['all jobs'] && window.seen.pictures")


def _transfers(session: CDPSession) -> Counter[str]:
    """Count what comes over the wire, by what it is."""
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: _kind(said)}))
    session.on("Network.loadingFinished", lambda said: sizes.update({kinds.get(said["requestId"], "?"): _size(said)}))
    return sizes


def _kind(said: dict[str, Any]) -> str:
    path = said["response"]["url"].split("?")[0]
    return "document" if path.endswith(f"/api/projects/{ID}") else str(said["type"])


def _size(said: dict[str, Any]) -> int:
    return int(said["encodedDataLength"])


def _in_kilobytes(sizes: Counter[str]) -> dict[str, float]:
    return {name: round(size / 1000, 1) for name, size in sizes.items() if size > 0}


def _plain_page(context: BrowserContext) -> Page:
    """Open a page that has nothing to do: what it drops while it is scrolled, the machine drops."""
    page = context.new_page()
    page.goto("about:blank")
    page.set_content(PLAIN)
    return page


def _print_work(browser: Browser, context: BrowserContext, trace: Path, runs: int) -> None:
    plain, page = _plain_page(context), context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    _open(page)
    page.wait_for_timeout(3000)
    print("heap after opening:", _heap(session))
    for look in ("Gallery", "List"):
        page.get_by_role("button", name=look, exact=True).click()
        _print_frames(browser, page, trace, look)
        _print_scrolls(page, plain, look, runs)
        for text in ("golden knight take 12", "zzz", "coin"):
            _print_times(f"{look}, search {text!r}", page.evaluate("(text) => measure.search(text)", text))
            page.wait_for_timeout(600)
    removed = [page.evaluate("() => measure.click('.pick input')") + _remove(page) for _ in range(runs)]
    _print_times("remove a job", removed)
    print("heap after that:", _heap(session))
    page.close()


def _remove(page: Page) -> float:
    took: float = page.evaluate("() => measure.click('.chosen .danger')")
    page.wait_for_timeout(4000)
    return took


def _print_scrolls(page: Page, plain: Page, what: str, runs: int) -> None:
    counted = tried = 0
    while counted < runs and tried < TRIES:
        tried += 1
        before, gaps, after = _gaps(plain), _gaps(page), _gaps(plain)
        if _late(before) or _late(after):
            continue
        counted += 1
        print(f"{what}, scrolled: {len(gaps)} frames, later than 20 ms: {_late(gaps)}, the latest {max(gaps):.0f} ms")
    print(f"{what}: {counted} of {tried} scrolls counted")
    page.bring_to_front()


def _gaps(page: Page) -> list[float]:
    """Scroll 30,000 pixels in three seconds, and return the time between frames."""
    page.bring_to_front()
    page.evaluate("() => scrollTo(0, 0)")
    page.wait_for_timeout(500)
    gaps: list[float] = page.evaluate("(way) => measure.scroll(way)", [30_000, 3000])
    return gaps


def _late(gaps: list[float]) -> list[int]:
    return [round(gap) for gap in gaps if gap > 20]


def _print_frames(browser: Browser, page: Page, trace: Path, what: str) -> None:
    """Scroll as fast in frames, and say how much work those are."""
    page.evaluate("() => scrollTo(0, 0)")
    page.wait_for_timeout(500)
    browser.start_tracing(page=page, path=trace, categories=CATEGORIES)
    page.evaluate("(way) => measure.step(way)", [FRAMES, STEP])
    browser.stop_tracing()
    _print_times(f"{what}, work a frame", _work(json.loads(trace.read_text("utf-8"))["traceEvents"]))


def _work(events: list[dict[str, Any]]) -> list[float]:
    """Add up what the page's thread did from each frame to the next, in milliseconds of the processor."""
    thread = Counter((one["pid"], one["tid"]) for one in events if one["name"] == FRAME).most_common(1)[0][0]
    own = [one for one in events if (one["pid"], one["tid"]) == thread]
    frames = sorted(one["ts"] for one in own if one["name"] == FRAME and "tdur" in one)
    work = [0.0] * (len(frames) + 1)
    for one in own:
        if one["name"] == TASK and "tdur" in one:
            work[bisect_right(frames, one["ts"] + one["dur"])] += one["tdur"] / 1000
    return work[1:-1]


def _print_times(what: str, times: Sequence[float]) -> None:
    ordered = sorted(times)
    most = ordered[round((len(ordered) - 1) * 0.99)]
    print(f"{what}: median {statistics.median(times):.1f} ms, 99 % {most:.1f}, longest {ordered[-1]:.1f}")


def _heap(session: CDPSession) -> str:
    session.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return f"{found['JSHeapUsedSize'] / 1e6:.0f} MB, {found['Nodes']:.0f} nodes"


if __name__ == "__main__":
    main()
