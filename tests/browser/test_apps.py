"""A tool that knows nothing of Holdfast, opened from its folder by the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import StartServer
from tests.serving import Server

DROP_IN = "/local-storage/todo.js"
TODO = """<!-- saved from somewhere -->
<!DOCTYPE html>
<html lang="en">
<HEAD>
  <meta charset="utf-8"><title>To do: Größe</title>
  <script>
    window.first = [...document.scripts].map((script) => script.getAttribute("src"));
    window.before = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
  </script>
  <link rel="stylesheet" href="style.css"><script src="code/todo.js" defer></script>
</HEAD>
<body><h1>To do</h1><ul></ul></body></html>
"""
CODE = """const items = JSON.parse(localStorage.getItem("items") || "[]");
items.push(`item ${items.length + 1}`);
localStorage.setItem("items", JSON.stringify(items));
document.querySelector("ul").append(...items.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
}));
"""
STRICT = """<script>window.first = document.scripts[0].getAttribute("src");</script>
<html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'"></head>
"""


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """The tool's folder."""
    folder = tmp_path / "todo"
    (folder / "code").mkdir(parents=True)
    (folder / "index.html").write_text(TODO)
    (folder / "strict.html").write_text(STRICT)
    (folder / "style.css").write_text("h1 { color: rgb(1, 2, 3) }")
    (folder / "code" / "todo.js").write_text(CODE)
    return folder


@pytest.fixture
def served(start_server: StartServer, tool: Path) -> Server:
    return start_server("--app", f"todo={tool}")


@pytest.fixture
def tab(browser: Browser, served: Server) -> Iterator[Page]:
    """A tab of a profile of its own, and what it asked for in `asked`."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=served.url)
    yield context.new_page()
    context.close()


def paths_asked(tab: Page, served: Server) -> list[str]:
    """Return the list that every address asked for by `tab` is added to."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(served.url)))
    return asked


def test_the_drop_in_is_asked_for_before_anything_else_of_the_page(tab: Page, served: Server) -> None:
    asked = paths_asked(tab, served)
    tab.goto("/apps/todo")
    expect(tab.locator("li")).to_have_text(["item 1"])
    assert tab.url == f"{served.url}/apps/todo/"
    assert asked[:3] == ["/apps/todo", "/apps/todo/", DROP_IN]
    assert {"/apps/todo/style.css", "/apps/todo/code/todo.js"} <= set(asked[3:])
    assert tab.evaluate("first")[0] == DROP_IN
    assert DROP_IN in tab.evaluate("before"), "the parser waited for it"
    assert tab.evaluate("document.head.firstElementChild.getAttribute('src')") == DROP_IN


def test_the_page_is_otherwise_as_from_its_folder(tab: Page, tool: Path) -> None:
    looks = (
        "[document.compatMode, document.characterSet, document.title, getComputedStyle(document.body.firstChild).color]"
    )
    tab.goto("/apps/todo/")
    served = tab.evaluate(looks)
    tab.goto((tool / "index.html").as_uri())
    assert served == tab.evaluate(looks) == ["CSS1Compat", "UTF-8", "To do: Größe", "rgb(1, 2, 3)"]


def test_a_page_may_ask_the_server_that_it_comes_from(tab: Page, served: Server) -> None:
    served.create("story", {"n": 1})
    tab.goto("/apps/todo/")
    asks = "(url) => fetch(url).then((answer) => answer.json())"
    assert tab.evaluate(asks, f"{served.url}/api/projects/story") == {"n": 1}
    assert tab.evaluate(asks, "/load-jobs")["jobs"] == []


def test_a_policy_of_the_page_comes_too_late_for_the_drop_in(tab: Page, served: Server) -> None:
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    asked = paths_asked(tab, served)
    tab.goto("/apps/todo/strict.html")
    assert DROP_IN in asked
    assert tab.evaluate("first") == DROP_IN
    assert not [text for text in said if "Content Security Policy" in text and DROP_IN in text]
    tab.evaluate("localStorage.kept = 'x'")
    tab.wait_for_timeout(500)
    assert any("the page goes on with what the browser holds" in text for text in said), "it says that it cannot save"
    tab.reload()
    assert tab.evaluate("localStorage.kept") == "x"


def test_the_first_page_names_the_tools(tab: Page, served: Server, start_server: StartServer) -> None:
    tab.goto("/")
    tool = tab.get_by_role("link", name="todo", exact=True)
    tool.click()
    expect(tab.locator("h1")).to_have_text("To do")
    tab.go_back()
    expect(tool).to_be_visible()
    tab.goto(f"{start_server().url}/")
    expect(tab.get_by_text("Folder", exact=True)).to_be_visible()
    expect(tool).to_have_count(0)
