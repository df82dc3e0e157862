"""Migrated pages in a browser, with the real storage service: the same steps show the same text as before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.code_migration.cases import CORPUS, contents, migrate
from tests.serving import Server, wait_for

BEFORE = CORPUS / "page" / "before"


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """The pages after the command."""
    folder = tmp_path / "page"
    shutil.copytree(BEFORE, folder)
    assert migrate(folder, "--write")[0] == 0
    return folder


@pytest.fixture
def tools(data: Path, migrated: Path) -> Iterator[Server]:
    """A server of both, which puts nothing into them."""
    with Server(data, "--no-inject", "--app", f"before={BEFORE}", "--app", f"after={migrated}") as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page in a profile of its own that must not complain."""
    complaints: list[str] = []
    context = browser.new_context()
    opened = context.new_page()
    opened.set_default_timeout(8000)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def add(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#add").click()


def use(page: Page, address: str) -> None:
    """Do what a person does, and check after each step what the page shows: all steps hold before and after."""
    shown, items = page.locator("#status"), page.locator("#list")
    page.goto(address)
    expect(shown).to_have_text("0 in light, saves: none")
    add(page, "milk")
    expect(shown).to_have_text("1 in light, saves: 1")
    expect(page.locator("#text")).to_have_value("")
    add(page, "bread")
    expect(items).to_have_text("[ ] milk[ ] bread")
    page.locator("li").nth(1).click()
    expect(items).to_have_text("[ ] milk[x] bread")
    page.locator("#theme").click()
    expect(shown).to_have_text("2 in dark, saves: 3")
    page.reload()
    expect(shown).to_have_text("2 in dark, saves: 3")
    expect(items).to_have_text("[ ] milk[x] bread")
    page.locator("#theme").click()
    expect(shown).to_have_text("2 in light, saves: 3")
    page.locator("#empty").click()
    expect(shown).to_have_text("0 in light, saves: none")
    page.reload()
    expect(shown).to_have_text("0 in light, saves: none")


@pytest.mark.parametrize("name", ["classic.html", "module.html"])
def test_a_migrated_page_does_what_it_did_and_keeps_its_state_in_a_file(tab: Page, tools: Server, name: str) -> None:
    use(tab, f"{tools.url}/apps/before/{name}")
    assert tab.evaluate("Object.keys(localStorage)") != []
    tab.evaluate("localStorage.clear()")
    use(tab, f"{tools.url}/apps/after/{name}")
    assert tab.evaluate("Object.keys(localStorage)") == [], "nothing is kept past the service"
    add(tab, "tea")
    expect(tab.locator("#status")).to_have_text("1 in light, saves: 1")
    assert wait_for(lambda: "tea" in json.dumps(json.loads((tools.data / "after.json").read_text())))


def test_every_use_in_the_pages_was_migrated(migrated: Path) -> None:
    assert [
        name for name, text in contents(migrated).items() if b"localStorage" in text and not name.endswith(".orig")
    ] == []
