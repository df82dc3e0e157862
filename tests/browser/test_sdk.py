"""The SDK in a real browser: a cache that loses nothing, and a page that comes together with the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.sdk_pages import FAST, OPEN, SLOW, becomes, on_disk, opened, shown, status, update
from tests.serving import Server


@pytest.fixture
def quiet(complaints: list[str], page: Page) -> Iterator[Page]:
    """A page that may complain about a server that is away."""
    yield page
    complaints.clear()


def test_a_project_is_made_by_its_first_edit(page: Page, server: Server) -> None:
    assert opened(page, server, **FAST, document={"title": ""}) == {"title": ""}
    assert not server.file("story").exists()
    update(page, "doc.title = 'Dawn'")
    becomes(lambda: server.file("story").exists() and on_disk(server), {"title": "Dawn"})
    becomes(lambda: status(page), "saved")
    assert page.evaluate("() => window.project.onDisk.isExact") is True


def test_edits_coalesce_into_one_save(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(page, server, autosaveDelay=300)
    for number in range(1, 11):
        update(page, f"doc.n = {number}")
    becomes(lambda: on_disk(server), {"n": 10})
    assert len([kept for kept in server.backups("story") if kept["why"] == "save"]) <= 2


def test_an_edit_is_cached_before_it_is_saved(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    opened(page, server, **SLOW)
    update(page, "doc.title = 'Dusk'")
    page.reload()
    assert page.evaluate(OPEN, SLOW) == {"title": "Dusk"}
    becomes(lambda: on_disk(server), {"title": "Dusk"})


def test_a_hand_edit_arrives_in_the_page(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    opened(page, server)
    page.wait_for_timeout(500)
    server.file("story").write_text('{"title": "by hand"}')
    becomes(lambda: shown(page), {"title": "by hand"})


def test_a_hand_edit_and_an_edit_of_the_page_are_both_there(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn", "scenes": [{"id": 1, "text": "a"}]})
    opened(page, server, **SLOW)
    update(page, "doc.scenes.push({id: 2, text: 'b'})")
    server.file("story").write_text('{"title": "by hand", "scenes": [{"id": 1, "text": "a"}]}')
    page.evaluate("() => window.project.save()")
    both = {"title": "by hand", "scenes": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]}
    becomes(lambda: on_disk(server), both)
    assert shown(page) == both


def test_a_page_works_while_the_server_is_away_and_saves_when_it_is_back(
    quiet: Page, server: Server, tmp_path: Path
) -> None:
    server.create("story", {"title": "Dawn"})
    opened(quiet, server, **FAST)
    server.kill()
    update(quiet, "doc.title = 'Dusk'")
    becomes(lambda: status(quiet), "offline")
    back = Server(server.data, "--port", str(server.port))
    becomes(lambda: on_disk(back), {"title": "Dusk"}, 20)
    becomes(lambda: status(quiet), "saved")
    back.stop()


def test_two_tabs_follow_each_other(page: Page, server: Server) -> None:
    server.create("story", {"one": 0, "two": 0})
    other = page.context.new_page()
    opened(page, server, **FAST)
    opened(other, server, **FAST)
    update(page, "doc.one = 1")
    becomes(lambda: shown(other), {"one": 1, "two": 0})
    update(other, "doc.two = 2")
    becomes(lambda: shown(page), {"one": 1, "two": 2})


def test_edits_of_two_tabs_at_once_are_both_there(page: Page, server: Server) -> None:
    server.create("story", {"one": 0, "two": 0})
    other = page.context.new_page()
    opened(page, server, **SLOW)
    opened(other, server, **SLOW)
    update(page, "doc.one = 1")
    update(other, "doc.two = 2")
    page.evaluate("() => window.project.save()")
    other.evaluate("() => window.project.save()")
    for look in (lambda: on_disk(server), lambda: shown(page), lambda: shown(other)):
        becomes(look, {"one": 1, "two": 2})


def test_edits_of_tabs_that_are_gone_are_sent_by_the_next_one(page: Page, server: Server) -> None:
    server.create("story", {"one": 0, "two": 0, "three": 0})
    tabs = [page.context.new_page() for _ in range(3)]
    for number, tab in enumerate(tabs):
        opened(tab, server, **SLOW)
        update(tab, f"doc.{('one', 'two', 'three')[number]} = 1")
        tab.route("**/api/projects/**", lambda route: route.abort())
        tab.close()
    opened(page, server, **FAST)
    becomes(lambda: on_disk(server), {"one": 1, "two": 1, "three": 1})
    becomes(lambda: shown(page), {"one": 1, "two": 1, "three": 1})
    becomes(lambda: page.evaluate("() => Object.keys(localStorage)"), ["holdfast/story"])


@pytest.mark.parametrize(("choice", "title"), [("mine", "mine"), ("theirs", "theirs"), ("both", "theirs")])
def test_a_conflict_is_decided_by_the_page(page: Page, server: Server, choice: str, title: str) -> None:
    first = server.create("story", {"title": "Dawn", "n": 1})
    opened(page, server, **SLOW, onConflict="ask")
    update(page, "doc.title = 'mine'")
    server.save("story", {"title": "theirs", "n": 2}, first.headers["etag"])
    page.evaluate("() => window.project.save().catch(() => undefined)")
    becomes(lambda: status(page), "conflict")
    said = page.evaluate("() => window.said.filter(([name]) => name === 'conflict')")
    assert [place["path"] for place in said[0][1]["conflicts"]] == ["/title"]
    page.evaluate("(choice) => window.project.resolve(choice)", choice)
    becomes(lambda: on_disk(server), {"title": title, "n": 2})
    becomes(lambda: shown(page), {"title": title, "n": 2})
    copies = [path.stem for path in server.data.glob("story-*.json")]
    assert (len(copies) == 1) == (choice == "both")


def test_a_clock_that_is_wrong_by_a_year_changes_nothing_that_does_not_overlap(page: Page, server: Server) -> None:
    first = server.create("story", {"one": 0, "two": 0})
    page.goto(f"{server.url}/favicon.ico")
    page.evaluate("() => { const real = Date.now; Date.now = () => real() - 365 * 864e5; }")
    page.evaluate(OPEN, SLOW)
    update(page, "doc.one = 1")
    server.save("story", {"one": 0, "two": 2}, first.headers["etag"])
    page.evaluate("() => window.project.save()")
    becomes(lambda: on_disk(server), {"one": 1, "two": 2})


def test_history_pins_and_restores(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    opened(page, server, **FAST)
    page.evaluate("() => window.project.pin('the beginning')")
    update(page, "doc.title = 'Dusk'")
    page.evaluate("() => window.project.save()")
    history = page.evaluate("() => window.project.history()")
    pinned = next(kept for kept in history if kept.get("label") == "the beginning")
    page.evaluate("(name) => window.project.restore(name)", pinned["name"])
    assert shown(page) == on_disk(server) == {"title": "Dawn"}


def test_an_update_that_throws_leaves_the_document_as_it_was(page: Page, server: Server) -> None:
    server.create("story", {"list": [1, 2]})
    opened(page, server, **FAST)
    failed = page.evaluate(
        "() => { try { window.project.update((doc) => { doc.list.pop(); throw new Error('no') }) }"
        " catch (error) { return error.message } }"
    )
    assert (failed, shown(page)) == ("no", {"list": [1, 2]})


def test_a_broken_file_is_not_overwritten_and_the_page_says_so(quiet: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    opened(quiet, server, **SLOW)
    quiet.wait_for_timeout(500)
    update(quiet, "doc.title = 'Dusk'")
    server.file("story").write_text("{")
    quiet.evaluate("() => window.project.save().catch(() => undefined)")
    assert status(quiet) == "error"
    assert quiet.evaluate("() => window.project.error.code") == "file_broken"
    assert server.file("story").read_text() == "{"


def test_a_small_change_of_a_large_document_is_sent_as_a_patch(page: Page, server: Server) -> None:
    server.create("story", {"items": [{"id": n, "text": "x" * 100} for n in range(3000)]})
    opened(page, server, **SLOW)
    sent: list[tuple[str, int]] = []
    page.on("request", lambda asked: sent.append((asked.method, len(asked.post_data or ""))))
    update(page, "doc.items[7].text = 'changed'")
    page.evaluate("() => window.project.save()")
    assert on_disk(server)["items"][7] == {"id": 7, "text": "changed"}
    assert [(method, size < 200) for method, size in sent if method in ("PATCH", "PUT")] == [("PATCH", True)]
