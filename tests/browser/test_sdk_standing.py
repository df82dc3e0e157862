"""How a project stands: whether the browser keeps what the page shows, what others did, and a project that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sdk_pages import FAST, OPEN, SLOW, becomes, on_disk, opened, shown, status, update
from tests.serving import Server

SAVES = "**/api/projects/**"
SAVE = "() => window.project.save().catch(String)"
HEAR = """() => {
    window.news = [];
    window.project.addEventListener("news", ({ detail }) => window.news.push(detail));
}"""
WATCH_KEPT = """() => {
    window.kept = [];
    const look = () => window.kept.at(-1) !== window.project.isKept && window.kept.push(window.project.isKept);
    for (const name of ["status", "seen"]) window.project.addEventListener(name, look);
}"""
BROKEN_STORES = """async (given) => {
    const { openProject } = await import("/client/index.js");
    const full = { setItem() { throw new DOMException("full", "QuotaExceededError") }, getItem: () => null,
        removeItem() {}, key: () => null, length: 0 };
    const stores = { storage: full, indexedDB: given.indexedDB ? indexedDB : undefined };
    window.project = await openProject("story", { autosaveDelay: 60_000, ...stores });
}"""


@pytest.fixture
def quiet(complaints: list[str], page: Page) -> Iterator[Page]:
    """A page that may complain about a server that is away."""
    yield page
    complaints.clear()


def kept(page: Page) -> bool:
    """Return whether the page says that the browser keeps what it shows."""
    found: bool = page.evaluate("() => window.project.isKept")
    return found


def news(page: Page) -> Any:
    """Return what the page has heard of others."""
    return page.evaluate("() => window.news")


def is_gone(page: Page) -> bool:
    """Return whether the page says that the project was deleted."""
    found: bool = page.evaluate("() => window.project.isGone")
    return found


def delete(server: Server, project: str = "story") -> None:
    """Delete the project as somebody else does."""
    etag = server.load(project).headers["etag"]
    assert server.client.delete(f"/api/projects/{project}", headers={"If-Match": etag}).status_code == 200


def test_what_localstorage_takes_is_kept_when_an_update_returns(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(page, server, **SLOW)
    page.evaluate(WATCH_KEPT)
    update(page, "doc.n = 1")
    page.wait_for_timeout(100)
    assert page.evaluate("() => window.kept") == [True]


def test_what_indexeddb_is_still_writing_is_not_kept_yet(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(page, server, **SLOW)
    page.evaluate(WATCH_KEPT)
    update(page, "doc.text = 'x'.repeat(8 << 20)")
    assert page.evaluate("() => window.kept[0]") is False
    becomes(lambda: kept(page), value=True)
    assert page.evaluate("() => window.kept") == [False, True]


def test_an_edit_that_no_store_takes_is_not_kept(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    quiet.goto(f"{server.url}/favicon.ico")
    quiet.evaluate(BROKEN_STORES, {"indexedDB": False})
    update(quiet, "doc.n = 1")
    quiet.wait_for_timeout(100)
    assert kept(quiet) is False
    assert quiet.evaluate("() => window.project.error.code") == "not_cached"


def test_what_is_saved_is_no_error_where_no_store_takes_it(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    quiet.goto(f"{server.url}/favicon.ico")
    quiet.evaluate(BROKEN_STORES, {"indexedDB": False})
    quiet.wait_for_timeout(100)
    assert (status(quiet), kept(quiet)) == ("idle", False)
    update(quiet, "doc.n = 1")
    quiet.evaluate(SAVE)
    quiet.wait_for_timeout(100)
    assert (status(quiet), kept(quiet), on_disk(server)) == ("saved", False, {"n": 1})


def test_of_edits_that_wait_for_a_write_that_fails_none_is_said_to_be_kept(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    quiet.goto(f"{server.url}/favicon.ico")
    quiet.evaluate(BROKEN_STORES, {"indexedDB": True})
    becomes(lambda: kept(quiet), value=True)
    quiet.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error('no') } }")
    update(quiet, "doc.n = 1")
    update(quiet, "doc.n = 2")
    quiet.evaluate("() => window.project.cache.written")
    assert kept(quiet) is False


def test_a_hand_edit_is_news_with_what_it_replaced(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn", "n": 1})
    opened(page, server, **SLOW)
    page.wait_for_timeout(500)
    page.evaluate(HEAR)
    server.file("story").write_text('{"title": "by hand", "n": 2}')
    becomes(lambda: len(news(page)), 1)
    heard = news(page)[0]
    assert (heard["why"], heard["changes"], heard["source"]) == ("hand-edit", 2, None)
    assert heard["etag"] == server.load("story").headers["etag"].strip('"')
    assert {"savedAt", "id"} <= heard.keys()


def test_a_save_of_the_page_is_no_news_to_it_and_news_to_another(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    other = page.context.new_page()
    for tab in (page, other):
        opened(tab, server, **FAST)
        tab.evaluate(HEAR)
    page.wait_for_timeout(500)
    update(page, "doc.n = 1")
    becomes(lambda: [heard["why"] for heard in news(other)], ["save"])
    assert news(page) == []


def test_a_page_is_told_that_its_project_was_deleted_and_does_not_make_it_again(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(quiet, server, **FAST)
    quiet.wait_for_timeout(500)
    quiet.evaluate(HEAR)
    delete(server)
    becomes(lambda: is_gone(quiet), value=True)
    assert [(heard["why"], heard["etag"]) for heard in news(quiet)] == [("delete", None)]
    assert (status(quiet), shown(quiet)) == ("idle", {"n": 0})
    update(quiet, "doc.n = 1")
    becomes(lambda: status(quiet), "error")
    assert quiet.evaluate("() => window.project.error.code") == "no_such_project"
    assert not server.file("story").exists()


def test_a_project_that_was_deleted_is_made_again_by_a_save(quiet: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(quiet, server, **FAST)
    quiet.wait_for_timeout(500)
    delete(server)
    becomes(lambda: is_gone(quiet), value=True)
    update(quiet, "doc.n = 1")
    becomes(lambda: status(quiet), "error")
    quiet.evaluate(SAVE)
    assert (on_disk(server), status(quiet), is_gone(quiet)) == ({"n": 1}, "saved", False)


def test_a_project_that_was_deleted_is_made_again_by_a_save_without_an_edit(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(page, server, **FAST)
    page.wait_for_timeout(500)
    delete(server)
    becomes(lambda: is_gone(page), value=True)
    page.evaluate(SAVE)
    assert (on_disk(server), status(page), is_gone(page)) == ({"n": 0}, "saved", False)


def test_edits_of_a_project_that_was_deleted_outlive_the_page_and_do_not_make_it_again(
    quiet: Page, server: Server
) -> None:
    server.create("story", {"n": 0})
    opened(quiet, server, **FAST)
    quiet.wait_for_timeout(500)
    delete(server)
    becomes(lambda: is_gone(quiet), value=True)
    update(quiet, "doc.n = 1")
    becomes(lambda: status(quiet), "error")
    quiet.evaluate("() => window.project.close()")
    quiet.reload()
    assert quiet.evaluate(OPEN, FAST) == {"n": 1}
    becomes(lambda: (status(quiet), is_gone(quiet)), ("error", True))
    quiet.wait_for_timeout(300)
    assert not server.file("story").exists()


def test_a_project_that_comes_back_gets_what_was_edited_while_it_was_gone(quiet: Page, server: Server) -> None:
    server.create("story", {"one": 0, "two": 0})
    opened(quiet, server, **FAST)
    quiet.wait_for_timeout(500)
    before = server.file("story").read_bytes()
    delete(server)
    becomes(lambda: is_gone(quiet), value=True)
    update(quiet, "doc.one = 1")
    becomes(lambda: status(quiet), "error")
    server.file("story").write_bytes(before.replace(b'"two": 0', b'"two": 2'))
    becomes(lambda: on_disk(server), {"one": 1, "two": 2})
    becomes(lambda: (status(quiet), is_gone(quiet)), ("saved", False))


def test_a_page_without_edits_follows_a_project_that_comes_back(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    opened(page, server, **FAST)
    page.wait_for_timeout(500)
    before = server.file("story").read_bytes()
    server.file("story").unlink()
    becomes(lambda: is_gone(page), value=True)
    assert page.evaluate("() => window.project.onDisk.etag") is None
    server.file("story").write_bytes(before)
    becomes(lambda: is_gone(page), value=False)
    assert page.evaluate("() => window.project.onDisk.etag") is not None


def test_a_page_with_the_drop_in_makes_its_project_again_by_its_next_edit(quiet: Page, server: Server) -> None:
    page = f"<!doctype html><title>Tool</title><script src='{server.url}/local-storage/story.js'></script>"
    quiet.route("**/tool", lambda route: route.fulfill(body=page, content_type="text/html"))
    quiet.goto(f"{server.url}/tool")
    quiet.evaluate("() => localStorage.setItem('n', '1')")
    becomes(lambda: server.file("story").exists() and on_disk(server), {"n": 1})
    quiet.wait_for_timeout(500)
    delete(server)
    quiet.wait_for_timeout(500)
    assert not server.file("story").exists()
    quiet.evaluate("() => localStorage.setItem('more', '2')")
    becomes(lambda: server.file("story").exists() and on_disk(server), {"n": 1, "more": 2})
