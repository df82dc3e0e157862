"""The jobs of a pixel-art generator in the dashboard: found and looked at, on real files."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.job_pages import jobs, opened, real_jobs, saved
from tests.browser.payloads import PAYLOADS
from tests.serving import Server

SVG = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>window.fired=1</script></svg>"
SIZE = "64 \N{MULTIPLICATION SIGN} 64"


def test_jobs_are_shown_with_their_pictures_and_figures(page: Page, server: Server) -> None:
    opened(page, server)
    figures = page.get_by_label("Figures")
    for text in ("36", "33", "2", "5 min 55 s", "11 s"):
        expect(figures.get_by_text(text, exact=True)).to_be_visible()
    expect(jobs(page).first).to_contain_text("red dragon breathing fire")
    picture = page.get_by_role("listitem").filter(has_text="bulging money bag").locator("img")
    assert picture.evaluate("(image) => image.decode().then(() => [image.naturalWidth, image.width])") == [64, 128]
    expect(picture).to_have_css("image-rendering", "pixelated")


def test_a_search_a_filter_and_an_order_are_in_the_address(page: Page, server: Server) -> None:
    opened(page, server)
    expect(page.locator(".pixellab .plot canvas")).to_have_count(3)
    page.keyboard.press("/")
    page.keyboard.type("glowing")
    expect(jobs(page)).to_have_count(5)
    page.get_by_role("button", name="Failed 2").click()
    expect(jobs(page)).to_have_count(2)
    page.get_by_label("Sort").select_option("Oldest first")
    expect(jobs(page).first).to_contain_text("heroic knight")
    expect(page).to_have_url(re.compile(r"\?q=glowing&status=error&sort=oldest$"))
    page.reload()
    expect(jobs(page).first).to_contain_text("heroic knight")
    expect(page.get_by_role("button", name="All 5")).to_be_visible()


def test_a_search_that_finds_nothing_leads_back(page: Page, server: Server) -> None:
    opened(page, server, "?q=nothing+like+it")
    page.get_by_role("button", name="Show all jobs").click()
    expect(page.get_by_role("button", name="All 36")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Search prompts")).to_have_value("")


def test_a_search_from_far_below_shows_what_it_found_first(page: Page, server: Server) -> None:
    opened(page, server)
    page.mouse.move(600, 600)
    page.mouse.wheel(0, 5000)
    expect(page.get_by_role("link", name=re.compile("golden dollar coin"))).to_be_in_viewport()
    page.keyboard.press("/")
    page.keyboard.type("pixel")
    expect(page.get_by_role("link", name=re.compile("bulging money bag"))).to_be_in_viewport(ratio=1)


def test_the_list_is_kept_as_it_was_chosen(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_role("button", name="List", exact=True).click()
    row = jobs(page).filter(has_text="bulging money bag")
    for text in ("job-33", "Completed", SIZE, "10 s", "29 October 2025"):
        expect(row).to_contain_text(text)
    page.reload()
    expect(jobs(page).filter(has_text="job-33")).to_contain_text(SIZE)


def test_the_detail_of_a_job_has_an_address_and_arrow_keys(page: Page, server: Server) -> None:
    opened(page, server, "?job=job-34&sort=oldest")
    dialog = page.get_by_role("dialog", name="job-34")
    for text in ("heroic knight with glowing sword", "HTTP 429: rate limit exceeded", "0.8 s", SIZE, "34 of 36"):
        expect(dialog).to_contain_text(text)
    page.keyboard.press("ArrowLeft")
    dialog = page.get_by_role("dialog", name="job-33")
    picture = dialog.get_by_role("img", name=re.compile("bulging money bag"))
    assert picture.evaluate("(image) => [image.width, image.height]") == [384, 384]
    expect(page).to_have_url(re.compile("job=job-33"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page).not_to_have_url(re.compile("job="))


def test_going_back_closes_a_job_that_was_opened_here(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_role("link", name=re.compile("silver trophy cup")).click()
    expect(page.get_by_role("dialog", name="job-29")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("silver trophy cup"))).to_be_focused()


def test_a_job_that_is_added_by_hand_appears_by_itself(page: Page, server: Server) -> None:
    opened(page, server)
    document = saved(server)
    document["jobs"].append(
        {"id": "job-37", "prompt": "a lamp in the fog", "status": "running", "createdAt": 1999999999999}
    )
    server.file("job_history").write_text(json.dumps(document, indent=2), "utf-8")
    expect(jobs(page).first).to_contain_text("a lamp in the fog")
    expect(page.get_by_role("button", name="Running 1")).to_be_visible()


def test_charts_have_tables_and_keep_within_the_policy(page: Page, server: Server) -> None:
    opened(page, server)
    expect(page.locator(".pixellab .plot canvas")).to_have_count(3)
    page.get_by_role("button", name="Show as tables").click()
    days = page.get_by_role("region", name="Jobs a day").get_by_role("table")
    expect(days.get_by_role("row").nth(1)).to_contain_text(re.compile(r"29 Oct 2025.*33.*2"))
    page.get_by_role("button", name="Hide charts").click()
    page.reload()
    expect(page.get_by_role("button", name="Show charts")).to_be_visible()
    expect(page.locator(".pixellab .chart")).to_have_count(0)


def test_jobs_of_any_shape_are_shown_and_run_nothing(page: Page, server: Server) -> None:
    odd: list[Any] = [
        None,
        7,
        "words",
        [],
        {},
        {"id": "job-1", "prompt": "x" * 100_000},
        {"id": "job-1", "width": "64", "duration": "2"},
    ]
    hostile = [
        dict.fromkeys(("id", "prompt", "status", "error", "seed", "width", "note"), text)
        | {"result": {"image_data_url": SVG, "link": text, "text": text}, "isRotation": True}
        | {"rotationData": {"toDirection": text, "fromDirection": text, "sourceJobId": text, "imageDataUrl": SVG}}
        for text in PAYLOADS
    ]
    opened(page, server, document={"jobs": [*odd, *hostile], "lastJobId": "x", "savedAt": "", "version": 1})
    expect(page.get_by_role("button", name=f"All {len(odd) + len(hostile)}")).to_be_visible()
    page.get_by_role("button", name="List", exact=True).click()
    jobs(page).first.get_by_role("link").click()
    for step in range(len(odd) + len(hostile)):
        expect(page.get_by_role("dialog").get_by_text(f"{step + 1} of {len(odd) + len(hostile)}")).to_be_visible()
        page.keyboard.press("ArrowRight")
    assert page.evaluate("() => window.fired") is None
    assert page.evaluate("() => [...document.images].every(({ src }) => /^(data:image|http:.*assets)/.test(src))")


def test_a_rotation_shows_the_other_sides_of_its_thing(page: Page, server: Server) -> None:
    picture = real_jobs()[0]["result"]
    turned = [
        {"id": side, "prompt": side, "status": "success", "result": picture, "isRotation": True}
        | {
            "rotationData": {
                "sourceJobId": "knight",
                "imageDataUrl": picture,
                "toDirection": side,
                "fromDirection": "south",
            }
        }
        for side in ("west", "east")
    ]
    document = {"jobs": [{"id": "knight", "status": "success", "result": picture}, *turned], "lastJobId": 4}
    opened(page, server, "?job=east", document)
    expect(page.get_by_role("dialog", name="east")).to_contain_text(re.compile("Turned.*south.*east", re.DOTALL))
    page.get_by_role("button", name="Source, knight").click()
    expect(page.get_by_role("dialog", name="knight").get_by_role("button", name="west, west")).to_be_visible()


def test_a_job_that_is_not_there_is_said_to_be_so(page: Page, server: Server) -> None:
    opened(page, server, "?job=job-999")
    expect(page.get_by_text("There is no job job-999 here")).to_be_visible()


def test_what_was_seen_last_is_drawn_before_the_document_is_there(page: Page, server: Server) -> None:
    opened(page, server, "?sort=oldest")
    expect(jobs(page).first).to_contain_text("golden dollar coin")
    page.wait_for_function("() => localStorage.getItem('holdfast:dashboard:sketch:job_history')")
    page.evaluate("() => indexedDB.deleteDatabase('holdfast')")
    page.evaluate("() => localStorage.removeItem('holdfast/job_history')")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/projects/job_history", hold)
    page.reload()
    expect(page.locator(".pixellab").first).to_have_attribute("aria-busy", "true")
    expect(jobs(page).first.locator("img")).to_be_visible()
    expect(page.get_by_label("Figures").get_by_text("33", exact=True)).to_be_visible()
    top = jobs(page).first.bounding_box()
    page.evaluate("() => { window.drawn = document.querySelector('.pixellab img'); }")
    for route in held:
        route.continue_()
    page.unroute("**/api/projects/job_history")
    expect(page.locator(".pixellab").first).to_have_attribute("aria-busy", "false")
    assert jobs(page).first.bounding_box() == top
    assert page.evaluate("() => window.drawn.isConnected")


def test_a_sketch_says_so_while_the_server_is_away(page: Page, server: Server, complaints: list[str]) -> None:
    opened(page, server)
    page.wait_for_function("() => localStorage.getItem('holdfast:dashboard:sketch:job_history')")
    page.evaluate("() => localStorage.removeItem('holdfast/job_history')")
    page.route("**/api/**", lambda route: route.abort())
    page.route("**/health", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("This is what the jobs looked like last")).to_be_visible()
    expect(jobs(page).filter(has_text="bulging money bag").locator("img")).to_be_visible()
    page.unroute_all()
    expect(page.get_by_text("This is what the jobs looked like last")).to_have_count(0)
    expect(page.locator(".pixellab").first).to_have_attribute("aria-busy", "false")
    assert all("ERR_FAILED" in text for text in complaints)
    complaints.clear()


@pytest.mark.parametrize("look", ["Gallery", "List"])
def test_a_narrow_screen_has_everything(page: Page, server: Server, look: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, server)
    page.get_by_role("button", name=look, exact=True).click()
    expect(page.get_by_role("button", name="Show charts")).to_be_visible()
    page.get_by_label("Sort").select_option("By prompt")
    expect(jobs(page).first).to_contain_text("blueprint scroll")
    jobs(page).first.get_by_role("checkbox").check()
    expect(page.get_by_role("button", name="Choose none")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    jobs(page).first.get_by_role("link").click()
    dialog = page.get_by_role("dialog", name="job-6")
    assert dialog.get_by_role("img", name=re.compile("blueprint")).evaluate("(image) => image.width") == 256
    assert dialog.evaluate("(element) => element.scrollWidth <= element.clientWidth")
    dialog.get_by_role("button", name="Next job").click()
    expect(page.get_by_role("dialog", name="job-30")).to_be_visible()
