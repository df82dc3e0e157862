"""The drop-in in real pages: other tabs, hand edits, the server away, what a browser held before, broken files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.page_server import PageServer
from tests.conftest import StartServer
from tests.serving import Server, wait_for

EMPTY = "<!doctype html><meta charset=utf-8><title>Tool</title>"
LISTENS = """() => {
    window.heard = [];
    addEventListener("storage", ({ key, oldValue, newValue, url, storageArea }) =>
        heard.push([key, oldValue, newValue, url, storageArea === localStorage]));
}"""
HELD = "() => Object.fromEntries(Object.entries(localStorage).sort())"
REAL = """() => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    const held = { ...frame.contentWindow.localStorage };
    frame.remove();
    return held;
}"""
"""What the browser's own localStorage holds, seen through a frame that has no drop-in."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile in which nothing is."""
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a tool of one empty page."""
    made = tmp_path / "tool"
    made.mkdir()
    (made / "index.html").write_text(EMPTY)
    return made


@pytest.fixture
def served(start_server: StartServer, folder: Path) -> Server:
    """A server that serves it twice, as the tools `tool` and `other`."""
    return start_server("--app", f"tool={folder}", "--app", f"other={folder}")


@pytest.fixture
def elsewhere(folder: Path) -> Iterator[PageServer]:
    """The folder at an origin of its own."""
    with PageServer(folder) as pages:
        yield pages


@pytest.fixture
def tagged(start_server: StartServer, folder: Path, elsewhere: PageServer) -> Server:
    """A server whose drop-in the page at that origin includes."""
    server = start_server("--allow-origin", elsewhere.url)
    (folder / "index.html").write_text(f'{EMPTY}<script src="{server.url}/local-storage/tool.js"></script>')
    return server


def page_at(context: BrowserContext, url: str) -> Page:
    """Open a page."""
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(url)
    return page


def tool(context: BrowserContext, server: Server, name: str = "tool") -> Page:
    """Open a tool that the server serves."""
    return page_at(context, f"{server.url}/apps/{name}/")


def on_disk(server: Server, project: str = "tool") -> Any:
    """Return what is in the file, None if there is none."""
    file = server.file(project)
    return json.loads(file.read_bytes()) if file.exists() else None


def reaches(page: Page, expected: dict[str, str]) -> bool:
    """Wait until a page holds what it should; say whether it came to that."""
    return _in_time(page, lambda: page.evaluate(HELD) == expected)


def _in_time(page: Page, condition: Any) -> bool:
    for _ in range(100):
        if condition():
            return True
        page.wait_for_timeout(100)
    return bool(condition())


def test_a_hand_edit_arrives_in_the_open_page_as_from_another_tab(context: BrowserContext, served: Server) -> None:
    page = tool(context, served)
    page.evaluate("localStorage.setItem('list', '[1]'); localStorage.old = 'x'")
    assert wait_for(lambda: on_disk(served) == {"list": [1], "old": "x"})
    page.evaluate(LISTENS)
    served.file("tool").write_text('{"list": [1, 2.50], "__proto__": null}')
    assert reaches(page, {"list": "[1,2.5]"})
    heard = page.evaluate("heard.sort()")
    assert heard == [
        ["__proto__", None, "null", page.url, True],
        ["list", "[1]", "[1,2.5]", page.url, True],
        ["old", "x", None, page.url, True],
    ]
    page.evaluate("localStorage.setItem('mine', 'y')")
    assert wait_for(lambda: "mine" in on_disk(served))
    assert "2.50" in served.file("tool").read_text(), "digits that a browser cannot keep stay"
    assert "null" in served.file("tool").read_text()


def test_other_tabs_and_frames_hear_of_a_write_and_the_writer_does_not(context: BrowserContext, served: Server) -> None:
    writer, other = tool(context, served), tool(context, served)
    writer.evaluate("document.body.append(Object.assign(document.createElement('iframe'), {src: location.href}))")
    writer.wait_for_timeout(500)
    frame = writer.frames[1]
    for place in (writer, other, frame):
        place.evaluate(LISTENS)
    writer.evaluate("localStorage.setItem('a', '1'); localStorage.a = 2; localStorage.a = 2; delete localStorage.a")
    writer.evaluate("localStorage.b = '{}'; localStorage.clear(); localStorage.c = 3")
    expected: list[list[str | None]] = [
        ["a", None, "1"],
        ["a", "1", "2"],
        ["a", "2", None],
        ["b", None, "{}"],
        [None, None, None],
        ["c", None, "3"],
    ]
    for place in (other, frame):
        assert _in_time(writer, lambda place=place: len(place.evaluate("heard")) >= len(expected))
        assert place.evaluate("heard") == [[*change, writer.url, True] for change in expected]
        assert place.evaluate(HELD) == {"c": "3"}
    writer.wait_for_timeout(1500)
    assert writer.evaluate("heard") == []
    assert len(other.evaluate("heard")) == len(expected), "nothing twice, by the way of the server"
    assert on_disk(served) == {"c": 3}


def test_tabs_that_write_one_key_at_once_agree_on_the_last_text(context: BrowserContext, served: Server) -> None:
    pages = [tool(context, served) for _ in range(2)]
    write = """(who) => new Promise((resolve) => {
        let number = 0;
        const timer = setInterval(() => {
            localStorage.both = `${who} ${number}`;
            if ((number += 1) === 100) resolve(clearInterval(timer));
        }, 2);
    })"""
    for who, page in enumerate(pages):
        page.evaluate(f"(who) => {{ window.done = ({write})(who); }}", who)
    for page in pages:
        page.evaluate("done")
    shown = "localStorage.both"

    def agreed() -> bool:
        return len({*(page.evaluate(shown) for page in pages), (on_disk(served) or {}).get("both")}) == 1

    assert _in_time(pages[0], agreed), [page.evaluate(shown) for page in pages]
    assert pages[0].evaluate(shown).endswith(" 99")


def test_a_text_that_fits_no_cache_outlives_the_page_and_the_server(
    context: BrowserContext, served: Server, start_server: StartServer, folder: Path
) -> None:
    page = tool(context, served)
    page.evaluate("localStorage.small = 's'")
    assert wait_for(lambda: on_disk(served) == {"small": "s"})
    page.wait_for_timeout(500)
    served.kill()
    page.evaluate("localStorage.big = 'x'.repeat(8_000_000)")
    page.wait_for_timeout(2000)
    page.close()
    again = start_server("--app", f"tool={folder}", "--port", str(served.port))
    page = tool(context, again)
    assert _in_time(page, lambda: len((on_disk(again) or {}).get("big", "")) == 8_000_000)
    assert _in_time(page, lambda: page.evaluate("(localStorage.big ?? '').length") == 8_000_000)


def test_two_browsers_that_change_one_list_both_keep_their_items(browser: Browser, served: Server) -> None:
    served.create("tool", {"todos": [{"id": 1, "title": "first"}]})
    contexts = [browser.new_context() for _ in range(2)]
    pages = [tool(context, served) for context in contexts]
    add = """(id) => {
        const todos = JSON.parse(localStorage.todos);
        localStorage.todos = JSON.stringify([...todos, { id, title: `item ${id}` }]);
    }"""
    for number, page in enumerate(pages):
        page.evaluate(add, number + 2)
    assert wait_for(lambda: [todo["id"] for todo in on_disk(served)["todos"]] in ([1, 2, 3], [1, 3, 2]))
    for page in pages:
        assert _in_time(page, lambda page=page: "item 2" in page.evaluate(HELD)["todos"])
        assert _in_time(page, lambda page=page: "item 3" in page.evaluate(HELD)["todos"])
    for context in contexts:
        context.close()


def test_a_page_that_is_left_at_once_has_lost_nothing(context: BrowserContext, served: Server) -> None:
    page = tool(context, served)
    page.evaluate("localStorage.large = 'x'.repeat(200_000)")
    page.evaluate("localStorage.last = 'word'")
    page.goto("about:blank")
    again = tool(context, served)
    assert again.evaluate("localStorage.last") == "word"
    assert wait_for(lambda: (on_disk(served) or {}).get("last") == "word")
    assert len(on_disk(served)["large"]) == 200_000


def test_while_the_server_is_away_the_page_goes_on_and_its_edits_arrive_later(
    context: BrowserContext, tagged: Server, elsewhere: PageServer, start_server: StartServer
) -> None:
    page = page_at(context, elsewhere.url)
    page.evaluate("localStorage.setItem('list', '[1]'); localStorage.gone = 'x'; localStorage.theme = 'dark'")
    assert wait_for(lambda: on_disk(tagged) == {"list": [1], "gone": "x", "theme": "dark"})
    page.wait_for_timeout(500)
    tagged.stop()
    page.evaluate("localStorage.setItem('list', '[1,2]')")
    page.reload()
    assert page.evaluate("localStorage.getItem('list')") == "[1,2]", "not even the script could be loaded"
    page.evaluate("localStorage.setItem('list', '[1,2,3]'); localStorage.removeItem('gone')")
    again = start_server("--allow-origin", elsewhere.url, "--port", str(tagged.port))
    again.file("tool").write_text('{"list": [1], "gone": "x", "theme": "light"}')
    page.reload()
    assert page.evaluate(HELD) == {"list": "[1,2,3]", "theme": "light"}
    assert wait_for(lambda: on_disk(again) == {"list": [1, 2, 3], "theme": "light"})


def test_what_the_browser_held_is_taken_over_once(
    context: BrowserContext, folder: Path, elsewhere: PageServer, start_server: StartServer
) -> None:
    page = page_at(context, elsewhere.url)
    page.evaluate("localStorage.setItem('tasks', '[\"a\"]'); localStorage.theme = 'dark'")
    server = start_server("--allow-origin", elsewhere.url)
    (folder / "index.html").write_text(f'{EMPTY}<script src="{server.url}/local-storage/tool.js"></script>')
    page.reload()
    assert page.evaluate(HELD) == {"tasks": '["a"]', "theme": "dark"}
    assert wait_for(lambda: on_disk(server) == {"tasks": ["a"], "theme": "dark"})
    page.evaluate("localStorage.clear()")
    assert wait_for(lambda: on_disk(server) == {})
    page.reload()
    assert page.evaluate(HELD) == {}, "it does not come back"
    kept = [server.client.get(f"/api/projects/tool/backups/{each['name']}").json() for each in server.backups("tool")]
    assert {"tasks": ["a"], "theme": "dark"} in kept


def test_a_project_that_differs_wins_and_what_the_browser_held_stays(
    context: BrowserContext, folder: Path, elsewhere: PageServer, start_server: StartServer
) -> None:
    page = page_at(context, elsewhere.url)
    page.evaluate("localStorage.theme = 'dark'; localStorage.only = 'here'")
    server = start_server("--allow-origin", elsewhere.url)
    server.create("tool", {"theme": "light"})
    (folder / "index.html").write_text(f'{EMPTY}<script src="{server.url}/local-storage/tool.js"></script>')
    page.reload()
    assert page.evaluate(HELD) == {"theme": "light"}
    page.evaluate("localStorage.theme = 'blue'")
    assert wait_for(lambda: on_disk(server) == {"theme": "blue"})
    page.reload()
    assert page.evaluate(HELD) == {"theme": "blue"}
    real = page.evaluate(REAL)
    assert (real["theme"], real["only"]) == ("dark", "here")


def test_tools_of_one_server_do_not_see_each_other(context: BrowserContext, served: Server) -> None:
    one, other = tool(context, served), tool(context, served, "other")
    other.evaluate(LISTENS)
    one.evaluate("localStorage.theme = 'dark'")
    other.evaluate("localStorage.theme = 'light'")
    assert wait_for(lambda: (on_disk(served), on_disk(served, "other")) == ({"theme": "dark"}, {"theme": "light"}))
    third = page_at(context, f"{served.url}/apps/other/index.html")
    assert third.evaluate(HELD) == {"theme": "light"}
    assert other.evaluate("heard") == []
    one.reload()
    assert one.evaluate(HELD) == {"theme": "dark"}


def test_a_broken_file_is_told_of_and_left_alone(context: BrowserContext, served: Server) -> None:
    page = tool(context, served)
    page.evaluate("localStorage.theme = 'dark'; localStorage.list = '[1]'")
    assert wait_for(lambda: on_disk(served) == {"theme": "dark", "list": [1]})
    assert wait_for(lambda: len(served.backups("tool")) == 1), "the base of what follows is kept"
    page.close()
    broken = '{"theme": "dark", "list": [1'
    served.file("tool").write_text(broken)
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "warning" else None)
    page.add_init_script("addEventListener('holdfast:problem', (event) => (window.problem = event.detail))")
    page.goto(f"{served.url}/apps/tool/")
    assert page.evaluate(HELD) == {"list": "[1]", "theme": "dark"}, "what the browser holds"
    page.evaluate("localStorage.theme = 'light'")
    page.wait_for_timeout(1500)
    assert page.evaluate("problem.code") == "file_broken"
    assert any("broken" in text for text in said)
    assert served.file("tool").read_text() == broken
    page.reload()
    assert page.evaluate("localStorage.theme") == "light"
    served.file("tool").write_text('{"theme": "dark", "list": [1, 2]}')
    assert _in_time(page, lambda: on_disk(served) == {"theme": "light", "list": [1, 2]})
    assert reaches(page, {"list": "[1,2]", "theme": "light"})


def test_there_is_no_quota(context: BrowserContext, served: Server) -> None:
    page = tool(context, served)
    size = 8_000_000
    page.evaluate("(size) => { localStorage.small = 's'; localStorage.big = 'x'.repeat(size); }", size)
    assert page.evaluate("localStorage.big.length") == size
    assert wait_for(lambda: len((on_disk(served) or {}).get("big", "")) == size, 30)
    page.wait_for_timeout(500)
    page.reload()
    assert page.evaluate("[localStorage.big.length, localStorage.small]") == [size, "s"]
    page.evaluate("localStorage.removeItem('big')")
    assert wait_for(lambda: on_disk(served) == {"small": "s"}, 30)


def test_with_a_token_the_page_reads_with_the_one_that_the_dashboard_keeps(
    context: BrowserContext, folder: Path, start_server: StartServer
) -> None:
    server = start_server("--token", "secret", "--app", f"tool={folder}")
    server.client.headers["X-Token"] = "secret"
    server.create("tool", {"theme": "dark"})
    page = tool(context, server)
    page.evaluate("localStorage.draft = 'x'")
    page.wait_for_timeout(1000)
    assert page.evaluate(HELD) == {"draft": "x"}
    assert on_disk(server) == {"theme": "dark"}
    page.goto(f"{server.url}/#token=secret")
    page.goto(f"{server.url}/apps/tool/")
    assert reaches(page, {"draft": "x", "theme": "dark"})
    assert wait_for(lambda: on_disk(server) == {"theme": "dark", "draft": "x"})


def test_a_project_whose_folder_was_lost_comes_back_from_the_browser(context: BrowserContext, served: Server) -> None:
    page = tool(context, served)
    page.evaluate("localStorage.list = '[1]'")
    assert wait_for(lambda: on_disk(served) == {"list": [1]})
    page.wait_for_timeout(300)
    page.close()
    served.file("tool").unlink()
    page = tool(context, served)
    assert page.evaluate(HELD) == {"list": "[1]"}
    assert _in_time(page, lambda: on_disk(served) == {"list": [1]})


def test_a_page_may_include_it_twice(context: BrowserContext, served: Server, folder: Path) -> None:
    twice = '<script src="/local-storage/tool.js"></script>' * 2
    (folder / "index.html").write_text(f"{EMPTY}{twice}<script>localStorage.a = 1</script>{twice}<body>")
    page = tool(context, served)
    assert page.evaluate("[localStorage.length, localStorage.a]") == [1, "1"]
    assert wait_for(lambda: on_disk(served) == {"a": 1})


def test_a_page_without_storage_keeps_its_texts_on_the_server_all_the_same(
    context: BrowserContext, served: Server, folder: Path
) -> None:
    (folder / "frame.html").write_text(
        '<iframe sandbox="allow-scripts" src="/apps/tool/"></iframe><script src="/local-storage/other.js"></script>'
    )
    page = page_at(context, f"{served.url}/apps/other/frame.html")
    page.wait_for_timeout(500)
    assert page.evaluate("localStorage.length") == 0
    assert page.frames[1].evaluate("document.title") == "Tool", "the frame's page stands, whatever it may not have"


def test_pages_of_other_origins_get_nothing(context: BrowserContext, served: Server, elsewhere: PageServer) -> None:
    served.create("tool", {"theme": "dark"})
    page = page_at(context, elsewhere.url)
    included = """(src) => new Promise((resolve) => {
        const script = document.createElement("script");
        Object.assign(script, { src, onload: () => resolve("ran"), onerror: () => resolve("refused") });
        document.head.append(script);
    })"""
    assert page.evaluate(included, f"{served.url}/local-storage/tool.js") == "refused"
    assert page.evaluate("localStorage.length") == 0
