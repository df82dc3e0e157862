"""The pages in `examples/`: each keeps its state in a file, and has it again in another browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import ROOT, Server, wait_for

EXAMPLES = ROOT / "examples"


@pytest.fixture
def tools(data: Path) -> Iterator[Server]:
    """A server of the examples as docs/sdk.md has it."""
    apps = {"notes": "import", "coffee": "script-tag", "cups": "unchanged"}
    options = [part for name, folder in apps.items() for part in ("--app", f"{name}={EXAMPLES / folder}")]
    with Server(data, *options) as running:
        yield running


def visit(browser: Browser, address: str) -> Page:
    """Open a page in a profile that has nothing of it."""
    page = browser.new_context().new_page()
    page.set_default_timeout(8000)
    page.goto(address)
    return page


def kept(server: Server, project: str) -> Any:
    """Return what the file of a project holds."""
    path = server.file(project)
    return json.loads(path.read_text()) if path.exists() else None


def test_notes_are_written_and_done(browser: Browser, tools: Server) -> None:
    page = visit(browser, f"{tools.url}/apps/notes/")
    for text in ("Buy film", "Call the lab"):
        page.get_by_label("A note").fill(text)
        page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Done").first.click()
    expect(page.get_by_role("status")).to_have_text("Saved")
    assert [note["text"] for note in kept(tools, "notes")["notes"]] == ["Call the lab"]
    expect(visit(browser, f"{tools.url}/apps/notes/").locator("li span")).to_have_text("Call the lab")


@pytest.mark.parametrize("name", ["coffee", "cups"])
def test_a_counter_counts_on_in_another_browser(browser: Browser, tools: Server, name: str) -> None:
    page = visit(browser, f"{tools.url}/apps/{name}/")
    for _ in range(3):
        page.get_by_role("button").click()
    assert wait_for(lambda: (kept(tools, name) or {}).get("cups", {}).get("count") == 3)
    expect(visit(browser, f"{tools.url}/apps/{name}/").locator("#count")).to_have_text("3")
