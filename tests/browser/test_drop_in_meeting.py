"""The drop-in where the file moves on before the page's edit reaches it: both are there."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, Route

from tests.browser.sdk_pages import becomes, on_disk
from tests.serving import Server

ADD = """([key, item]) => {
    localStorage[key] = JSON.stringify([...JSON.parse(localStorage[key]), item]);
}"""
HELD = "(key) => JSON.parse(localStorage[key] ?? 'null')"
FIRST = {"todos": [{"id": 1, "title": "first"}], "theme": "dark", "draft": "one"}


@pytest.fixture
def held() -> list[Route]:
    """The question for the project, for as long as it is held."""
    return []


@pytest.fixture
def tool(page: Page, server: Server, held: list[Route]) -> Page:
    """A page with the drop-in whose project is not open yet."""
    server.create("story", FIRST)
    text = f"<!doctype html><title>Tool</title><script src='{server.url}/local-storage/story.js'></script>"
    page.route("**/tool", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.route("**/api/projects/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright sets attributes on it
    page.goto(f"{server.url}/tool")
    page.wait_for_function("() => localStorage.todos !== undefined")
    while not held:
        page.wait_for_timeout(50)
    return page


def go_on(page: Page, held: list[Route]) -> None:
    """Let the project open, and what follows happen."""
    page.unroute("**/api/projects/**")
    held[0].continue_()
    page.wait_for_timeout(1500)


def change(server: Server, **members: object) -> None:
    """Change the file as another page does."""
    held = server.load("story")
    server.save("story", {**json.loads(held.content), **members}, held.headers["etag"])


def test_an_item_that_was_added_before_the_project_is_open_joins_what_the_file_has_got(
    tool: Page, server: Server, held: list[Route]
) -> None:
    change(server, todos=[*FIRST["todos"], {"id": 2, "title": "theirs"}])
    tool.evaluate(ADD, ["todos", {"id": 3, "title": "mine"}])
    go_on(tool, held)
    becomes(lambda: sorted(item["id"] for item in on_disk(server)["todos"]), [1, 2, 3])
    becomes(lambda: sorted(item["id"] for item in tool.evaluate(HELD, "todos")), [1, 2, 3])


def test_of_a_text_that_both_have_changed_the_later_one_stays(tool: Page, server: Server, held: list[Route]) -> None:
    change(server, draft="theirs", theme="light")
    tool.evaluate("() => { localStorage.draft = 'mine' }")
    go_on(tool, held)
    becomes(lambda: on_disk(server), {**FIRST, "draft": "mine", "theme": "light"})
    becomes(lambda: tool.evaluate("() => [localStorage.draft, localStorage.theme]"), ["mine", "light"])


def test_what_the_page_removes_is_gone_unless_somebody_has_changed_it(
    tool: Page, server: Server, held: list[Route]
) -> None:
    change(server, draft="theirs")
    tool.evaluate("() => { localStorage.removeItem('draft'); localStorage.removeItem('theme') }")
    go_on(tool, held)
    becomes(lambda: on_disk(server), {"todos": FIRST["todos"], "draft": "theirs"})
    becomes(lambda: tool.evaluate("() => [localStorage.draft, localStorage.theme ?? null]"), ["theirs", None])
