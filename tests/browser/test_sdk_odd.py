"""The SDK where something goes wrong at the worst moment: answers lost, defaults, caches that refuse, odd changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.browser.sdk_pages import FAST, OPEN, SLOW, becomes, on_disk, opened, shown, status, update
from tests.serving import Server

SAVES = "**/api/projects/**"
EVENTS = "**/api/events*"
SAVE = "() => window.project.save().catch(String)"
LARGE = [{"id": number, "text": "x" * 100} for number in range(2000)]


@pytest.fixture
def quiet(complaints: list[str], page: Page) -> Iterator[Page]:
    """A page that may complain about a server that is away."""
    yield page
    complaints.clear()


def opened_away(page: Page, server: Server, **options: Any) -> None:
    """Open the project while the server does not answer, and let it answer again."""
    page.goto(f"{server.url}/favicon.ico")
    page.route(SAVES, lambda route: route.abort())
    page.evaluate(OPEN, {**SLOW, **options})
    page.wait_for_timeout(200)


def back(page: Page) -> None:
    """Let the server answer again."""
    page.unroute(SAVES)


def lose_answers(page: Page, seconds: float = 0) -> None:
    """Let saves reach the server after a while, and no answer come back."""

    def lost(route: Route) -> None:
        if route.request.method != "PUT":
            route.continue_()
            return
        time.sleep(seconds)
        route.fetch()
        route.abort()

    page.route(SAVES, lost)


def test_defaults_that_nobody_entered_do_not_overwrite_what_is_there(quiet: Page, server: Server) -> None:
    server.create("story", {"title": "Real", "tags": ["a"]})
    opened_away(quiet, server, document={"title": "", "tags": []})
    update(quiet, "doc.note = 'mine'")
    back(quiet)
    quiet.evaluate(SAVE)
    assert on_disk(server) == {"title": "Real", "tags": ["a"], "note": "mine"}


def test_two_tabs_that_begin_a_project_keep_both_edits(page: Page, server: Server) -> None:
    other = page.context.new_page()
    for tab in (page, other):
        opened(tab, server, **SLOW, document={"title": "", "n": 0})
    update(other, "doc.n = 7")
    update(page, "doc.title = 'Dawn'")
    page.evaluate(SAVE)
    other.evaluate(SAVE)
    becomes(lambda: on_disk(server), {"title": "Dawn", "n": 7})


def test_projects_that_begin_with_one_default_do_not_share_it(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/favicon.ico")
    documents = page.evaluate("""async () => {
        const { openProject } = await import("/client/index.js");
        const document = { notes: [] };
        const [one, two] = [await openProject("one", { document }), await openProject("two", { document })];
        one.update((doc) => { doc.notes.push("of one") });
        return [one.document, two.document];
    }""")
    assert documents == [{"notes": ["of one"]}, {"notes": []}]


def test_an_edit_during_a_save_without_a_base_keeps_what_the_server_had(quiet: Page, server: Server) -> None:
    server.create("story", {"theirs": 1})
    opened_away(quiet, server)
    update(quiet, "doc.mine = 1")
    back(quiet)

    def slow(route: Route) -> None:
        if "if-match" in route.request.headers:
            time.sleep(0.6)
        route.continue_()

    quiet.route(SAVES, slow)
    quiet.evaluate("() => { window.saved = window.project.save() }")
    quiet.evaluate("() => new Promise((go) => setTimeout(go, 350))")
    update(quiet, "doc.later = 1")
    quiet.evaluate("() => window.saved")
    quiet.evaluate(SAVE)
    assert on_disk(server) == {"theirs": 1, "mine": 1, "later": 1}


@pytest.mark.parametrize("change", ["doc.items.splice(0, 1)", "doc.settings = { a: 2 }"])
def test_what_a_short_function_happens_to_return_does_not_replace_the_document(
    page: Page, server: Server, change: str
) -> None:
    server.create("story", {"title": "Dawn", "items": [1, 2], "settings": {"a": 1}})
    opened(page, server, **SLOW)
    page.evaluate(f"() => {{ try {{ window.project.update((doc) => {change}) }} catch {{}} }}")
    assert shown(page)["title"] == "Dawn"


def test_an_answer_without_a_hash_does_not_confirm_an_edit(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(quiet, server, **SLOW)
    update(quiet, "doc.n = 1")
    quiet.route(SAVES, lambda route: route.fulfill(status=200, json={"ok": True}))
    quiet.evaluate(SAVE)
    assert quiet.evaluate("() => window.project.isDirty") is True
    back(quiet)
    quiet.evaluate(SAVE)
    assert on_disk(server) == {"n": 1}


def test_an_edit_made_during_a_restore_is_not_lost(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 1, "title": "Dawn"})
    quiet.goto(f"{server.url}/favicon.ico")
    quiet.route(EVENTS, lambda route: route.abort())
    quiet.evaluate(OPEN, SLOW)
    update(quiet, "doc.n = 2")
    quiet.evaluate(SAVE)
    name = quiet.evaluate("async () => (await window.project.history())[0].name")
    quiet.evaluate(
        "async (name) => { const restored = window.project.restore(name);"
        " window.project.update((doc) => { doc.title = 'Dusk' }); await restored; await window.project.save(); }",
        name,
    )
    assert on_disk(server)["title"] == "Dusk"


def test_a_decision_decides_no_later_conflict(page: Page, server: Server) -> None:
    base = server.create("story", {"title": "Dawn"}).headers["etag"]
    opened(page, server, **SLOW, onConflict="ask")
    page.evaluate("() => window.project.resolve('mine')")
    update(page, "doc.title = 'mine'")
    server.save("story", {"title": "theirs"}, base)
    page.evaluate(SAVE)
    assert status(page) == "conflict"
    assert on_disk(server) == {"title": "theirs"}


def test_a_newer_edit_wins_over_the_own_older_one_whose_answer_was_lost(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(quiet, server, **SLOW)
    quiet.wait_for_timeout(500)
    update(quiet, "doc.n = 1")
    lose_answers(quiet, 0.5)
    quiet.evaluate("() => { window.project.save().catch(String) }")
    quiet.evaluate("() => setTimeout(() => window.project.update((doc) => { doc.n = 2 }), 100)")
    becomes(lambda: status(quiet), "offline")
    back(quiet)
    quiet.evaluate(SAVE)
    assert (on_disk(server), shown(quiet)) == ({"n": 2}, {"n": 2})


def test_a_lost_answer_is_no_conflict_with_oneself(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(quiet, server, **SLOW, onConflict="ask")
    update(quiet, "doc.n = 1")
    lose_answers(quiet)
    quiet.evaluate(SAVE)
    update(quiet, "doc.n = 2")
    back(quiet)
    quiet.evaluate(SAVE)
    assert (status(quiet), on_disk(server)) == ("saved", {"n": 2})


def test_a_cache_that_takes_nothing_is_not_said_to_keep_the_edit(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    quiet.goto(f"{server.url}/favicon.ico")
    quiet.evaluate("""async () => {
        const { openProject } = await import("/client/index.js");
        window.project = await openProject("story", { storage: undefined, indexedDB: undefined });
    }""")
    quiet.route(SAVES, lambda route: route.abort())
    update(quiet, "doc.n = 1")
    quiet.evaluate(SAVE)
    assert status(quiet) != "offline"


def test_a_large_project_that_was_deleted_is_made_anew_by_an_edit(page: Page, server: Server) -> None:
    made = server.create("story", {"items": LARGE})
    opened(page, server, **SLOW)
    server.client.delete("/api/projects/story", headers={"If-Match": made.headers["etag"]})
    update(page, "doc.items[3].text = 'changed'")
    page.evaluate(SAVE)
    becomes(lambda: server.file("story").exists() and on_disk(server)["items"][3]["text"], "changed")


def test_both_versions_of_a_large_document_are_kept(page: Page, server: Server) -> None:
    base = server.create("story", {"title": "Dawn", "items": LARGE}).headers["etag"]
    opened(page, server, **SLOW, onConflict="both")
    update(page, "doc.title = 'mine'")
    server.save("story", {"title": "theirs", "items": LARGE}, base)
    page.evaluate(SAVE)
    becomes(lambda: status(page), "saved")
    assert len(list(server.data.glob("story-*.json"))) == 1


def test_a_broken_file_that_is_put_back_gets_the_edit(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(quiet, server, **FAST)
    quiet.wait_for_timeout(500)
    before = server.file("story").read_bytes()
    server.file("story").write_text("{")
    quiet.wait_for_timeout(500)
    update(quiet, "doc.n = 1")
    becomes(lambda: status(quiet), "error")
    server.file("story").write_bytes(before)
    becomes(lambda: on_disk(server), {"n": 1})


def test_a_clean_tab_asks_again_when_an_answer_fails_once(quiet: Page, server: Server) -> None:
    base = server.create("story", {"n": 0}).headers["etag"]
    opened(quiet, server, **FAST)
    quiet.wait_for_timeout(500)
    quiet.route(SAVES, lambda route: route.fulfill(status=503, body=""), times=1)
    server.save("story", {"n": 1}, base)
    becomes(lambda: shown(quiet), {"n": 1})


def test_an_answer_that_arrives_late_does_not_replace_a_newer_version(page: Page, server: Server) -> None:
    base = server.create("story", {"n": 0}).headers["etag"]
    opened(page, server, **FAST)
    page.wait_for_timeout(500)
    held: list[tuple[Route, Any]] = []
    page.route(SAVES, lambda route: held.append((route, route.fetch())), times=1)
    base = server.save("story", {"n": 1}, base).headers["etag"]
    page.wait_for_timeout(700)
    server.save("story", {"n": 2}, base)
    page.wait_for_timeout(700)
    late, answer = held[0]
    late.fulfill(response=answer)
    page.wait_for_timeout(1000)
    assert shown(page) == {"n": 2}


def test_a_value_that_is_no_json_leaves_the_document_as_it_was(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(page, server, **SLOW)
    page.evaluate("() => { try { window.project.update((doc) => { doc.big = 10n }) } catch {} }")
    assert "big" not in shown(page)
    update(page, "doc.n = 1")
    assert shown(page) == {"n": 1}


def test_edits_left_behind_are_sent_when_the_server_is_back(quiet: Page, server: Server) -> None:
    base = server.create("story", {"a": 0, "b": 0}).headers["etag"].strip('"')
    quiet.goto(f"{server.url}/favicon.ico")
    for number, document in enumerate(({"a": 1, "b": 0}, {"a": 0, "b": 1})):
        entry = {"baseEtag": base, "editedAt": number, "dirty": True, "document": document}
        quiet.evaluate(
            "([key, entry]) => localStorage.setItem(key, JSON.stringify(entry))",
            [f"holdfast/story/gone-{number}", entry],
        )
    quiet.route(SAVES, lambda route: route.abort())
    quiet.evaluate(OPEN, FAST)
    becomes(lambda: status(quiet), "offline")
    quiet.wait_for_timeout(300)
    back(quiet)
    becomes(lambda: on_disk(server), {"a": 1, "b": 1}, 20)


def test_an_open_conflict_asks_once(page: Page, server: Server) -> None:
    base = server.create("story", {"title": "Dawn", "n": 0}).headers["etag"]
    opened(page, server, **SLOW, onConflict="ask")
    page.wait_for_timeout(500)
    update(page, "doc.title = 'mine'")
    for number in range(4):
        base = server.save("story", {"title": "theirs", "n": number}, base).headers["etag"]
        page.wait_for_timeout(400)
    assert page.evaluate("() => window.said.filter(([name]) => name === 'conflict').length") == 1


def test_what_is_heard_of_during_a_save_is_shown_after_it(page: Page, server: Server) -> None:
    server.create("story", {"one": 0, "two": 0})
    opened(page, server, **SLOW)
    page.wait_for_timeout(500)
    page.evaluate("() => { window.heard = 0; window.project.addEventListener('news', () => (window.heard += 1)) }")
    held: list[tuple[Route, Any]] = []
    page.route(SAVES, lambda route: held.append((route, route.fetch())), times=1)
    update(page, "doc.one = 1")
    page.evaluate("() => { window.saved = window.project.save() }")
    becomes(lambda: page.evaluate("() => 0") or len(held), 1)
    server.save("story", {"one": 1, "two": 2}, server.load("story").headers["etag"])
    becomes(lambda: page.evaluate("() => window.heard"), 1)
    route, answer = held[0]
    route.fulfill(response=answer)
    becomes(lambda: shown(page), {"one": 1, "two": 2})


def test_a_file_that_moves_on_while_edits_without_a_base_are_merged_is_no_conflict(quiet: Page, server: Server) -> None:
    server.create("story", {"theirs": 1})
    opened_away(quiet, server)
    update(quiet, "doc.mine = 1; doc.both = 'mine'")
    back(quiet)

    overtakings: list[str] = []

    def overtaken(route: Route) -> None:
        if "if-match" in route.request.headers and not overtakings:
            overtakings.append(route.request.method)
            held = server.load("story")
            server.save("story", {"theirs": 2, "both": "theirs"}, held.headers["etag"])
        route.continue_()

    quiet.route(SAVES, overtaken)
    quiet.evaluate(SAVE)
    assert overtakings == ["PUT"]
    becomes(lambda: status(quiet), "saved")
    assert {"theirs": 2, "mine": 1}.items() <= on_disk(server).items()
    assert shown(quiet) == on_disk(server)
