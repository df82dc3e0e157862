"""Measure what the dashboard costs to open: `.venv/bin/python -m tests.browser.measure_loading`.

For each page: bytes of the bodies as they are sent (gzip) and files on a first visit, and the first contentful paint on
a first and on a later visit, when the browser has the files and what it showed last.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Response, expect, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.demo import fill, live
from tests.serving import Server

PAGES = {
    "Home": "#/",
    "A project: History": "#/p/dunmore/history",
    "A project: film": "#/p/dunmore",
    "A project: jobs": "#/p/job_history",
    "A project: register": "#/p/rrd018-2025",
    "A project: any document": "#/p/reading-list",
}
LATER_VISITS = 9
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"


def opened(context: BrowserContext, address: str) -> tuple[Page, list[Response]]:
    """Open a page, and return it with the answers that it got for files of the dashboard."""
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response) if "/assets/" in response.url else None)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(1500)
    return page, answers


def size_of(answer: Response) -> int:
    """Return how many bytes of body were sent."""
    return int(answer.request.sizes()["responseBodySize"])


def main() -> None:
    """Print a line for each page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        fill(Path(folder))
        with Server(Path(folder)) as server:
            live(server)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            print("page                        kB  files  first paint ms: first visit, later (median, most)")
            for name, hash_ in PAGES.items():
                context = browser.new_context(viewport={"width": 1280, "height": 800})
                page, answers = opened(context, f"{server.url}/{hash_}")
                first = page.evaluate(PAINT)
                sent = sum(size_of(answer) for answer in answers)
                page.close()
                paints = []
                for _ in range(LATER_VISITS):
                    page, _later = opened(context, f"{server.url}/{hash_}")
                    paints.append(page.evaluate(PAINT))
                    page.close()
                later = f"{statistics.median(paints):.0f}, {max(paints):.0f}"
                print(f"{name:26} {sent / 1000:5.1f}  {len(answers):5}  {first:.0f}, {later}")
                context.close()
            browser.close()


if __name__ == "__main__":
    main()
