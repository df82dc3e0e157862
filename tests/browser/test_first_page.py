"""The first page, used as a person uses it, on real files."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from playwright.sync_api import Page, expect

from tests.serving import DATA, Server, wait_for

DOCUMENT = (
    b'{\n  "title": "Dawn",\n  "scale": 1.0,\n  "big": 9007199254740993,\n'
    b'  "shots": [\n    {\n      "id": "s1"\n    }\n  ]\n}\n'
)


def opened(page: Page, server: Server, project: str = "story") -> Page:
    """Open a project and wait until its text is there."""
    page.goto(f"{server.url}/#/p/{project}")
    expect(page.locator("textarea").first).not_to_have_value("")
    return page


def edit(page: Page, old: str, new: str) -> None:
    text = page.locator("textarea").first
    text.fill(text.input_value().replace(old, new))


def save(page: Page) -> None:
    page.keyboard.press("Control+s")


def test_a_project_is_opened_edited_saved_and_restored(page: Page, server: Server) -> None:
    server.file("story").write_bytes(DOCUMENT)
    page.goto(server.url)
    page.get_by_role("link", name="Dawn").first.click()
    expect(page.locator("textarea").first).to_have_value(DOCUMENT.decode())
    edit(page, "Dawn", "Dusk")
    save(page)
    expect(page.get_by_text("Saved on disk")).to_be_visible()
    assert server.file("story").read_bytes() == DOCUMENT.replace(b"Dawn", b"Dusk"), "no other byte has changed"
    page.locator("[data-version]").last.get_by_role("button").first.click()
    expect(page.locator(".reader textarea")).to_have_value(DOCUMENT.decode())
    page.locator(".reader").get_by_role("button", name="Restore this version").click()
    assert wait_for(lambda: server.file("story").read_bytes() == DOCUMENT)


def test_real_files_are_listed_and_opened(page: Page, server: Server) -> None:
    shutil.copy(DATA / "pixellab" / "job_history.json", server.file("job_history"))
    shutil.copy(DATA / "microfilm" / "microfilmAnalysisData.json", server.file("microfilm-analysis"))
    page.goto(server.url)
    expect(page.locator(".projects tbody tr")).to_have_count(2)
    opened(page, server, "microfilm-analysis")
    shown = json.loads(page.locator("textarea").first.input_value())
    assert shown == json.loads(server.file("microfilm-analysis").read_bytes())


def test_a_hand_edit_is_noticed_on_the_next_load(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    opened(page, server)
    server.file("story").write_text('{"title": "by hand"}')
    page.reload()
    expect(page.locator("textarea").first).to_have_value('{\n  "title": "by hand"\n}\n')


def test_a_stale_save_shows_both_versions_and_keeps_what_was_typed(page: Page, server: Server) -> None:
    first = server.create("story", {"title": "Dawn", "n": 1})
    opened(page, server)
    server.save("story", {"title": "theirs", "n": 1}, first.headers["etag"])
    edit(page, "Dawn", "mine")
    save(page)
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("theirs")
    assert json.loads(server.file("story").read_bytes())["title"] == "theirs"
    expect(page.locator("textarea").first).to_have_value('{\n  "title": "mine",\n  "n": 1\n}\n')
    assert any(version["why"] == "conflict" for version in server.backups("story"))


def test_a_restore_by_cp_is_not_undone_by_a_page_with_unsaved_text(page: Page, server: Server) -> None:
    first = server.create("story", {"title": "Dawn"})
    server.save("story", {"title": "Dusk"}, first.headers["etag"])
    opened(page, server)
    edit(page, "Dusk", "typed and not saved")
    kept = next(version for version in server.backups("story") if version["etag"] == first.json()["etag"])
    backup = server.data / "backups" / "story" / kept["name"]
    subprocess.run(["cp", "-p", backup, server.file("story")], check=True)
    save(page)
    expect(page.locator(".conflict")).to_be_visible()
    assert json.loads(server.file("story").read_bytes()) == {"title": "Dawn"}


def test_unsaved_text_survives_a_reload(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    opened(page, server)
    edit(page, "Dawn", "not saved yet")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator("textarea").first).to_have_value('{\n  "title": "not saved yet"\n}\n')
    assert json.loads(server.file("story").read_bytes()) == {"title": "Dawn"}


def test_a_broken_file_is_shown_with_its_place_and_the_last_good_version(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    assert wait_for(lambda: server.backups("story") != [])
    server.file("story").write_text('{\n  "title": "Dawn",\n}\n')
    page.goto(f"{server.url}/#/p/story")
    broken = page.locator(".banner.bad")
    expect(broken).to_contain_text("3")
    expect(page.locator(".excerpt")).to_be_visible()
    assert server.file("story").read_text() == '{\n  "title": "Dawn",\n}\n'


PAYLOADS = [
    "<img src=x onerror=window.fired=1>",
    "<svg onload=window.fired=1>",
    "<script>window.fired=1</script>",
    "<iframe srcdoc='<script>parent.fired=1</script>'>",
    "<object data='data:image/svg+xml,<svg onload=window.fired=1>'>",
    "javascript:window.fired=1",
    "<a href=javascript:window.fired=1 autofocus onfocus=window.fired=1>x</a>",
    "<style>@import 'http://evil.test/x.css'</style>",
    "<form action=http://evil.test><button autofocus onfocus=window.fired=1>",
    "<base href=http://evil.test/>",
    "<link rel=stylesheet href=http://evil.test/x.css>",
    "<meta http-equiv=refresh content='0;url=http://evil.test'>",
    "</textarea><script>window.fired=1</script>",
]


def test_what_a_shared_file_holds_never_runs(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for number, payload in enumerate(PAYLOADS):
        server.create(f"p{number}", {"name": payload, "title": payload, payload: payload, "items": [{"id": payload}]})
    page.goto(server.url)
    expect(page.locator(".projects tbody tr")).to_have_count(len(PAYLOADS))
    for number in range(len(PAYLOADS)):
        opened(page, server, f"p{number}")
    page.wait_for_timeout(300)
    assert page.evaluate("window.fired") is None
    assert [url for url in asked if not url.startswith(server.url)] == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_or_overlaps_the_edge(page: Page, server: Server, width: int, scheme: str) -> None:
    server.create("a-project-with-a-rather-long-name-that-has-to-go-somewhere", {"title": "x" * 90})
    server.file("broken").write_text('{"a": 1,,}')
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in ("/", "/#/p/a-project-with-a-rather-long-name-that-has-to-go-somewhere", "/#/p/broken"):
        page.goto(f"{server.url}{address}")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_save_that_was_merged_shows_both_edits_and_goes_on_from_them(page: Page, server: Server) -> None:
    first = server.create("story", {"title": "Dawn", "note": "", "n": 1})
    opened(page, server)
    server.save("story", {"title": "Dawn", "note": "from another tab", "n": 1}, first.headers["etag"])
    edit(page, "Dawn", "Dusk")
    save(page)
    merged = '{\n  "title": "Dusk",\n  "note": "from another tab",\n  "n": 1\n}\n'
    expect(page.locator("textarea").first).to_have_value(merged)
    edit(page, '"n": 1', '"n": 2')
    save(page)
    expect(page.get_by_text("Saved on disk")).to_be_visible()
    assert wait_for(lambda: server.file("story").read_text() == merged.replace('"n": 1', '"n": 2'))


def test_twenty_pages_of_one_browser_work_at_once(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    pages = [page, *(page.context.new_page() for _ in range(19))]
    for each in pages:
        opened(each, server)
    listening = """async () => {
        const answer = await fetch("/api/events", { headers: { Accept: "application/json" } });
        return (await answer.json()).cursor;
    }"""
    cursors = [each.evaluate(listening) for each in pages]
    edit(pages[7], "Dawn", "Dusk")
    pages[7].keyboard.press("Control+s")
    assert wait_for(lambda: b"Dusk" in server.file("story").read_bytes())
    hearing = """async (cursor) => {
        const answer = await fetch(`/api/events?since=${cursor}`, { headers: { Accept: "application/json" } });
        return (await answer.json()).events.map((event) => event.id);
    }"""
    assert all(each.evaluate(hearing, cursor) == ["story"] for each, cursor in zip(pages, cursors, strict=True))
