"""Edits that meet: both values of each place are shown, a person decides, and nothing is lost either way."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dashboard import banner, indicator, open_editor, type_document
from tests.serving import Server, wait_for

FIRST = {"title": "Dawn", "author": "Ada", "tags": ["sea"], "n": 1}
MINE = {"title": "mine", "author": "Ada mine", "tags": ["sea", "fog"], "n": 1, "only mine": True}
THEIRS = {"title": "theirs", "author": "Ada theirs", "tags": ["sea", "ice"], "n": 1, "only theirs": True}


@pytest.fixture(autouse=True)
def without_network_for_a_while(forgiven: set[str]) -> None:
    forgiven.add("net::ERR_")


def in_conflict(page: Page, server: Server, mine: Any = MINE, theirs: Any = THEIRS) -> None:
    """Edit here and, before it is saved, on disk."""
    first = server.create("story", FIRST)
    open_editor(page, server)
    page.context.set_offline(True)
    type_document(page, mine)
    expect(indicator(page)).to_contain_text("Kept in this browser")
    server.save("story", theirs, first.headers["etag"])
    page.context.set_offline(False)
    expect(banner(page, "conflict")).to_be_visible(timeout=20_000)


def on_disk(server: Server) -> Any:
    return json.loads(server.file("story").read_bytes())


def place(page: Page, name: str) -> Any:
    return page.get_by_role("group", name=name, exact=True)


def test_both_values_are_shown_and_nothing_is_saved_before_somebody_decides(page: Page, server: Server) -> None:
    in_conflict(page, server)
    expect(banner(page, "conflict")).to_contain_text("3 values were changed here and elsewhere")
    expect(place(page, "title")).to_contain_text("mine")
    expect(place(page, "title")).to_contain_text("theirs")
    expect(place(page, "title")).to_contain_text("Dawn")
    assert on_disk(server) == THEIRS
    assert any(version["why"] == "conflict" for version in server.backups("story"))


def test_each_value_is_decided_by_itself_and_both_lists_can_stay(page: Page, server: Server) -> None:
    in_conflict(page, server)
    place(page, "author").get_by_label("In the file").check()
    place(page, "tags").get_by_label("Both").check()
    page.get_by_role("button", name="Save this decision").click()
    expect(banner(page, "conflict")).to_be_hidden()
    decided = {
        "title": "mine",
        "author": "Ada theirs",
        "tags": ["sea", "ice", "fog"],
        "n": 1,
        "only mine": True,
        "only theirs": True,
    }
    assert wait_for(lambda: on_disk(server) == decided), on_disk(server)
    expect(indicator(page)).to_contain_text("On disk")


def test_all_of_one_side_is_one_click(page: Page, server: Server) -> None:
    in_conflict(page, server)
    page.get_by_role("button", name="All of the file's").click()
    page.get_by_role("button", name="Save this decision").click()
    expect(banner(page, "conflict")).to_be_hidden()
    assert wait_for(lambda: on_disk(server) == {**THEIRS, "only mine": True}), on_disk(server)


def test_a_conflict_stops_no_other_work_and_waits_over_a_reload(page: Page, server: Server) -> None:
    in_conflict(page, server)
    page.get_by_role("button", name="Later").click()
    page.get_by_role("link", name="History", exact=True).click()
    expect(banner(page, "conflict")).to_be_visible()
    page.reload()
    expect(banner(page, "conflict")).to_be_visible(timeout=20_000)
    expect(place(page, "title")).to_contain_text("mine")
    page.get_by_role("button", name="Save this decision").click()
    expect(banner(page, "conflict")).to_be_hidden()
    assert wait_for(lambda: on_disk(server)["title"] == "mine")


def test_a_restore_by_cp_is_not_undone_by_a_page_with_unsaved_edits(page: Page, server: Server) -> None:
    in_conflict(page, server, mine={**FIRST, "title": "typed and not saved"}, theirs={**FIRST, "title": "restored"})
    assert on_disk(server) == {**FIRST, "title": "restored"}
    expect(place(page, "title")).to_contain_text("typed and not saved")
