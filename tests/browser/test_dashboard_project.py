"""A project in the dashboard: how it is saved, what others do to it, and what happens when the server is away."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.dashboard import banner, indicator, open_editor, open_tab, shown_text, type_document, type_text
from tests.conftest import StartServer
from tests.serving import Server, wait_for

STORY = {"title": "Dawn", "scenes": [{"id": 1, "text": "A door opens."}]}


def on_disk(server: Server, project: str = "story") -> object:
    return json.loads(server.file(project).read_bytes())


def test_an_edit_is_saved_by_itself_and_said_to_be_a_backup_only_when_it_is_one(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_editor(page, server)
    type_document(page, {**STORY, "title": "Dusk"})
    assert wait_for(lambda: on_disk(server) == {**STORY, "title": "Dusk"})
    expect(indicator(page)).to_contain_text("kept as backup")
    etag = server.load("story").headers["etag"].strip('"')
    assert any(version["etag"] == etag for version in server.backups("story"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dusk")


def test_the_way_of_an_edit_to_the_disk_is_shown_step_by_step(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_editor(page, server)
    page.get_by_role("button", name="How it is saved").click()
    steps = page.locator(".save-steps li")
    expect(steps).to_have_count(4)
    assert [step.get_attribute("data-state") for step in steps.all()] == ["done"] * 4


def test_a_text_that_is_no_document_changes_nothing_until_it_is_whole_again(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_editor(page, server)
    type_text(page, '{"title": "Du')
    expect(banner(page, "no-document")).to_be_visible()
    type_text(page, '{"title": "Dusk"}')
    expect(banner(page, "no-document")).to_be_hidden()
    assert wait_for(lambda: on_disk(server) == {"title": "Dusk"})


def test_digits_that_a_browser_rounds_are_kept_where_nobody_touched_them_and_saved_as_typed_where_somebody_did(
    page: Page, server: Server
) -> None:
    server.file("story").write_text('{"title": "Dawn", "big": 9007199254740993}')
    open_editor(page, server)
    type_text(page, '{"title": "Dusk", "big": 9007199254740993}')
    expect(indicator(page)).to_contain_text("kept as backup")
    assert wait_for(lambda: "Dusk" in server.file("story").read_text())
    assert "9007199254740993" in server.file("story").read_text()
    type_text(page, '{"title": "Dusk", "big": 9007199254740995}')
    banner(page, "digits").get_by_role("button", name="Save as typed").click()
    assert wait_for(lambda: "9007199254740995" in server.file("story").read_text())


def test_what_breaks_the_contract_is_named_and_can_be_saved_all_the_same(page: Page, server: Server) -> None:
    server.create("history", {"jobs": [], "lastJobId": 1, "version": "1.0"})
    open_editor(page, server, "history")
    broken = {"jobs": [{"id": 7}], "lastJobId": 1, "version": "1.0"}
    type_document(page, broken)
    expect(banner(page, "breach")).to_contain_text("/jobs/0/id")
    expect(indicator(page)).to_contain_text("Not on disk")
    assert on_disk(server, "history") != broken
    banner(page, "breach").get_by_role("button", name="Save all the same").click()
    expect(banner(page, "breach")).to_be_hidden()
    assert on_disk(server, "history") == broken
    expect(indicator(page)).to_contain_text("On disk")
    expect(banner(page, "contract")).to_contain_text("/jobs/0/id")


def test_a_hand_edit_is_shown_said_and_can_be_taken_back(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_editor(page, server)
    server.file("story").write_text(json.dumps({**STORY, "title": "by hand", "more": 1}))
    expect(banner(page, "arrival")).to_contain_text("2 values changed in the file")
    expect(page.get_by_role("heading", level=1)).to_have_text("by hand")
    banner(page, "arrival").get_by_role("button", name="Show what").click()
    expect(page.locator(".arrival")).to_contain_text("Dawn")
    banner(page, "arrival").get_by_role("button", name="Undo it").click()
    assert wait_for(lambda: on_disk(server) == STORY)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dawn")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("by hand")


def test_two_windows_edit_two_places_and_both_edits_stay(page: Page, server: Server, browser: Browser) -> None:
    server.create("story", STORY)
    context = browser.new_context(base_url=server.url)
    other = context.new_page()
    for each in (page, other):
        open_editor(each, server)
    type_document(page, {**STORY, "title": "Dusk"})
    type_document(other, {**STORY, "author": "Ada"})
    assert wait_for(lambda: on_disk(server) == {**STORY, "title": "Dusk", "author": "Ada"})
    for each in (page, other):
        expect(shown_text(each)).to_contain_text("Ada")
        expect(shown_text(each)).to_contain_text("Dusk")
    context.close()


def test_the_page_works_on_while_the_server_is_away_and_saves_when_it_is_back(
    page: Page, start_server: StartServer, forgiven: set[str]
) -> None:
    forgiven.add("net::ERR_")
    server = start_server()
    server.create("story", STORY)
    open_editor(page, server)
    port = server.port
    server.stop()
    type_document(page, {**STORY, "title": "written alone"})
    expect(indicator(page)).to_contain_text("Kept in this browser")
    expect(page.get_by_text("Server away")).to_be_visible()
    again = start_server("--port", str(port))
    expect(indicator(page)).to_contain_text("kept as backup", timeout=30_000)
    assert on_disk(again) == {**STORY, "title": "written alone"}


def test_what_was_typed_while_the_server_was_away_survives_a_reload(
    page: Page, start_server: StartServer, forgiven: set[str]
) -> None:
    forgiven.add("net::ERR_")
    server = start_server()
    server.create("story", STORY)
    open_editor(page, server)
    server.stop()
    type_document(page, {**STORY, "title": "written alone"})
    expect(indicator(page)).to_contain_text("Kept in this browser")
    start_server("--port", str(server.port))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("written alone")


def test_a_deleted_project_is_said_to_be_gone_and_undo_brings_it_back(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_tab(page, server, "story", "settings")
    page.get_by_role("button", name="Delete this project").click()
    expect(page).to_have_url(re.compile("#/$"))
    assert wait_for(lambda: not server.file("story").exists())
    page.get_by_role("button", name="Undo", exact=True).click()
    assert wait_for(lambda: server.file("story").exists())
    assert on_disk(server) == STORY


def test_an_address_of_no_project_says_so_and_leads_on(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/#/p/nothing-here")
    expect(page.get_by_role("heading", name="There is no project “nothing-here”")).to_be_visible()
    expect(page.get_by_role("link", name="All projects", exact=True)).to_be_visible()


def test_a_file_that_somebody_deletes_while_it_is_open_comes_back_only_on_purpose(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_editor(page, server)
    server.file("story").unlink()
    expect(page.get_by_role("heading", name="There is no project “story”")).to_be_visible()
    assert not server.file("story").exists()


def test_what_is_kept_is_set_for_a_project_and_set_back_by_undo(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_tab(page, server, "story", "settings")
    last = page.get_by_label("Always keep the newest")
    expect(last).to_have_value("20")
    last.fill("50")
    last.press("Tab")
    kept = "/api/projects/story/settings"
    assert wait_for(lambda: server.client.get(kept).json()["retention"]["last"] == 50)
    page.get_by_label("Keep every version of this project").check()
    assert wait_for(lambda: server.client.get(kept).json()["retention"]["keepAll"])
    expect(last).to_be_disabled()
    page.get_by_role("button", name="Undo", exact=True).last.click()
    assert wait_for(lambda: not server.client.get(kept).json()["retention"]["keepAll"])


def test_a_save_point_is_kept_by_a_key_and_let_go_of_with_a_way_back(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_tab(page, server, "story", "settings")
    expect(indicator(page)).to_contain_text("kept as backup")
    page.keyboard.press("p")
    pin = page.get_by_role("link", name="without a label")
    expect(pin).to_be_visible()
    page.get_by_role("button", name="Let go of without a label").click()
    expect(pin).to_be_hidden()
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(pin).to_be_visible()


def test_the_contract_is_named_in_the_file_and_taken_out_again(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_tab(page, server, "story", "settings")
    page.get_by_label("Held to the contract of").select_option("pixellab")
    assert wait_for(lambda: "pixellab.schema.json" in page.evaluate("JSON.stringify(localStorage)"))
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(indicator(page)).to_contain_text("On disk", timeout=15_000)
    assert on_disk(server) == STORY


def test_the_file_and_its_tables_are_downloaded_under_their_names(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_tab(page, server, "story", "share")
    with page.expect_download() as wanted:
        page.get_by_role("button", name="download story.json").click()
    assert wanted.value.suggested_filename == "story.json"
    assert wanted.value.path().read_bytes() == server.file("story").read_bytes()
    with page.expect_download() as table:
        page.get_by_role("button", name="download story-scenes.csv").click()
    assert "A door opens." in table.value.path().read_text()


def test_what_is_typed_at_the_moment_of_a_hand_edit_takes_nothing_of_it_away(page: Page, server: Server) -> None:
    server.create("story", STORY)
    open_editor(page, server)
    type_document(page, {**STORY, "title": "typed"})
    server.file("story").write_text(json.dumps({**STORY, "by": "hand"}))
    both = {**STORY, "title": "typed", "by": "hand"}
    assert wait_for(lambda: on_disk(server) == both, 10), on_disk(server)
    expect(shown_text(page)).to_contain_text("hand")
    expect(shown_text(page)).to_contain_text("typed")
