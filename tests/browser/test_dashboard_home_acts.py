"""Making, deleting and copying projects on the page of all projects, on real files."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.home_pages import act, card, fill, opened
from tests.conftest import StartServer
from tests.serving import Server


def test_a_new_project_is_made_by_keyboard_and_opened(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="New project")
    expect(dialog.get_by_label("Title")).to_be_focused()
    page.keyboard.type("Grüße vom Kai")
    expect(dialog.get_by_label("Id")).to_have_value("gru-e-vom-kai")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="Film project")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#/p/gru-e-vom-kai$"))
    made = json.loads(server.file("gru-e-vom-kai").read_bytes())
    assert (made["name"], made["schemaVersion"], made["shots"]) == ("Grüße vom Kai", "1.0", [])


def test_an_id_that_is_taken_or_impossible_is_said_before_anything_is_made(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    page.get_by_role("button", name="New project").click()
    dialog = page.get_by_role("dialog", name="New project")
    dialog.get_by_label("Title").fill("Dawn")
    expect(dialog.get_by_text("There is a project")).to_be_visible()
    expect(dialog.get_by_role("button", name="Make it")).to_be_disabled()
    dialog.get_by_label("Id").fill("No Such Id")
    expect(dialog.get_by_text("Small letters a to z")).to_be_visible()
    dialog.get_by_label("Id").fill("dawn")
    dialog.get_by_role("button", name="Take dawn-2").click()
    dialog.get_by_role("button", name="Make it").click()
    expect(page).to_have_url(re.compile("#/p/dawn-2$"))
    assert json.loads(server.file("dawn-2").read_bytes()) == {"name": "Dawn"}


def test_a_kind_of_ones_own_is_offered_and_may_begin_unfinished(page: Page, server: Server) -> None:
    (server.data / "contracts").mkdir()
    (server.data / "contracts" / "todo.schema.json").write_text(
        '{"title": "To-do list", "type": "object", "required": ["tasks"], "properties": {"tasks": {"type": "array"}}}'
    )
    opened(page, server)
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="New project")
    dialog.get_by_label("Title").fill("Chores")
    dialog.get_by_role("radio", name="To-do list").check()
    dialog.get_by_role("button", name="Make it").click()
    dialog.get_by_role("button", name="Make it all the same").click()
    expect(page).to_have_url(re.compile("#/p/chores$"))
    assert json.loads(server.file("chores").read_bytes())["$schema"] == "/contracts/todo.schema.json"


def test_a_project_is_deleted_undone_duplicated_and_downloaded_from_its_menu(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    before = server.file("dawn").read_bytes()
    act(page, "Dawn", "Delete")
    expect(card(page, "Dawn")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Dawn")).to_be_visible()
    assert json.loads(server.file("dawn").read_bytes()) == json.loads(before)
    act(page, "Dawn", "Duplicate")
    expect(page.get_by_role("link", name="Dawn", exact=True)).to_have_count(2)
    with page.expect_download() as download:
        act(page, "broken", "Download")
    assert Path(download.value.path()).read_bytes() == server.file("broken").read_bytes()


def test_a_path_is_copied(page: Page, server: Server) -> None:
    fill(server)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, server)
    act(page, "Dawn", "Copy the path of the file")
    expect(page.get_by_text("Copied: data/dawn.json")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "data/dawn.json"


def test_deleting_a_broken_file_asks_first_and_keeps_its_text(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    text = server.file("broken").read_bytes()
    act(page, "broken", "Delete…")
    page.get_by_role("button", name="Delete the file").click()
    expect(card(page, "broken")).to_have_count(0)
    kept = list((server.data / "backups" / "broken").glob("*--delete.json"))
    assert [path.read_bytes() for path in kept] == [text]


def test_an_empty_folder_helps_to_begin(page: Page, server: Server) -> None:
    opened(page, server)
    helping = page.get_by_role("region", name="Nothing here yet")
    expect(helping).to_contain_text(f"{server.url}/api/projects/story")
    expect(helping).to_contain_text(f'src="{server.url}/local-storage/my-tool.js"')
    helping.get_by_role("button", name="New project").click()
    expect(page.get_by_role("dialog", name="New project")).to_be_visible()


def test_deleting_by_keyboard_leaves_the_keyboard_where_it_was(page: Page, server: Server) -> None:
    for name in ("a", "b", "c"):
        server.file(name).write_text("{}")
    opened(page, server, "#/?sort=name")
    page.get_by_role("link", name="b", exact=True).focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("link", name="c", exact=True)).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_role("link", name="b", exact=True)).to_be_visible()


def test_tools_that_are_served_are_linked_at_the_end_of_the_page(
    page: Page, start_server: StartServer, tmp_path: Path
) -> None:
    (tmp_path / "tool").mkdir()
    (tmp_path / "tool" / "index.html").write_text("<!doctype html><title>Tool</title><h1>Tool</h1>")
    serving = start_server("--app", f"my-tool={tmp_path / 'tool'}")
    serving.file("dawn").write_text("{}")
    opened(page, serving)
    page.get_by_role("region", name="The server").get_by_role("link", name="my-tool").click()
    expect(page.get_by_role("heading", name="Tool")).to_be_visible()
