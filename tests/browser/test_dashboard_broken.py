"""A broken file in the dashboard: shown with its place, mended in place, never overwritten by accident."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.browser.dashboard import banner, indicator, open_tab
from tests.serving import Server, wait_for

BROKEN = '{\n  "title": "Dawn",\n  "scenes": [1, 2,]\n}\n'


def broken(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    assert wait_for(lambda: server.backups("story") != [])
    server.file("story").write_text(BROKEN)
    page.goto(f"{server.url}/#/p/story")
    expect(banner(page, "fault")).to_be_visible()


def test_line_and_column_are_named_with_the_text_around(page: Page, server: Server) -> None:
    broken(page, server)
    expect(page.locator(".excerpt")).to_contain_text("Line 3, column 19")
    expect(page.locator(".excerpt pre")).to_contain_text('"scenes": [1, 2,]')
    assert server.file("story").read_text() == BROKEN


def test_it_is_mended_in_place_and_the_broken_text_is_kept(page: Page, server: Server) -> None:
    broken(page, server)
    save = page.get_by_role("button", name="Save the mended text")
    expect(save).to_be_disabled()
    page.get_by_label("Text of the file").fill('{"title": "mended"}')
    expect(page.get_by_text("The text is whole now.")).to_be_visible()
    save.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("mended")
    assert json.loads(server.file("story").read_bytes()) == {"title": "mended"}
    assert any(version["why"] == "broken" for version in server.backups("story"))


def test_it_can_be_mended_by_one_click_and_looked_at_before_it_is_saved(page: Page, server: Server) -> None:
    broken(page, server)
    page.get_by_role("button", name="Mend it for me").click()
    expect(page.get_by_text("The text is whole now.")).to_be_visible()
    assert json.loads(page.get_by_label("Text of the file").input_value()) == {"title": "Dawn", "scenes": [1, 2]}
    assert server.file("story").read_text() == BROKEN


def test_the_last_good_version_is_one_click_away(page: Page, server: Server) -> None:
    broken(page, server)
    banner(page, "last-good").get_by_role("button", name="Use it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dawn")
    assert json.loads(server.file("story").read_bytes()) == {"title": "Dawn"}


def test_a_file_that_breaks_while_it_is_open_is_shown_and_comes_back_when_it_is_mended_by_hand(
    page: Page, server: Server
) -> None:
    server.create("story", {"title": "Dawn"})
    open_tab(page, server, "story", "data")
    expect(indicator(page)).to_contain_text("kept as backup")
    server.file("story").write_text(BROKEN)
    expect(banner(page, "fault")).to_be_visible()
    server.file("story").write_text('{"title": "by hand"}')
    expect(page.get_by_role("heading", level=1)).to_have_text("by hand")


def test_a_file_in_another_encoding_is_read_and_becomes_utf_8(page: Page, server: Server) -> None:
    server.file("story").write_bytes('{"title": "Köln"}'.encode("latin-1"))
    page.goto(f"{server.url}/#/p/story")
    expect(page.get_by_text("It was read as Windows-1252")).to_be_visible()
    page.get_by_role("button", name="Save the mended text").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Köln")
    assert json.loads(server.file("story").read_bytes().decode()) == {"title": "Köln"}
