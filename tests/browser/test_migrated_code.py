"""Migrated pages in a browser: the same steps show the same text as before, also after a reload."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.cli.code_migration.cases import CORPUS, contents, migrate

ADDRESS = "http://tool.test/"
TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript"}
BEFORE = CORPUS / "page" / "before"


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """The pages after the command, with a storage service where their code imports it."""
    folder = tmp_path / "page"
    shutil.copytree(BEFORE, folder)
    assert migrate(folder, "--write")[0] == 0
    (folder / "client").mkdir()
    # Stands in until the client has its own; every answer takes a moment, as the real one's does.
    shutil.copy(CORPUS / "workflow-storage.js", folder / "client" / "workflow-storage.js")
    return folder


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


def serve(page: Page, folder: Path) -> None:
    """Answer the requests of a page from a folder."""

    def answer(route: Route) -> None:
        path = folder / route.request.url.removeprefix(ADDRESS)
        if path.is_file():
            route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])
        else:
            route.fulfill(status=404)

    page.unroute_all()
    page.route(f"{ADDRESS}**", answer)


def add(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#add").click()


def use(page: Page, name: str) -> None:
    """Do what a person does, and check after each step what the page shows: all steps hold before and after."""
    shown, items = page.locator("#status"), page.locator("#list")
    page.goto(ADDRESS + name)
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
def test_a_migrated_page_does_what_it_did(tab: Page, migrated: Path, name: str) -> None:
    serve(tab, BEFORE)
    use(tab, name)
    assert tab.evaluate("Object.keys(localStorage)") != []
    tab.evaluate("localStorage.clear()")
    serve(tab, migrated)
    use(tab, name)
    assert tab.evaluate("Object.keys(localStorage)") == [], "nothing is kept past the service"


def test_every_use_in_the_pages_was_migrated(migrated: Path) -> None:
    code = {name: text for name, text in contents(migrated).items() if not name.startswith("client/")}
    assert [name for name, text in code.items() if b"localStorage" in text and not name.endswith(".orig")] == []
