"""Three tools that know nothing of Holdfast keep their state when the browser's profile is wiped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_server import PageServer
from tests.conftest import StartServer
from tests.serving import DATA, Server, wait_for

PAGES = Path(__file__).parent / "pages"
OpenFresh = Callable[[], Page]


@pytest.fixture(params=["served from its folder", "with one script tag added"])
def way(request: pytest.FixtureRequest) -> str:
    """How a page comes to its drop-in."""
    return str(request.param)


@pytest.fixture
def tool(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of the tool that a test names."""
    name = str(request.param)
    folder = tmp_path / "tools" / name
    shutil.copytree(PAGES / name, folder)
    shutil.copytree(DATA / "microfilm", folder / "results")
    return folder


@pytest.fixture
def opened(browser: Browser, start_server: StartServer, tool: Path, way: str) -> Iterator[tuple[Server, OpenFresh]]:
    """The server, and what opens the tool in a profile in which nothing is."""
    with ExitStack() as ending:
        if way == "served from its folder":
            before = (tool / "index.html").read_bytes()
            server = start_server("--app", f"{tool.name}={tool}")
            address = f"{server.url}/apps/{tool.name}/"
            ending.callback(lambda: _same(tool, before))
        else:
            pages = ending.enter_context(PageServer(tool))
            server = start_server("--allow-origin", pages.url)
            page = (tool / "index.html").read_text()
            tag = f'<script src="{server.url}/local-storage/{tool.name}.js"></script>'
            (tool / "index.html").write_text(page.replace("<head>", f"<head>{tag}"))
            address = pages.url

        def fresh() -> Page:
            context = browser.new_context()
            ending.callback(context.close)
            found = context.new_page()
            found.set_default_timeout(8000)
            found.goto(address)
            return found

        yield server, fresh


def _same(tool: Path, before: bytes) -> None:
    assert (tool / "index.html").read_bytes() == before


def document(server: Server, project: str) -> dict[str, Any]:
    """Return what is in the file, nothing if there is none."""
    file = server.file(project)
    found: dict[str, Any] = json.loads(file.read_bytes()) if file.exists() else {}
    return found


@pytest.mark.parametrize("tool", ["todo"], indirect=True)
def test_a_to_do_list(opened: tuple[Server, OpenFresh]) -> None:
    server, fresh = opened
    page = fresh()
    for title in ("Milk", "Grüße an 😀", "</script>"):
        page.locator("#text").fill(title)
        page.locator("#text").press("Enter")
    page.locator("li").first.click()
    page.locator("#filter").select_option("open")
    assert wait_for(lambda: document(server, "todo").get("todoFilter") == "open")
    assert [todo["title"] for todo in document(server, "todo")["todos"]] == ["Milk", "Grüße an 😀", "</script>"]
    page.context.close()
    again = fresh()
    expect(again.locator("li")).to_have_text(["Grüße an 😀", "</script>"])
    expect(again.locator("#filter")).to_have_value("open")
    expect(again.locator("#left")).to_have_text("2 left")


@pytest.mark.parametrize("tool", ["game"], indirect=True)
def test_a_game_with_a_packed_save(opened: tuple[Server, OpenFresh]) -> None:
    server, fresh = opened
    page = fresh()
    for button in ("dig", "dig", "over", "dig", "dig", "dig", "mute"):
        page.locator(f"#{button}").click()
    hud, scores = page.locator("#hud").inner_text(), page.locator("#scores").inner_text()
    assert "depth 3" in hud
    assert wait_for(lambda: document(server, "game").get("muted") is True)
    assert document(server, "game")["cave.save.v2"].startswith("$utf16:"), "half characters are written out"
    page.context.close()
    again = fresh()
    expect(again.locator("#hud")).to_have_text(hud)
    expect(again.locator("#scores")).to_have_text(scores)
    again.locator("#over").click()
    assert wait_for(lambda: "cave.save.v2" not in document(server, "game"))


@pytest.mark.parametrize("tool", ["register"], indirect=True)
def test_the_register_with_its_real_data(opened: tuple[Server, OpenFresh]) -> None:
    server, fresh = opened
    page = fresh()
    for step in range(1, 6):
        page.locator("#next").click()
        expect(page.locator("#steps li")).to_have_count(step)
    expect(page.locator("#summary")).to_have_text("step 5: 1762 documents, numbered")
    held = page.evaluate("({ ...localStorage })")
    assert wait_for(lambda: document(server, "register").get("microfilmWorkflowState", {}).get("step") == 5, 15)
    found = document(server, "register")
    real = json.loads((DATA / "microfilm" / "microfilmAnalysisData.json").read_bytes())
    assert found["microfilmAnalysisData"] == real, "real JSON, to be read and edited in the file"
    assert isinstance(found["microfilmFilmNumberResults"], str), "a text that no browser prints stays one"
    assert server.file("register").stat().st_size > 2_000_000
    page.context.close()
    again = fresh()
    expect(again.locator("#summary")).to_have_text("step 5: 1762 documents, numbered")
    assert again.evaluate("({ ...localStorage })") == held, "text for text"
    again.locator("#clear").click()
    assert wait_for(lambda: document(server, "register") == {}, 15)
    assert any(backup["pinned"] for backup in server.backups("register")), "what was cleared is kept"
