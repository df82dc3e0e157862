"""The list of all projects, used as a person uses it, on real files."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.home_pages import LOOK, card, fill, opened
from tests.browser.payloads import PAYLOADS
from tests.conftest import StartServer
from tests.serving import Server

WATCH_SHIFTS = """
window.jumped = 0;
const watch = (list) => list.getEntries().forEach(({ value }) => (window.jumped += value));
new PerformanceObserver(watch).observe({ type: "layout-shift", buffered: true });
"""


def test_projects_are_shown_with_kind_size_age_and_what_they_hold(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    expect(page.get_by_role("status").filter(has_text="4 projects")).to_be_visible()
    jobs = card(page, "job_history")
    for text in ("Pixel-art jobs", "36 jobs, 33 done", "68 kB", "just now"):
        expect(jobs).to_contain_text(text)
    expect(card(page, "The Lamp")).to_contain_text("Film project · lamp")
    card(page, "Dawn").click()
    expect(page).to_have_url(re.compile("#/p/dawn$"))


def test_a_broken_file_says_what_is_wrong_and_leads_to_it(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    expect(card(page, "broken")).to_contain_text("Broken Line 2, column 7")
    card(page, "broken").get_by_role("link").click()
    expect(page).to_have_url(re.compile("#/p/broken$"))


def test_the_picture_of_a_project_is_loaded_as_an_image_and_nothing_else(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    picture = card(page, "job_history").locator("img")
    expect(picture).to_have_attribute("src", re.compile("^blob:"))
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")
    expect(card(page, "Dawn").locator("svg path.tone-1")).to_be_attached()


def test_the_view_is_kept_as_it_was_chosen(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    page.get_by_role("button", name="Table", exact=True).click()
    row = page.get_by_role("row").filter(has_text="job_history")
    cells = ["job_history", "Pixel-art jobs", "68 kB", "just now"]
    for cell in cells:
        expect(row.get_by_role("cell").filter(has_text=cell).first).to_be_visible()
    opened(page, server)
    expect(page.get_by_role("table", name="All projects")).to_be_visible()


def test_a_table_is_sorted_by_its_heads_and_the_address_keeps_it(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    page.keyboard.press("v")
    page.get_by_role("button", name="Name").click()
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "ascending")
    names = page.get_by_role("table").get_by_role("link")
    expect(names).to_have_text(["broken", "Dawn", "job_history", "The Lamp"])
    page.get_by_role("button", name="Name").click()
    expect(names).to_have_text(["The Lamp", "job_history", "Dawn", "broken"])
    expect(page).to_have_url(re.compile("sort=name&order=desc"))
    page.reload()
    expect(names).to_have_text(["The Lamp", "job_history", "Dawn", "broken"])


def test_typing_searches_and_the_address_can_be_shared(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    page.keyboard.press("/")
    page.keyboard.type("lam")
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="1 of 4 projects")).to_be_visible()
    assert page.locator("mark").all_inner_texts() == ["Lam", "lam"]
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#/p/lamp$"))
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("lam")
    expect(page.get_by_role("article")).to_have_count(1)


def test_kinds_and_states_are_filtered_and_nothing_found_leads_back(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    page.get_by_label("State").select_option(label="Broken")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_label("Kind").select_option(label="Film project")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    page.get_by_role("button", name="Show all projects").click()
    expect(page.get_by_role("article")).to_have_count(4)


def test_arrow_keys_go_from_card_to_card_and_enter_opens_one(page: Page, server: Server) -> None:
    for number in range(9):
        server.file(f"p{number}").write_text("{}")
    opened(page, server, "#/?sort=name")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    for key, name in (
        ("ArrowRight", "p1"),
        ("ArrowDown", "p5"),
        ("ArrowDown", "p8"),
        ("ArrowLeft", "p7"),
        ("ArrowUp", "p3"),
    ):
        page.keyboard.press(key)
        expect(page.get_by_role("link", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#/p/p3$"))


def test_the_list_follows_the_folder_by_itself(page: Page, server: Server) -> None:
    opened(page, server)
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    server.file("dawn").write_text('{"title": "Dawn"}')
    expect(card(page, "Dawn")).to_be_visible()
    server.file("dawn").write_text('{"title": "Dusk"}')
    expect(card(page, "Dusk")).to_be_visible()


def test_the_list_is_shown_and_searched_while_the_server_is_stopped(
    page: Page, server: Server, complaints: list[str]
) -> None:
    fill(server)
    opened(page, server, "#/?sort=name")
    server.stop()
    page.evaluate(LOOK)
    expect(page.get_by_text("Server away")).to_be_visible()
    expect(page.get_by_text("as this browser knows it")).to_be_visible()
    page.get_by_role("searchbox").fill("da")
    expect(page.get_by_role("article")).to_have_count(1)
    page.goto(f"{server.url}/#/trash")
    page.go_back()
    expect(card(page, "Dawn")).to_be_visible()
    assert all("ERR_CONNECTION" in said for said in complaints)
    complaints.clear()


def test_the_first_paint_comes_from_the_browser_and_nothing_jumps_when_the_server_answers(
    page: Page, server: Server
) -> None:
    fill(server)
    server.file("Trip (1)").write_text("{}")
    opened(page, server)
    expect(page.get_by_role("heading", name="1 file in the folder")).to_be_visible()
    page.add_init_script(WATCH_SHIFTS)
    held: list[Route] = []
    is_held = True

    def hold(route: Route) -> None:
        if is_held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/projects?*", hold)
    page.reload()
    expect(card(page, "Dawn")).to_be_visible()
    expect(page.get_by_role("heading", name="1 file in the folder")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(4)
    page.wait_for_timeout(300)
    assert held, "the list stands before the server has answered"
    is_held = False
    for route in held:
        route.continue_()
    expect(page.locator("[aria-busy='true']")).to_have_count(0)
    page.wait_for_timeout(300)
    assert page.evaluate("window.jumped") < 0.01


def test_the_end_of_the_page_says_what_is_kept_and_how_the_server_is(page: Page, server: Server) -> None:
    fill(server)
    opened(page, server)
    line = page.get_by_role("region", name="The server")
    for text in ("Folder data", "Projects 4", "Holdfast"):
        expect(line).to_contain_text(text)
    line.get_by_role("link", name="Trash").click()
    expect(page.get_by_role("heading", name="Trash", level=1)).to_be_visible()


def test_many_projects_are_loaded_where_one_scrolls_and_found_again_when_one_comes_back(
    page: Page, server: Server
) -> None:
    for number in range(400):
        server.file(f"p{number:03}").write_text("{}")
    opened(page, server, "#/?sort=name")
    assert page.get_by_role("article").count() < 80
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    expect(card(page, "p200")).to_be_visible()
    card(page, "p200").get_by_role("link").click()
    expect(page).to_have_url(re.compile("#/p/p200$"))
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(card(page, "p200")).to_be_in_viewport()


def test_what_a_file_holds_never_runs_on_this_page(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for number, payload in enumerate(PAYLOADS):
        picture = f"data:image/svg+xml,{payload}"
        job = {"id": payload, "prompt": payload, "status": payload, "result": picture}
        document = {"name": payload, "title": payload, "jobs": [job], "lastJobId": payload}
        server.file(f"p{number}").write_text(json.dumps(document))
        (server.data / f"{number} {payload.replace('/', ' ')}.json").write_text(payload)
    opened(page, server)
    page.keyboard.press("v")
    expect(page.get_by_role("row")).to_have_count(len(PAYLOADS) + 1)
    page.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.fired") is None
    assert [url for url in asked if not url.startswith((server.url, "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_on_a_narrow_screen(page: Page, server: Server, scheme: str) -> None:
    fill(server)
    server.file("x" * 60).write_text(json.dumps({"title": "X" * 190}))
    (server.data / f"{'Trip ' * 20}.json").write_text("{}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, server)
    for view in ("Cards", "Table"):
        page.get_by_role("button", name=view, exact=True).click()
        page.get_by_role("button", name="in the folder").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="New project").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.querySelector('dialog').scrollWidth") <= 390


def test_a_server_with_a_token_shows_pictures_too(page: Page, start_server: StartServer) -> None:
    guarded = start_server("--token", "s3cret")
    fill(guarded)
    page.goto(f"{guarded.url}/#token=s3cret")
    expect(card(page, "job_history").locator("img")).to_have_attribute("src", re.compile("^blob:"))
