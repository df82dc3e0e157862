"""Take the pictures of docs/screenshots: `.venv/bin/python -m tests.browser.pictures [NAME ...]`.

Each page is taken in light and dark, 1280 and 390 pixels wide, from a real server on a folder as somebody has it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.dashboard import banner, indicator, open_editor, type_document
from tests.browser.demo import BOOKS, fill, live
from tests.serving import ROOT, Server

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"wide": (1280, 800), "narrow": (390, 844)}


def still(_: Page, __: Server) -> None:
    """Take the page as it is opened."""


def second_version(page: Page, _: Server) -> None:
    """Open the second version of the timeline."""
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(800)


def conflict(page: Page, server: Server) -> None:
    """Edit two values here and on disk."""
    open_editor(page, server, "reading-list")
    page.context.set_offline(True)
    type_document(page, {**BOOKS, "title": "Books to read", "notes": {**BOOKS["notes"], "next": "buy the Levi"}})
    expect(indicator(page)).to_contain_text("in this browser")
    theirs = {**BOOKS, "title": "Reading list 2027", "notes": {**BOOKS["notes"], "next": "Jo has brought the Levi"}}
    server.save("reading-list", theirs, server.load("reading-list").headers["etag"])
    page.context.set_offline(False)
    expect(banner(page, "conflict")).to_be_visible(timeout=20_000)


def palette(page: Page, _: Server) -> None:
    """Open the command palette."""
    page.keyboard.press("Control+k")
    page.wait_for_timeout(500)


SCENES: dict[str, tuple[str, Callable[[Page, Server], None]]] = {
    "home": ("#/", still),
    "jobs": ("#/p/job_history", still),
    "film": ("#/p/dunmore?shot=shot-3", still),
    "register": ("#/p/rrd018-2025?part=rolls", still),
    "any-document": ("#/p/reading-list", still),
    "data": ("#/p/reading-list/data", still),
    "history": ("#/p/dunmore/history", second_version),
    "broken": ("#/p/notes", still),
    "share": ("#/p/dunmore/share", still),
    "settings": ("#/p/dunmore/settings", still),
    "palette": ("#/p/dunmore", palette),
    "conflict": ("#/p/reading-list/data", conflict),
}


def take(browser: Browser, server: Server, name: str, size: str, scheme: str) -> None:
    """Take one picture."""
    address, act = SCENES[name]
    width, height = SIZES[size]
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{server.url}/{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(1500)
    act(page, server)
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png")
    context.close()


def main(wanted: list[str]) -> None:
    """Take the pictures that are wanted, or all."""
    FOLDER.mkdir(exist_ok=True)
    names = wanted or list(SCENES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in SIZES:
            for scheme in ("light", "dark"):
                with tempfile.TemporaryDirectory() as folder:
                    data = Path(folder) / "data"
                    data.mkdir()
                    fill(data)
                    with Server(data) as server:
                        live(server)
                        for name in names:
                            take(browser, server, name, size, scheme)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
