"""Other files and the trash, used as a person uses them, on real files."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.home_pages import act, card, fill, opened
from tests.serving import Server, wait_for


def other(page: Page, name: str) -> Locator:
    """Return the line of an other file."""
    return page.get_by_role("region", name="in the folder").get_by_role("listitem").filter(has_text=name)


def two_versions(server: Server) -> str:
    """Make a project that has changed since its first version; return the name of a copy of that version."""
    first = server.create("story", {"title": "Dawn", "author": "Ada", "place": "here"})
    server.save("story", {"title": "Dusk", "author": "Ada", "place": "here"}, first.headers["etag"])
    assert wait_for(lambda: len(server.backups("story")) == 2)
    return "story (conflicted copy).json"


def test_a_file_whose_name_is_no_id_is_adopted_and_undo_takes_it_back(page: Page, server: Server) -> None:
    path = server.data / "Trip (1).json"
    path.write_text('{"title": "Trip"}')
    opened(page, server)
    line = other(page, "Trip (1).json")
    expect(line.get_by_label("Id of the project for Trip (1).json")).to_have_value("trip-1")
    line.get_by_label("Id of the project").fill("journey")
    line.get_by_role("button", name="Adopt Trip (1).json").click()
    expect(line).to_contain_text("adopted as journey")
    expect(card(page, "Trip")).to_be_visible()
    assert json.loads(server.file("journey").read_bytes()) == {"title": "Trip"}
    assert path.exists()
    page.get_by_role("button", name="Undo").click()
    expect(line.get_by_role("button", name="Adopt Trip (1).json")).to_be_visible()
    assert not server.file("journey").exists()


def test_a_copy_is_merged_into_its_project_and_undo_restores_it(page: Page, server: Server) -> None:
    name = two_versions(server)
    (server.data / name).write_text('{"title": "Dawn", "author": "Ada", "place": "there"}')
    opened(page, server)
    other(page, name).get_by_role("button", name="Merge into story").click()
    expect(page.get_by_role("region", name="in the folder")).to_have_count(0)
    assert json.loads(server.file("story").read_bytes()) == {"title": "Dusk", "author": "Ada", "place": "there"}
    assert not (server.data / name).exists()
    page.get_by_role("button", name="Undo").click()
    assert wait_for(lambda: json.loads(server.file("story").read_bytes())["place"] == "here")


def test_where_both_changed_one_value_a_person_decides(page: Page, server: Server) -> None:
    name = two_versions(server)
    (server.data / name).write_text('{"title": "Noon", "author": "Ada", "place": "here"}')
    opened(page, server)
    line = other(page, name)
    line.get_by_role("button", name="Merge into story").click()
    expect(line).to_contain_text("both changed one value. /title")
    assert (server.data / name).exists()
    line.get_by_role("button", name="Take the copy's values").click()
    expect(line).to_have_count(0)
    assert json.loads(server.file("story").read_bytes())["title"] == "Noon"


def test_a_broken_file_and_a_taken_id_say_what_is_wrong(page: Page, server: Server) -> None:
    fill(server)
    (server.data / "Bad One.json").write_text('{"a": ')
    (server.data / "Dawn.JSON").write_text('{"title": "Other dawn"}')
    opened(page, server)
    other(page, "Bad One.json").get_by_role("button", name="Adopt Bad One.json").click()
    expect(other(page, "Bad One.json").get_by_role("alert")).to_contain_text("line 1")
    other(page, "Dawn.JSON").get_by_role("button", name="Adopt Dawn.JSON").click()
    expect(other(page, "Dawn.JSON").get_by_role("alert")).to_contain_text("already")


def test_the_files_are_folded_away_and_stay_so(page: Page, server: Server) -> None:
    (server.data / "Trip (1).json").write_text("{}")
    fill(server)
    opened(page, server)
    page.get_by_role("button", name="1 file in the folder").click()
    expect(other(page, "Trip (1).json")).to_have_count(0)
    opened(page, server)
    expect(page.get_by_role("button", name="1 file in the folder")).to_have_attribute("aria-expanded", "false")


def test_a_deleted_project_is_restored_from_the_trash_and_undo_deletes_it_again(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    before = json.loads(server.file("dawn").read_bytes())
    act(page, "Dawn", "Delete")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="Trash", level=1)).to_be_visible()
    expect(page.get_by_text("kept for 90 days")).to_be_visible()
    line = page.get_by_role("listitem").filter(has_text="dawn")
    expect(line).to_contain_text("Deleted just now")
    page.get_by_role("button", name="Restore dawn").click()
    expect(line).to_have_count(0)
    assert json.loads(server.file("dawn").read_bytes()) == before
    page.get_by_role("status").get_by_text("Restored dawn").locator("..").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Restore dawn")).to_be_visible()
    assert not server.file("dawn").exists()


def test_the_trash_follows_what_happens_and_is_searched_when_it_is_long(page: Page, server: Server) -> None:
    opened(page, server, "#/")
    page.goto(f"{server.url}/#/trash")
    expect(page.get_by_role("heading", name="The trash is empty")).to_be_visible()
    for number in range(10):
        made = server.create(f"story-{number}", {"n": number})
        server.client.delete(f"/api/projects/story-{number}", headers={"If-Match": made.headers["etag"]})
    expect(page.get_by_role("button", name=re.compile("^Restore"))).to_have_count(10)
    page.get_by_role("searchbox").fill("story-7")
    expect(page.get_by_role("button", name=re.compile("^Restore"))).to_have_count(1)
    expect(page).to_have_url(re.compile("q=story-7"))


def test_a_deleted_text_that_is_broken_can_be_read_and_the_version_before_restored(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    assert wait_for(lambda: server.backups("story") != [])
    server.file("story").write_text('{"title": "Dawn",}')
    opened(page, server)
    act(page, "story", "Delete…")
    page.get_by_role("button", name="Delete the file").click()
    page.goto(f"{server.url}/#/trash")
    page.get_by_role("button", name="Restore story").click()
    expect(page.get_by_text("is no JSON")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the text of story").click()
    assert Path(download.value.path()).read_text() == '{"title": "Dawn",}'
    page.get_by_role("button", name="Restore the version before").click()
    assert wait_for(lambda: server.file("story").exists())
    assert json.loads(server.file("story").read_bytes()) == {"title": "Dawn"}


def test_the_trash_fits_a_narrow_screen(page: Page, server: Server) -> None:
    made = server.create("a" * 64, {"n": 1})
    server.client.delete(f"/api/projects/{'a' * 64}", headers={"If-Match": made.headers["etag"]})
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/#/trash")
    expect(page.get_by_role("button", name=re.compile("^Restore"))).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
