"""The story of docs/first-five-minutes.md, played as it is told."""

from __future__ import annotations

import json
import re
import time

from playwright.sync_api import Page, expect

from tests.browser.dashboard import banner, indicator, shown_text, type_text
from tests.serving import ROOT, Server, wait_for

STORY = (ROOT / "docs" / "first-five-minutes.md").read_text()
TYPED = re.search(r"```json\n(.*?)```", STORY, re.DOTALL)


def test_from_an_empty_folder_to_a_version_that_was_brought_back(page: Page, server: Server) -> None:
    assert TYPED is not None
    began = time.monotonic()
    file = server.file("sea-notes")
    page.goto(server.url)
    page.get_by_role("button", name="New project").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Any document").check()
    dialog.get_by_label("Title").fill("Sea notes")
    expect(dialog.get_by_label("Id")).to_have_value("sea-notes")
    dialog.get_by_role("button", name="Make it").click()
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_role("button", name="Text", exact=True).click()
    expect(shown_text(page)).to_be_visible(timeout=20_000)
    type_text(page, TYPED[1])
    assert wait_for(lambda: "Ballyhack" in file.read_text())
    expect(indicator(page)).to_contain_text("kept as backup")

    file.write_text(file.read_text().replace("every hour", "every half hour"))
    expect(banner(page, "arrival")).to_contain_text("1 value changed in the file")
    page.get_by_role("button", name="Show what").click()
    expect(page.locator(".arrival")).to_contain_text("half")

    page.get_by_role("link", name="Overview", exact=True).click()
    page.get_by_role("button", name="Actions: row 1", exact=True).click()
    page.get_by_role("menuitem", name="Remove").click()
    assert wait_for(lambda: "Dunmore" not in file.read_text())
    expect(indicator(page)).to_contain_text("kept as backup")

    page.get_by_role("link", name="History", exact=True).click()
    versions = page.locator("[data-version]")
    expect(versions.nth(1)).to_be_visible()
    versions.nth(1).click()
    expect(page.locator(".history")).to_contain_text("Dunmore")
    page.get_by_role("button", name="Restore this version").click()
    assert wait_for(lambda: "Dunmore" in file.read_text())
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    assert json.loads(file.read_text())["places"][0]["name"] == "Dunmore"
    assert time.monotonic() - began < 300
