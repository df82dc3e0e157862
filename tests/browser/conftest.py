"""A real browser: Debian's chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from tests.serving import Server

CHROMIUM = os.environ.get("HOLDFAST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """Debian's chromium, to be launched."""
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """One browser for all tests."""
    running = chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield running
    running.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the page logged as an error, and policies that it broke."""
    return []


@pytest.fixture
def forgiven() -> set[str]:
    """Parts of lines of the console that are no complaint; a test whose server goes away adds `net::ERR_`."""
    return {"status of 4"}


@pytest.fixture
def page(browser: Browser, server: Server, complaints: list[str], forgiven: set[str]) -> Iterator[Page]:
    """A page of the server, in a browser profile of its own; it must not complain."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=server.url)
    opened = context.new_page()
    opened.set_default_timeout(8000)

    def is_forgiven(line: str) -> bool:
        return any(part in line for part in forgiven)

    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" and not is_forgiven(said.text) else None,
    )
    yield opened
    context.close()
    assert complaints == []
