"""Large documents: little is sent, what is no JSON is written as JSON has it, and nothing of the text is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sdk_pages import OPEN, SLOW, becomes, on_disk, opened, shown, status, update
from tests.serving import Server

SAVE = "() => window.project.save().catch(String)"
ITEMS = [{"id": number, "text": "x" * 100} for number in range(2000)]
LARGE = {"title": "Dawn", "items": ITEMS}


@pytest.fixture
def sent(page: Page) -> list[tuple[str, str]]:
    """The method and the body of each save."""
    found: list[tuple[str, str]] = []
    page.on(
        "request",
        lambda asked: (
            found.append((asked.method, asked.post_data or "")) if asked.method in ("PUT", "PATCH", "POST") else None
        ),
    )
    return found


def test_an_update_that_changes_nothing_sends_next_to_nothing(
    page: Page, server: Server, sent: list[tuple[str, str]]
) -> None:
    etag = server.create("story", LARGE).headers["etag"]
    opened(page, server, **SLOW)
    update(page, "")
    page.evaluate(SAVE)
    assert sent in ([], [("PATCH", "[]")])
    assert (status(page), server.load("story").headers["etag"]) == ("saved", etag)


def test_members_in_another_order_are_saved(page: Page, server: Server) -> None:
    server.create("story", LARGE)
    opened(page, server, **SLOW)
    update(page, "const { items } = doc; delete doc.items; doc.items = items; doc.title = doc.title")
    update(page, "const { title } = doc; delete doc.title; doc.title = title")
    page.evaluate(SAVE)
    assert list(on_disk(server)) == ["items", "title"]


def test_what_is_no_json_is_in_the_file_as_json_has_it(page: Page, server: Server) -> None:
    server.create("story", LARGE)
    opened(page, server, **SLOW)
    update(
        page,
        "doc.when = new Date(0); doc.none = undefined; doc.items[1].n = NaN; doc.items[2] = undefined;"
        "doc.price = { cents: 150, toJSON() { return { euros: 1.5 } } }; doc.map = new Map([[1, 2]])",
    )
    page.evaluate(SAVE)
    becomes(lambda: status(page), "saved")
    found = on_disk(server)
    assert (found["when"], found["price"], found["map"]) == ("1970-01-01T00:00:00.000Z", {"euros": 1.5}, {})
    assert "none" not in found
    assert (found["items"][1]["n"], found["items"][2]) == (None, None)
    update(page, "doc.title = 'Dusk'")
    page.evaluate(SAVE)
    assert on_disk(server) == {**found, "title": "Dusk"}


def test_the_digits_of_a_file_stay_when_something_else_is_edited(page: Page, server: Server) -> None:
    text = json.dumps({**LARGE, "n": 1}, indent=2).replace('"n": 1', '"n": 1.0, "big": 9007199254740993') + "\n"
    server.file("story").write_text(text)
    opened(page, server, **SLOW)
    page.reload()
    page.evaluate(OPEN, SLOW)
    update(page, "doc.items.splice(5, 1)")
    page.evaluate(SAVE)
    saved = server.file("story").read_text()
    assert '"n": 1.0' in saved
    assert '"big": 9007199254740993' in saved
    assert len(on_disk(server)["items"]) == len(ITEMS) - 1


def test_a_large_document_is_shown_from_the_cache_and_edited_while_the_server_is_away(
    page: Page, server: Server, complaints: list[str]
) -> None:
    server.create("story", LARGE)
    opened(page, server, **SLOW)
    page.reload()
    page.route("**/api/projects/**", lambda route: route.abort())
    page.evaluate(OPEN, SLOW)
    assert shown(page) == LARGE
    update(page, "doc.items[7].text = 'changed'")
    page.unroute("**/api/projects/**")
    page.reload()
    shown_again: Any = page.evaluate(OPEN, SLOW)
    assert shown_again["items"][7]["text"] == "changed"
    becomes(lambda: on_disk(server)["items"][7]["text"], "changed")
    complaints.clear()
