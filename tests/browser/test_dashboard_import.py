"""Taking files in on the page of all projects: dropped and chosen, shown first, undone."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.home_pages import DRAG, LOOK, card, drop, file_in_dialog, fill, opened
from tests.serving import Server, wait_for


def content(server: Server, project: str) -> object:
    """Return what a project's file holds."""
    return json.loads(server.file(project).read_bytes())


def take_in(page: Page) -> None:
    """Import what is ready, and wait until the dialog is gone."""
    page.get_by_role("dialog", name="Import").get_by_role("button", name=re.compile("^Import")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_dropped_file_becomes_a_project_and_undo_takes_it_back(page: Page, server: Server) -> None:
    opened(page, server)
    drop(page, ("Plan 7.json", b'{"title": "Plan", "n": 9007199254740993}'))
    plan = file_in_dialog(page, "Plan 7.json")
    expect(plan.get_by_role("radio", name="New project")).to_be_checked()
    expect(plan).to_contain_text("Makes plan-7 (Any document,")
    assert not server.file("plan-7").exists(), "nothing is changed before it was shown"
    take_in(page)
    expect(card(page, "Plan")).to_be_visible()
    assert b"9007199254740993" in server.file("plan-7").read_bytes()
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Plan")).to_have_count(0)
    assert not server.file("plan-7").exists()


def test_a_file_of_a_project_updates_it_says_what_changes_and_undo_restores_it(page: Page, server: Server) -> None:
    fill(server)
    before = content(server, "dawn")
    opened(page, server)
    drop(page, ("dawn.json", b'{"title": "Dusk", "books": [{"id": 1}, {"id": 2}]}'))
    dawn = file_in_dialog(page, "dawn.json")
    expect(dawn.get_by_role("radio", name="Update")).to_be_checked()
    expect(dawn).to_contain_text("Changes dawn: 1 changed, 1 added. The version before is kept.")
    take_in(page)
    expect(card(page, "Dusk")).to_be_visible()
    expect(page.get_by_text("Imported dawn; the version before is kept")).to_be_visible()
    assert any(version["why"] == "hand-edit" for version in server.backups("dawn"))
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Dawn")).to_be_visible()
    assert content(server, "dawn") == before


def test_undo_of_an_import_leaves_what_somebody_changed_since(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    drop(page, ("dawn.json", b'{"title": "Dusk"}'))
    expect(file_in_dialog(page, "dawn.json")).to_contain_text("Changes dawn")
    take_in(page)
    etag = server.load("dawn").headers["etag"]
    server.save("dawn", {"title": "Noon"}, etag)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Could not take back")).to_be_visible()
    assert content(server, "dawn") == {"title": "Noon"}


def test_a_copy_is_put_beside_and_another_id_can_be_chosen(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    drop(page, ("dawn.json", b'{"title": "Copy"}'), ("other.json", b'{"title": "Other"}'))
    first, second = file_in_dialog(page, "dawn.json"), file_in_dialog(page, "other.json")
    first.get_by_role("radio", name="Copy beside").check()
    expect(first).to_contain_text("Makes dawn-2")
    second.get_by_role("textbox").fill("dawn")
    expect(second).to_contain_text("There is a project dawn already")
    second.get_by_role("textbox").fill("noon")
    expect(second).to_contain_text("Makes noon")
    take_in(page)
    assert (content(server, "dawn-2"), content(server, "noon")) == ({"title": "Copy"}, {"title": "Other"})
    expect(page.get_by_text("Imported 2 projects")).to_be_visible()


def test_a_broken_file_is_shown_with_its_place_and_the_others_are_taken_in(page: Page, server: Server) -> None:
    opened(page, server)
    drop(
        page, ("bad.json", b'{"a": 1,\n "b": [1,2,],\n "c": 3}'), ("good.json", b'{"a": 1}'), ("photo.png", b"\x89PNG")
    )
    bad = file_in_dialog(page, "bad.json")
    expect(bad).to_contain_text("Line 2, column 12: trailing comma in array")
    expect(bad.locator("pre")).to_contain_text('"b": [1,2,],')
    expect(file_in_dialog(page, "photo.png")).to_contain_text("neither JSON nor CSV nor ZIP")
    expect(file_in_dialog(page, "good.json")).to_contain_text("Makes good")
    page.get_by_role("button", name="Import", exact=True).last.click()
    expect(file_in_dialog(page, "good.json")).to_have_count(0)
    expect(bad).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert server.file("good").exists()


def test_rows_of_a_table_go_into_the_list_that_its_name_says(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    drop(page, ("job_history-jobs (1).csv", b"id,prompt\r\njob-1,hello\r\njob-99,new\r\n"))
    table = file_in_dialog(page, "job_history-jobs (1).csv")
    expect(table).to_contain_text("Changes job_history: 1 changed, 1 added.")
    take_in(page)
    jobs = server.load("job_history").json()["jobs"]
    assert {job["id"]: job.get("prompt") for job in jobs}["job-99"] == "new"
    page.get_by_role("button", name="Undo").click()
    assert wait_for(lambda: len(server.load("job_history").json()["jobs"]) == 36)


def test_a_table_becomes_a_project_of_its_own(page: Page, server: Server) -> None:
    opened(page, server)
    drop(page, ("Books.csv", b"id,title\n1,Emma\n2,Persuasion\n"))
    expect(file_in_dialog(page, "Books.csv")).to_contain_text("Makes books")
    take_in(page)
    assert content(server, "books") == {
        "name": "Books",
        "rows": [{"id": 1, "title": "Emma"}, {"id": 2, "title": "Persuasion"}],
    }


def test_a_table_that_cannot_be_read_leaves_nothing_behind(page: Page, server: Server) -> None:
    opened(page, server)
    drop(page, ("Books.csv", b"name,title\n1,Emma\n"))
    table = file_in_dialog(page, "Books.csv")
    expect(table).to_contain_text("Makes books")
    page.get_by_role("button", name="Import", exact=True).last.click()
    expect(table).to_contain_text("needs a column 'id'")
    assert wait_for(lambda: not server.file("books").exists())


def test_a_dump_of_local_storage_becomes_a_document_that_can_be_read(page: Page, server: Server) -> None:
    opened(page, server)
    drop(page, ("state.json", b'{"todo": "{\\"items\\":[1]}", "theme": "dark"}'))
    dump = file_in_dialog(page, "state.json")
    expect(dump.get_by_role("checkbox")).to_be_checked()
    take_in(page)
    assert content(server, "state") == {"todo": {"items": [1]}, "theme": "dark"}


def test_an_archive_makes_and_updates_and_all_of_it_is_undone(page: Page, server: Server) -> None:
    fill(server)
    before = content(server, "dawn")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("all/dawn.json", '{"title": "Dusk"}')
        archive.writestr("all/noon.json", '{"title": "Noon"}')
    opened(page, server)
    drop(page, ("all.zip", packed.getvalue()))
    expect(file_in_dialog(page, "all.zip")).to_contain_text("Makes 1 project, changes 1 project")
    take_in(page)
    assert content(server, "noon") == {"title": "Noon"}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert content(server, "dawn") == before
    assert not server.file("noon").exists()


def test_a_broken_project_is_replaced_only_when_it_is_said(page: Page, server: Server) -> None:
    fill(server)
    text = server.file("broken").read_bytes()
    opened(page, server)
    drop(page, ("broken.json", b'{"a": 1}'))
    expect(file_in_dialog(page, "broken.json")).to_contain_text("the broken text is kept among the backups")
    take_in(page)
    assert content(server, "broken") == {"a": 1}
    assert text in [path.read_bytes() for path in (server.data / "backups" / "broken").iterdir()]


def test_the_page_shows_where_to_drop_while_files_are_dragged_over_it(page: Page, server: Server) -> None:
    opened(page, server)
    page.evaluate(DRAG, "dragenter")
    expect(page.get_by_text("Drop to import")).to_be_visible()
    page.evaluate(DRAG, "dragleave")
    expect(page.get_by_text("Drop to import")).to_have_count(0)


def test_files_are_chosen_and_taken_in_by_keyboard_only(page: Page, server: Server, tmp_path: Path) -> None:
    opened(page, server)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("i")
    file = tmp_path / "dawn.json"
    file.write_text('{"title": "Dawn"}')
    chooser.value.set_files(file)
    expect(page.get_by_role("dialog").get_by_role("button", name="Import", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(card(page, "Dawn")).to_be_visible()
    page.keyboard.press("u")
    expect(card(page, "Dawn")).to_have_count(0)


def test_the_dialog_fits_a_narrow_screen(page: Page, server: Server) -> None:
    fill(server)
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, server)
    drop(page, (f"{'long name ' * 12}.json", b'{"a": [1,]}'), ("dawn.json", b'{"title": "Dusk"}'))
    expect(file_in_dialog(page, "dawn.json")).to_contain_text("Changes dawn")
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth")
    take_in_button = page.get_by_role("button", name="Import", exact=True).last
    expect(take_in_button).to_be_in_viewport()


def test_a_file_that_was_dropped_while_the_server_was_away_is_taken_in_when_it_is_back(
    page: Page, server: Server, forgiven: set[str]
) -> None:
    forgiven.add("net::ERR_")
    opened(page, server)
    is_away = True
    page.route(re.compile("/api/|/health"), lambda route: route.abort() if is_away else route.continue_())
    drop(page, ("dawn.json", b'{"title": "Dawn"}'))
    expect(file_in_dialog(page, "dawn.json")).to_contain_text("The server does not answer")
    is_away = False
    page.evaluate(LOOK)
    expect(file_in_dialog(page, "dawn.json")).to_contain_text("Makes dawn")
    take_in(page)
    expect(card(page, "Dawn")).to_be_visible()
