"""A conflict that a person decides: what is undecided, value by value, and nothing lost until then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sdk_pages import OPEN, SLOW, becomes, on_disk, opened, shown, status, update
from tests.serving import Server

ASK = {**SLOW, "onConflict": "ask"}
SAVES = "**/api/projects/**"
SAVE = "() => window.project.save().catch(String)"
DECIDE = "(choice) => window.project.resolve(choice).catch((error) => error.code)"
FIRST = {"title": "Dawn", "author": "Ada", "n": 1}


@pytest.fixture
def quiet(complaints: list[str], page: Page) -> Iterator[Page]:
    """A page that may complain about a server that is away."""
    yield page
    complaints.clear()


def in_conflict(page: Page, server: Server, **theirs: Any) -> str:
    """Let a page and somebody else change the title; return the etag of the version on disk."""
    base = server.create("story", FIRST).headers["etag"]
    opened(page, server, **ASK)
    update(page, "doc.title = 'mine'; doc.n = 2")
    current = server.save("story", {**FIRST, "title": "theirs", **theirs}, base).headers["etag"].strip('"')
    page.evaluate(SAVE)
    becomes(lambda: status(page), "conflict")
    return current


def conflict(page: Page) -> Any:
    """Return what is undecided."""
    return page.evaluate("() => window.project.conflict")


def places(page: Page) -> dict[str, Any]:
    """Return the places that are undecided, with mine and theirs."""
    return {place["path"]: (place["mine"], place["theirs"]) for place in conflict(page)["conflicts"]}


def test_a_conflict_says_what_is_undecided_until_it_is_decided(page: Page, server: Server) -> None:
    current = in_conflict(page, server)
    found = conflict(page)
    assert found["conflicts"] == [{"path": "/title", "base": "Dawn", "mine": "mine", "theirs": "theirs"}]
    assert (found["current"], found["base"], found["theirs"]) == (current, FIRST, {**FIRST, "title": "theirs"})
    assert found["kept"] in [backup["name"] for backup in server.backups("story")]
    page.evaluate(DECIDE, "mine")
    becomes(lambda: status(page), "saved")
    assert conflict(page) is None


def test_a_document_decides_value_by_value_in_one_save(page: Page, server: Server) -> None:
    in_conflict(page, server, author="Bob")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    decided = {"title": "both of us", "author": "Bob", "n": 2, "decided": True}
    page.evaluate(DECIDE, decided)
    assert (on_disk(server), shown(page), status(page)) == (decided, decided, "saved")
    assert [method for method in asked if method != "GET"] == ["PUT"]
    assert conflict(page) is None


def test_a_page_goes_on_from_a_document_that_decided(page: Page, server: Server) -> None:
    in_conflict(page, server)
    page.evaluate(DECIDE, {"title": "decided"})
    update(page, "doc.title = 'later'")
    page.evaluate(SAVE)
    assert (on_disk(server), status(page)) == ({"title": "later"}, "saved")


def test_what_was_changed_elsewhere_while_a_person_decided_is_merged(page: Page, server: Server) -> None:
    current = in_conflict(page, server)
    server.save("story", {**FIRST, "title": "theirs", "author": "Bob"}, current)
    page.evaluate(DECIDE, {**FIRST, "title": "decided", "n": 2})
    becomes(lambda: on_disk(server), {"title": "decided", "author": "Bob", "n": 2})
    becomes(lambda: shown(page), {"title": "decided", "author": "Bob", "n": 2})


def test_a_place_that_was_changed_again_is_a_conflict_anew(page: Page, server: Server) -> None:
    current = in_conflict(page, server)
    server.save("story", {**FIRST, "title": "theirs again"}, current)
    assert page.evaluate(DECIDE, {**FIRST, "title": "decided", "n": 2}) == "stale_base"
    assert status(page) == "conflict"
    assert places(page) == {"/title": ("decided", "theirs again")}
    page.evaluate(DECIDE, {**FIRST, "title": "decided at last", "n": 2})
    assert on_disk(server) == {**FIRST, "title": "decided at last", "n": 2}


def test_what_is_edited_during_a_conflict_is_found_again_with_it(page: Page, server: Server) -> None:
    in_conflict(page, server)
    update(page, "doc.author = 'Eve'")
    assert page.evaluate("() => window.project.isKept") is True
    page.reload()
    page.evaluate(OPEN, ASK)
    becomes(lambda: status(page), "conflict")
    assert shown(page) == {"title": "mine", "author": "Eve", "n": 2}
    assert places(page) == {"/title": ("mine", "theirs")}
    assert on_disk(server) == {**FIRST, "title": "theirs"}


def test_an_edit_during_a_conflict_is_saved_with_the_decision(page: Page, server: Server) -> None:
    in_conflict(page, server)
    update(page, "doc.author = 'Eve'")
    page.evaluate(DECIDE, "theirs")
    becomes(lambda: on_disk(server), {"title": "theirs", "author": "Eve", "n": 2})


def test_a_decision_is_in_the_cache_before_the_server_has_it(quiet: Page, server: Server) -> None:
    in_conflict(quiet, server)
    quiet.route(SAVES, lambda route: route.abort())
    decided = {**FIRST, "title": "decided", "n": 2}
    assert quiet.evaluate(DECIDE, decided) == "offline"
    assert conflict(quiet) is None
    quiet.unroute(SAVES)
    quiet.reload()
    assert quiet.evaluate(OPEN, ASK) == decided
    becomes(lambda: on_disk(server), decided)
    becomes(lambda: status(quiet), "saved")


def test_a_document_that_is_no_json_decides_nothing(page: Page, server: Server) -> None:
    in_conflict(page, server)
    page.evaluate("() => window.project.resolve({ big: 10n }).catch(String)")
    assert (status(page), conflict(page) is None) == ("conflict", False)
    assert shown(page)["title"] == "mine"


def test_a_document_for_no_conflict_is_refused(page: Page, server: Server) -> None:
    server.create("story", FIRST)
    opened(page, server, **ASK)
    assert page.evaluate(DECIDE, {"title": "decided"}) == "no_conflict"
    assert on_disk(server) == FIRST


def test_a_save_asks_anew_and_a_conflict_that_is_over_is_none(page: Page, server: Server) -> None:
    current = in_conflict(page, server)
    server.save("story", FIRST, current)
    page.evaluate(SAVE)
    assert (status(page), conflict(page)) == ("saved", None)
    assert on_disk(server) == {"title": "mine", "author": "Ada", "n": 2}


def test_two_that_begin_a_project_are_asked_only_where_they_differ(page: Page, server: Server) -> None:
    opened(page, server, **ASK, document={"title": "", "shots": [{"id": 1, "text": ""}]})
    update(page, "doc.title = 'mine'; doc.shots[0].text = 'mine'; doc.by = 'Ada'")
    server.create("story", {"title": "theirs", "shots": [{"id": 0, "text": ""}, {"id": 1, "text": "theirs"}], "n": 1})
    page.evaluate(SAVE)
    assert places(page) == {"/title": ("mine", "theirs"), "/shots/0/text": ("mine", "theirs")}
    assert conflict(page)["kept"] is None
    page.evaluate(DECIDE, "mine")
    shots = [{"id": 0, "text": ""}, {"id": 1, "text": "mine"}]
    becomes(lambda: on_disk(server), {"title": "mine", "shots": shots, "n": 1, "by": "Ada"})


def test_two_that_begin_a_project_with_different_values_are_not_asked(page: Page, server: Server) -> None:
    opened(page, server, **ASK, document={"title": "", "n": 0})
    update(page, "doc.title = 'mine'")
    server.create("story", {"title": "", "n": 7})
    page.evaluate(SAVE)
    assert on_disk(server) == {"title": "mine", "n": 7}
