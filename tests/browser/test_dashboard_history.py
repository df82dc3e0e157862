"""The history in the dashboard: what there is, what each version changed, and how to get around in it."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.history_pages import (
    FIRST,
    SECOND,
    THIRD,
    change,
    edit_by_hand,
    etag,
    keep,
    on_disk,
    open_history,
    panel,
    row,
    rows,
    with_history,
)
from tests.browser.payloads import PAYLOADS
from tests.serving import DATA, Server


def pinned(server: Server, label: str) -> None:
    assert server.client.post("/api/projects/story/backups", json={"label": label}).status_code == 201


def edited_by_hand(server: Server, times: int) -> None:
    """Make a long history, as the files of its versions."""
    folder = server.data / "backups" / "story"
    folder.mkdir(parents=True)
    first = datetime.now(UTC) - timedelta(days=30)
    for number in range(1, times + 1):
        content = f'{{"n": {number}}}\n'.encode()
        stamp = (first + number * timedelta(minutes=40)).strftime("%Y%m%dT%H%M%S.000Z")
        name = f"{stamp}--{number:04d}--{hashlib.sha256(content).hexdigest()[:12]}--hand-edit.json"
        (folder / name).write_bytes(content)
        server.file("story").write_bytes(content)


def test_the_timeline_says_of_each_version_why_it_is_there_and_how_much_it_changed(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(rows(page)).to_have_count(3)
    expect(rows(page).nth(0)).to_have_accessible_name(re.compile("Now Edited by hand .* 1 changed, 1 moved"))
    expect(rows(page).nth(1)).to_have_accessible_name(re.compile("Saved .* 1 added, 2 changed, 1 removed"))
    expect(rows(page).nth(2)).to_have_accessible_name(re.compile(r"Saved \d+ bytes"))


def test_a_version_shows_what_restoring_it_would_change_item_by_item(page: Page, server: Server) -> None:
    keep(server, FIRST)
    keep(server, SECOND)
    open_history(page, server)
    rows(page).nth(1).click()
    expect(panel(page)).to_contain_text("Restoring it would make 4 changes")
    scene = change(page, "Scene 1 A door opens on the quiet harbour.")
    expect(scene.locator("del")).to_have_text(["loud", "4.5"])
    expect(scene.locator("ins")).to_have_text(["quiet", "4"])
    expect(scene).to_contain_text("\N{MINUS SIGN}0.5")
    expect(change(page, "Scene 2 Rain.")).to_contain_text("added")
    expect(change(page, "Scene 3 The lamp goes out.")).to_contain_text("removed")
    assert scene.get_by_text("Seconds").get_attribute("title") == "/scenes/0/seconds", (
        "the pointer is there on hovering"
    )


def test_a_version_shows_what_it_changed_and_its_whole_text(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(1).click()
    page.get_by_role("button", name="Against the one before").click()
    expect(change(page, "Scene 2 Rain.")).to_contain_text("removed")
    page.get_by_role("button", name="Whole text").click()
    text = page.get_by_role("region", name="Whole text")
    expect(text).to_contain_text("The lamp goes out.")
    assert json.loads(text.inner_text()) == SECOND


def test_items_that_moved_are_said_to_have_moved(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(0).click()
    expect(change(page, "Order of “Scenes”")).to_contain_text("The lamp goes out.moved from 3 to 1")


def test_two_versions_are_compared_by_shift_and_by_a_link(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(2).click()
    rows(page).nth(0).click(modifiers=["Shift"])
    expect(panel(page).get_by_role("heading", name="Two versions compared")).to_be_visible()
    expect(change(page, "The project itself").locator("ins")).to_have_text("Dusk")
    page.reload()
    expect(panel(page).get_by_role("heading", name="Two versions compared")).to_be_visible()
    expect(change(page, "Scene 3 Rain.").or_(change(page, "Scene 2 Rain."))).to_contain_text("removed")


def test_a_link_by_hashes_leads_to_the_comparison(page: Page, server: Server) -> None:
    keep(server, FIRST)
    old = etag(server)
    keep(server, SECOND)
    open_history(page, server, f"?from=current&to={old}")
    expect(page.get_by_role("button", name="Against now")).to_have_attribute("aria-pressed", "true")
    expect(change(page, "Scene 2 Rain.")).to_contain_text("added")


def test_another_version_can_be_chosen_to_compare_with_without_a_keyboard(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(2).click()
    page.get_by_role("button", name="More about this version").click()
    page.get_by_role("menuitem", name="Compare with another version").click()
    expect(page.locator("[data-banner='compare']")).to_be_visible()
    rows(page).nth(0).click()
    expect(panel(page).get_by_role("heading", name="Two versions compared")).to_be_visible()


def test_versions_are_filtered_by_reason_and_found_by_label(page: Page, server: Server) -> None:
    keep(server, FIRST)
    pinned(server, "before the storm")
    keep(server, SECOND)
    edit_by_hand(server, THIRD)
    keep(server, {**THIRD, "title": "Night"})
    open_history(page, server)
    expect(rows(page)).to_have_count(4)
    page.get_by_label("Hide autosaves").check()
    expect(rows(page)).to_have_count(3)
    page.get_by_label("Which versions").select_option(label="Save points (1)")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("before the storm")
    page.get_by_label("Which versions").select_option("all")
    page.get_by_label("Hide autosaves").uncheck()
    page.get_by_label("Search in labels").fill("storm")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Search in labels").fill("no such label")
    page.get_by_role("button", name="Show all versions").click()
    expect(rows(page)).to_have_count(4)


def test_it_is_used_by_keys_alone(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows(page).nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows(page).nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("ArrowDown")
    expect(rows(page).nth(2)).to_have_attribute("aria-current", "true")
    page.keyboard.press("x")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", name="Two versions compared")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()


def test_the_keys_that_lead_to_this_tab_restore_nothing(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(2).click()
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page).to_have_url(re.compile(r"/history$"))
    assert on_disk(server) == THIRD


def test_space_plays_the_versions_from_the_oldest_with_what_each_changed(page: Page, server: Server) -> None:
    with_history(server)
    page.emulate_media(reduced_motion="reduce")
    open_history(page, server)
    page.keyboard.press(" ")
    player = page.get_by_role("region", name="Play through the versions")
    expect(player).to_contain_text("Version 1 of 3")
    expect(player).to_contain_text("Version 2 of 3")
    expect(change(page, "Scene 2 Rain.")).to_contain_text("removed")
    page.keyboard.press("j")
    expect(player).to_contain_text("Version 1 of 3")
    expect(player.get_by_role("button", name="Go on")).to_be_visible()
    page.keyboard.press("Escape")
    expect(player).to_be_hidden()
    expect(rows(page).nth(2)).to_have_attribute("aria-current", "true")


def test_pictures_stand_beside_each_other(page: Page, server: Server) -> None:
    document = json.loads((DATA / "pixellab" / "job_history.json").read_bytes())
    first, second = [job for job in document["jobs"] if str(job["result"]).startswith("data:")][:2]
    keep(server, {"jobs": [first], "lastJobId": 1})
    keep(server, {"jobs": [{**first, "result": second["result"]}], "lastJobId": 1})
    open_history(page, server)
    rows(page).nth(0).click()
    shown = change(page, "Job 1").get_by_role("img")
    expect(shown).to_have_count(2)
    assert [one.get_attribute("src") for one in shown.all()] == [first["result"], second["result"]]
    expect(shown.first).to_have_css("image-rendering", "pixelated")
    boxes = [one.bounding_box() for one in shown.all()]
    assert len({box["y"] for box in boxes if box}) == 1


def test_a_version_that_was_thinned_meanwhile_is_said_to_be_gone(page: Page, server: Server) -> None:
    with_history(server)
    open_history(page, server)
    rows(page).nth(1).click()
    page.get_by_role("button", name="Whole text").click()
    oldest = server.backups("story")[-1]["etag"]
    for backup in (server.data / "backups" / "story").glob(f"*--{oldest.removeprefix('sha256-')[:12]}--*"):
        backup.unlink()
    rows(page).nth(2).click()
    expect(page.get_by_role("heading", name="This version is no longer kept")).to_be_visible()
    expect(rows(page)).to_have_count(2)


def test_a_broken_version_shows_its_text_and_cannot_be_restored(page: Page, server: Server) -> None:
    keep(server, FIRST)
    server.file("story").write_text('{"title": "Da')
    assert server.load("story").status_code == 422
    broken = "sha256-" + hashlib.sha256(b'{"title": "Da').hexdigest()
    answer = server.put("story", SECOND, {"If-Match": f'"{broken}"'})
    assert answer.is_success, answer.text
    open_history(page, server)
    row(page, "Broken file").click()
    expect(page.get_by_role("region", name="Whole text")).to_have_text('{"title": "Da')
    expect(panel(page)).to_contain_text("cannot be restored")
    expect(page.get_by_role("button", name="Restore this version")).to_be_hidden()


def test_a_thousand_versions_are_drawn_as_far_as_they_are_seen(page: Page, server: Server) -> None:
    edited_by_hand(server, 1000)
    open_history(page, server)
    assert rows(page).count() < 80
    expect(rows(page).first).to_have_accessible_name(re.compile("1 changed"))
    page.keyboard.press("j")
    page.keyboard.press("End")
    expect(page.locator("[aria-setsize][aria-posinset]").last).to_be_visible()
    last = server.backups("story")[-1]["name"]
    expect(page.locator(f"[data-version='{last}']")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_texts_are_only_texts(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    keep(server, {"items": [{"id": 1, "name": "plain"}]})
    hostile = [
        {"id": at, "name": text, text: {text: [text]}, "result": {"image_data_url": text}}
        for at, text in enumerate(PAYLOADS)
    ]
    keep(server, {"items": hostile, **{text: text for text in PAYLOADS}, "__proto__x": None})
    server.client.post("/api/projects/story/backups", json={"label": PAYLOADS[0]})
    open_history(page, server)
    rows(page).nth(0).click()
    expect(page.locator(".changes .group")).not_to_have_count(0)
    assert page.evaluate("() => window.fired") is None


def test_on_a_narrow_screen_a_version_takes_the_place_of_the_list_and_leads_back(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    with_history(server)
    open_history(page, server)
    rows(page).nth(1).click()
    expect(panel(page)).to_be_visible()
    expect(rows(page)).to_have_count(0)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="All versions").click()
    expect(panel(page)).to_be_hidden()
    expect(rows(page).nth(1)).to_be_focused()
