"""What holds everywhere in the dashboard: keys, palette, light and dark, titles, tokens, narrow screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.dashboard import open_tab
from tests.conftest import StartServer
from tests.serving import DATA, Server

LONG = "a-project-with-a-rather-long-name-that-has-to-go-somewhere"


def two_projects(server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    server.create("notes", {"title": "Notes of a keeper"})


def test_every_project_is_a_few_letters_away_without_a_mouse(page: Page, server: Server) -> None:
    two_projects(server)
    page.goto(server.url)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("keeper")
    expect(page.get_by_role("option", name="Open Notes of a keeper")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notes of a keeper")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_commands_are_found_by_words_and_chosen_by_arrows(page: Page, server: Server) -> None:
    two_projects(server)
    open_tab(page, server, "story")
    page.keyboard.press("Control+k")
    page.keyboard.type("show ")
    options = page.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_question_mark_shows_all_keys_and_keys_lead_around(page: Page, server: Server) -> None:
    two_projects(server)
    open_tab(page, server, "story")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("All projects")
    page.keyboard.press("Escape")
    page.keyboard.type("gr")
    expect(page).to_have_url(re.compile("#/p/story/history$"))
    page.keyboard.type("gh")
    expect(page).to_have_url(re.compile("#/$"))


def test_letters_that_are_typed_into_a_field_are_no_commands(page: Page, server: Server) -> None:
    server.file("story").write_text("{,}")
    page.goto(f"{server.url}/#/p/story")
    field = page.get_by_label("Text of the file")
    field.click()
    page.keyboard.type("gh?")
    assert "gh?" in field.input_value()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_was_chosen_of_light_and_dark_stays_and_never_flashes(page: Page, server: Server) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(server.url)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Switch to dark").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => (window.first = document.documentElement.dataset.theme))"
    )
    page.reload()
    assert page.evaluate("window.first") == "dark"
    assert page.evaluate(ground) == dark


def test_the_title_names_the_page(page: Page, server: Server) -> None:
    two_projects(server)
    page.goto(server.url)
    expect(page).to_have_title("Holdfast")
    open_tab(page, server, "story", "history")
    expect(page).to_have_title("Dawn · history · Holdfast")


def test_a_server_with_a_token_asks_for_it_once_a_tab(browser: Browser, start_server: StartServer) -> None:
    server = start_server("--token", "open sesame")
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    field = page.get_by_role("textbox", name="Token")
    field.fill("wrong")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("does not take this token")
    field.fill("open sesame")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    context.close()


def test_the_token_in_the_address_is_taken_out_of_it(browser: Browser, start_server: StartServer) -> None:
    server = start_server("--token", "abc")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.url}/#token=abc")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert "token" not in page.url
    context.close()


def fill(server: Server) -> None:
    server.create(LONG, {"title": "x" * 90, "list": [{"id": 1, "text": "y" * 300}]})
    server.file("broken").write_text('{"a": 1,,}')
    for name, source in (
        ("job_history", "pixellab/job_history.json"),
        ("analysis", "microfilm/microfilmAnalysisData.json"),
    ):
        server.file(name).write_bytes((DATA / Path(source)).read_bytes())


@pytest.mark.parametrize("width", [2560, 1280, 390])
def test_nothing_is_cut_off_at_the_edge(page: Page, server: Server, width: int) -> None:
    fill(server)
    page.set_viewport_size({"width": width, "height": 800})
    tabs = [f"/#/p/{LONG}/{tab}" for tab in ("", "data", "history", "share", "settings")]
    for address in ("/", "/#/trash", "/#/p/broken", "/#/p/job_history", "/#/p/analysis", *tabs):
        page.goto(f"{server.url}{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_timeout(250)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_twenty_pages_of_one_browser_work_at_once(page: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    pages = [page, *(page.context.new_page() for _ in range(19))]
    for each in pages:
        open_tab(each, server, "story")
    server.file("story").write_text('{"title": "Dusk"}')
    for each in pages:
        expect(each.get_by_role("heading", level=1)).to_have_text("Dusk", timeout=15_000)
