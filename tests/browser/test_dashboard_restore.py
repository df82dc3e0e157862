"""Restoring in the dashboard: whole or in parts, always with a way back, and save points."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.dashboard import type_document
from tests.browser.history_pages import (
    FIRST,
    SECOND,
    THIRD,
    change,
    keep,
    on_disk,
    open_history,
    panel,
    row,
    rows,
    with_history,
)
from tests.serving import Server, wait_for


def undo(page: Page) -> Locator:
    return page.locator(".toast").get_by_role("button", name="Undo").last


def test_a_version_is_restored_whole_and_that_is_undone(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(2).click()
    page.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dawn")
    assert wait_for(lambda: on_disk(server) == FIRST)
    expect(row(page, "Restored")).to_contain_text("Now")
    undo(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dusk")
    assert wait_for(lambda: on_disk(server) == THIRD)
    expect(page.locator("[data-banner='arrival']")).to_be_hidden()


def test_the_restored_document_is_shown_at_once_here_and_in_another_window(
    page: Page, server: Server, browser: Browser
) -> None:
    with_history(server)
    other = browser.new_context(base_url=server.url).new_page()
    other.goto(f"{server.url}/#/p/story")
    expect(other.get_by_role("heading", level=1)).to_have_text("Dusk")
    open_history(page, server)
    rows(page).nth(2).click()
    page.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dawn", timeout=2000)
    expect(other.get_by_role("heading", level=1)).to_have_text("Dawn", timeout=2000)
    other.context.close()


def test_only_chosen_changes_are_restored_and_that_is_undone(page: Page, server: Server) -> None:
    keep(server, FIRST)
    keep(server, SECOND)
    open_history(page, server)
    rows(page).nth(1).click()
    page.get_by_role("button", name="Choose what to restore").click()
    page.get_by_role("checkbox", name="Choose Scene 2, Rain.").check()
    page.get_by_role("checkbox", name="Choose Scene 3, The lamp goes out.").check()
    page.get_by_role("button", name="Restore 2 changes").click()
    expect(page.locator(".toast")).to_contain_text("Restored 2 changes")
    first, third, _ = SECOND["scenes"]
    assert on_disk(server) == {"title": "Dawn", "scenes": [first, {"id": 2, "text": "Rain."}, third]}
    expect(change(page, "Scene 1 A door opens")).to_be_visible()
    expect(change(page, "Scene 2 Rain.")).to_have_count(0)
    undo(page).click()
    assert wait_for(lambda: on_disk(server) == SECOND)


def test_all_changes_of_one_thing_are_chosen_at_once_and_the_order_of_a_list_too(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(1).click()
    page.get_by_role("button", name="Choose what to restore").click()
    page.get_by_role("checkbox", name=re.compile("Choose Order of “Scenes”")).check()
    page.get_by_role("button", name="Restore 1 change").click()
    expect(page.locator(".toast")).to_contain_text("Restored 1 change")
    assert on_disk(server) == {**SECOND, "title": "Dusk"}


def test_choosing_can_be_left_without_doing_anything(page: Page, server: Server) -> None:
    keep(server, FIRST)
    keep(server, SECOND)
    open_history(page, server)
    rows(page).nth(1).click()
    page.get_by_role("button", name="Choose what to restore").click()
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.get_by_text("4 of 4 chosen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox", name=re.compile("Choose"))).to_have_count(0)
    assert on_disk(server) == SECOND


def test_a_key_restores_and_another_one_takes_it_back(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    for key in ("j", "j", "j", "r"):
        page.keyboard.press(key)
    expect(page.locator(".toast")).to_contain_text("Restored")
    assert on_disk(server) == FIRST
    expect(page.get_by_role("heading", level=1)).to_have_text("Dawn")
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dusk")
    assert on_disk(server) == THIRD


def test_what_was_edited_last_is_saved_before_a_restore(page: Page, server: Server) -> None:
    with_history(server)
    page.goto(f"{server.url}/#/p/story/data")
    type_document(page, {**THIRD, "title": "just typed"})
    expect(page.get_by_role("heading", level=1)).to_have_text("just typed")
    page.get_by_role("navigation", name="Parts of the project").get_by_role("link", name="History").click()
    rows(page).last.click()
    page.get_by_role("button", name="Restore this version").click()
    assert wait_for(lambda: on_disk(server) == FIRST)
    undo(page).click()
    assert wait_for(lambda: on_disk(server) == {**THIRD, "title": "just typed"})


def test_a_version_is_pinned_named_renamed_and_let_go(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(2).click()
    page.get_by_role("button", name="Keep as save point").click()
    page.get_by_label("Label", exact=True).fill("the first draft")
    page.keyboard.press("Enter")
    expect(row(page, "the first draft")).to_contain_text("Save point")
    kept = next(version for version in server.backups("story") if version["pinned"])
    assert kept["label"] == "the first draft"
    page.get_by_role("button", name="Rename the save point").click()
    page.get_by_label("Label", exact=True).fill("first")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(panel(page).get_by_role("heading", name="first")).to_be_visible()
    page.get_by_role("button", name="More about this version").click()
    page.get_by_role("menuitem", name="Let go of the save point").click()
    expect(rows(page).filter(has_text="Save point")).to_have_count(0)
    undo(page).click()
    expect(row(page, "first")).to_contain_text("Save point")
    assert [version["label"] for version in server.backups("story") if version["pinned"]] == ["first"]


def test_the_current_version_is_kept_by_a_key_and_stands_once_in_the_list(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    page.keyboard.press("p")
    page.get_by_label("Label", exact=True).fill("a good day")
    page.keyboard.press("Enter")
    expect(row(page, "a good day")).to_contain_text("Now")
    expect(rows(page)).to_have_count(3)
