"""Live changes: many listeners in one browser share one connection, and none misses what happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sdk_pages import FAST, OPEN, becomes, opened, shown
from tests.serving import Server

EVENTS = "/api/events"
MANY = """async (many) => {
    const { openProject } = await import("/client/index.js");
    const { Live } = await import("/client/live.js");
    const { Server } = await import("/client/server.js");
    window.heard = [];
    const server = new Server({ url: location.origin, client: "list" });
    window.live = new Live(server, (news) => news.type === "event" && window.heard.push(news.event.id));
    window.projects = await Promise.all(Array.from({ length: many }, (_, n) => openProject(`story-${n}`)));
}"""
WITHOUT_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })"
NEWS = """() => {
    window.news = [];
    window.project.addEventListener("news", ({ detail }) => window.news.push(detail.etag));
}"""


@pytest.fixture
def quiet(complaints: list[str], page: Page) -> Iterator[Page]:
    """A page that may complain about a server that is away."""
    yield page
    complaints.clear()


def connections(page: Page) -> list[str]:
    """Return the addresses of events that the pages of the browser will have asked."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url) if EVENTS in request.url else None)
    return asked


def test_a_list_and_ten_projects_in_one_page_share_one_connection(page: Page, server: Server) -> None:
    for number in range(10):
        server.create(f"story-{number}", {"n": 0})
    asked = connections(page)
    page.goto(f"{server.url}/favicon.ico")
    page.evaluate(MANY, 10)
    page.wait_for_timeout(1500)
    for number in range(10):
        server.file(f"story-{number}").write_text('{"n": 1}')
    becomes(lambda: page.evaluate("() => window.projects.map((project) => project.document.n)"), [1] * 10, 20)
    becomes(lambda: sorted(page.evaluate("() => window.heard")), [f"story-{number}" for number in range(10)])
    assert len(asked) == 1


def test_tabs_share_one_connection(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    asked = connections(page)
    tabs = [page, *(page.context.new_page() for _ in range(3))]
    for tab in tabs:
        opened(tab, server, **FAST)
    page.wait_for_timeout(1000)
    server.file("story").write_text('{"n": 1}')
    for tab in tabs:
        becomes(lambda tab=tab: shown(tab), {"n": 1}, 20)  # type: ignore[misc]
    assert len(asked) == 1


def test_another_listener_takes_over_where_the_one_that_is_closed_stopped(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    asked = connections(page)
    page.goto(f"{server.url}/favicon.ico")
    page.evaluate(MANY, 0)
    page.wait_for_timeout(300)
    page.evaluate(OPEN, FAST)
    page.evaluate(NEWS)
    server.file("story").write_text('{"n": 1}')
    becomes(lambda: len(page.evaluate("() => window.news")), 1, 20)
    page.evaluate("() => window.live.close()")
    server.file("story").write_text('{"n": 2}')
    becomes(lambda: shown(page), {"n": 2}, 20)
    becomes(lambda: len(page.evaluate("() => window.news")), 2)
    assert [("since=" in url) for url in asked] == [False, True]


def test_where_pages_cannot_agree_on_a_listener_each_hears_everything_once(page: Page, server: Server) -> None:
    server.create("story", {"n": 0})
    page.context.add_init_script(WITHOUT_LOCKS)
    tabs = [page, page.context.new_page()]
    for tab in tabs:
        opened(tab, server, **FAST)
        tab.evaluate(NEWS)
    page.wait_for_timeout(2000)
    server.file("story").write_text('{"n": 1}')
    for tab in tabs:
        becomes(lambda tab=tab: shown(tab), {"n": 1}, 20)  # type: ignore[misc]
    page.wait_for_timeout(2500)
    heard: list[Any] = [tab.evaluate("() => window.news.length") for tab in tabs]
    assert heard == [1, 1]


def test_a_listener_says_that_the_server_answers_again(quiet: Page, server: Server) -> None:
    quiet.goto(f"{server.url}/favicon.ico")
    quiet.evaluate("""async () => {
        const { Live } = await import("/client/live.js");
        const { Server } = await import("/client/server.js");
        window.ups = 0;
        const server = new Server({ url: location.origin, client: "list" });
        window.live = new Live(server, ({ type }) => { if (type === "up") window.ups += 1 });
    }""")
    becomes(lambda: quiet.evaluate("() => window.ups"), 1)
    server.kill()
    back = Server(server.data, "--port", str(server.port))
    becomes(lambda: quiet.evaluate("() => window.ups") >= 2, value=True, seconds=20)
    back.stop()
