"""The film view, used as a person uses it, on real files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.payloads import PAYLOADS
from tests.serving import Server, wait_for

NUMBERS = count(1)
LENGTHS = ((4.0, 3.5, 5.0), (6.0, 4.5))


def film() -> dict[str, Any]:
    """Return a film of two sequences and five shots, with an id of its own."""
    shots: list[dict[str, Any]] = []
    for number, lengths in enumerate(LENGTHS, 1):
        for length in lengths:
            shots.append(
                {
                    "id": f"shot-{len(shots) + 1}",
                    "sequenceId": f"seq-{number}",
                    "position": len(shots),
                    "startTime": sum(shot["duration"] for shot in shots),
                    "duration": length,
                    "prompt": f"A quiet harbour at dawn, view {len(shots) + 1}",
                    "metadata": {"mood": "calm"},
                    "note": {"kept": "as it is"},
                }
            )
    return {
        "id": f"film-{next(NUMBERS)}",
        "name": "Dawn",
        "schemaVersion": "1.0",
        "sequences": [
            {
                "id": f"seq-{number}",
                "name": name,
                "description": "",
                "shotIds": [shot["id"] for shot in shots if shot["sequenceId"] == f"seq-{number}"],
                "duration": sum(LENGTHS[number - 1]),
            }
            for number, name in enumerate(("The harbour", "The crossing"), 1)
        ],
        "shots": shots,
        "audioPhrases": [
            {
                "id": "p1",
                "shotId": "shot-2",
                "text": "It was never the rope.",
                "startTime": 4.5,
                "endTime": 7,
                "metadata": {"character": "Mara"},
            }
        ],
        "generationHistory": [{"id": "g1", "timestamp": 1764230400000, "status": "failed", "error": "out of memory"}],
        "capabilities": {
            "gridGeneration": True,
            "promotionEngine": False,
            "qaEngine": False,
            "autofixEngine": False,
            "voiceGeneration": False,
        },
    }


def on_disk(server: Server, film: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(server.file(film["id"]).read_bytes())
    return document


def opened(page: Page, server: Server, film: dict[str, Any], query: str = "") -> Page:
    """Open the film and wait until it is shown."""
    page.goto(f"{server.url}/#/p/{film['id']}{query}")
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    return page


def shots(page: Page, **which: Any) -> Locator:
    return page.get_by_role("listbox", name="Shots").get_by_role("option", **which)


def shot(page: Page, number: int) -> Locator:
    return shots(page, name=re.compile(rf"^shot-{number}: "))


def prompt(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Prompt")


def saved(page: Page) -> None:
    """Save now, and wait until it is on disk."""
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".save-indicator")).to_have_attribute("data-tone", "good", timeout=10_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all films."""
    with Server(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture
def story(server: Server) -> dict[str, Any]:
    """Put a film into the data folder."""
    document = film()
    server.create(document["id"], document)
    return document


def test_a_prompt_is_edited_and_nothing_else_in_the_file_changes(
    page: Page, server: Server, story: dict[str, Any]
) -> None:
    opened(page, server, story)
    expect(shots(page)).to_have_count(5)
    expect(page.get_by_role("button", name="The harbour 12.5 s")).to_be_visible()
    shot(page, 3).click()
    expect(page).to_have_url(re.compile(r"\?shot=shot-3$"))
    prompt(page).fill("The ferry emerges from the fog")
    expect(shot(page, 3)).to_contain_text("The ferry emerges")
    story["shots"][2]["prompt"] = "The ferry emerges from the fog"
    assert wait_for(lambda: on_disk(server, story) == story), "it is saved by itself"


def test_what_is_typed_is_kept_also_when_the_page_is_left_at_once(
    page: Page, server: Server, story: dict[str, Any]
) -> None:
    opened(page, server, story, "?shot=shot-1")
    prompt(page).press_sequentially(" with gulls")
    page.reload()
    expect(prompt(page)).to_have_value(story["shots"][0]["prompt"] + " with gulls")
    assert wait_for(lambda: on_disk(server, story)["shots"][0]["prompt"].endswith(" with gulls"))


def test_a_short_prompt_is_doubtful_and_saved_all_the_same(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story, "?shot=shot-2")
    prompt(page).fill("  Door  ")
    expect(page.get_by_text("This prompt is too short")).to_be_visible()
    expect(page.get_by_text("4 / 500")).to_be_visible()
    saved(page)
    assert on_disk(server, story)["shots"][1]["prompt"] == "  Door  "
    looked_at = page.get_by_role("region", name=re.compile("^To look at"))
    expect(looked_at).to_contain_text("The prompt is too short")
    shot(page, 5).click()
    looked_at.get_by_role("button", name="shot-2: Door").click()
    expect(prompt(page)).to_have_value("  Door  ")


def test_what_would_break_the_contract_is_said_beside_the_field_and_not_written(
    page: Page, server: Server, story: dict[str, Any]
) -> None:
    opened(page, server, story, "?shot=shot-2")
    duration = page.get_by_label("Duration", exact=True)
    for wrong, says in (("0", "has to be more than 0"), ("soon", "has to be a number")):
        duration.fill(wrong)
        expect(page.get_by_text(says)).to_be_visible()
        duration.blur()
        expect(duration).to_have_attribute("aria-invalid", "true")
    page.wait_for_timeout(400)
    assert on_disk(server, story) == story
    duration.fill("2,5")
    saved(page)
    assert on_disk(server, story)["shots"][1]["duration"] == 2.5
    assert on_disk(server, story)["sequences"][0]["duration"] == 11.5, "it followed its shots before"


def test_escape_brings_back_what_a_field_held(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story, "?shot=shot-1")
    prompt(page).fill("Something else entirely")
    page.wait_for_timeout(400)
    prompt(page).press("Escape")
    expect(prompt(page)).to_have_value(story["shots"][0]["prompt"])
    saved(page)
    assert on_disk(server, story) == story


def test_a_removed_shot_comes_back_with_its_phrases_and_later_edits_stay(
    page: Page, server: Server, story: dict[str, Any]
) -> None:
    opened(page, server, story, "?shot=shot-2")
    page.get_by_role("button", name="What can be done with this shot").click()
    page.get_by_role("menuitem", name="Remove").click()
    expect(shots(page)).to_have_count(4)
    prompt(page).fill("Edited after the removal")
    page.keyboard.press("Control+s")
    saved(page)
    after = on_disk(server, story)
    assert [each["shotIds"] for each in after["sequences"]] == [["shot-1", "shot-3"], ["shot-4", "shot-5"]]
    assert after["audioPhrases"] == []
    assert [each["startTime"] for each in after["shots"]] == [0, 4, 9, 15]
    page.get_by_role("button", name="Undo").click()
    expect(shots(page)).to_have_count(5)
    page.keyboard.press("Control+s")
    story["shots"][2]["prompt"] = "Edited after the removal"
    assert wait_for(lambda: on_disk(server, story) == story)


def test_shots_are_added_duplicated_and_moved_with_references_in_step(
    page: Page, server: Server, story: dict[str, Any]
) -> None:
    opened(page, server, story, "?shot=shot-2")
    page.get_by_role("button", name="Add shot").click()
    expect(prompt(page)).to_be_focused()
    page.keyboard.type("A new view of the harbour")
    saved(page)
    first, second, new, third = on_disk(server, story)["sequences"][0]["shotIds"]
    assert (first, second, third) == ("shot-1", "shot-2", "shot-3")
    made = next(each for each in on_disk(server, story)["shots"] if each["id"] == new)
    assert (made["sequenceId"], made["startTime"], made["prompt"]) == ("seq-1", 7.5, "A new view of the harbour")
    prompt(page).blur()
    page.keyboard.press("[")
    page.keyboard.press("d")
    expect(shots(page)).to_have_count(7)
    saved(page)
    after = on_disk(server, story)
    ids = after["sequences"][0]["shotIds"]
    assert ids[:2] == ["shot-1", new]
    assert ids[3:] == ["shot-2", "shot-3"]
    assert len({each["id"] for each in after["shots"]}) == 7
    assert {each["id"] for each in after["shots"] if each["sequenceId"] == "seq-1"} == set(ids)
    starts = {each["id"]: each["startTime"] for each in after["shots"]}
    assert sorted(starts[each] for each in ids) == [starts[each] for each in ids]
    assert "overlap" not in page.locator(".timeline").inner_text()


def test_a_shot_goes_into_another_sequence(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story, "?shot=shot-1")
    page.get_by_label("Sequence", exact=True).select_option("The crossing")
    saved(page)
    assert [each["shotIds"] for each in on_disk(server, story)["sequences"]] == [
        ["shot-2", "shot-3"],
        ["shot-4", "shot-5", "shot-1"],
    ]
    assert on_disk(server, story)["shots"][0]["sequenceId"] == "seq-2"
    page.keyboard.press("u")
    assert wait_for(lambda: on_disk(server, story) == story)


def test_sequences_are_edited_moved_and_removed(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story)
    page.get_by_role("button", name="The crossing").click()
    page.get_by_label("Name", exact=True).fill("At sea")
    page.get_by_role("button", name="What can be done with this sequence").click()
    page.get_by_role("menuitem", name="Move earlier").click()
    saved(page)
    assert [(each["name"], each["id"]) for each in on_disk(server, story)["sequences"]] == [
        ("At sea", "seq-2"),
        ("The harbour", "seq-1"),
    ]
    assert [each["startTime"] for each in on_disk(server, story)["shots"]] == [10.5, 14.5, 18, 0, 6]
    page.get_by_role("button", name="What can be done with this sequence").click()
    page.get_by_role("menuitem", name="Remove, and put its shots into The harbour").click()
    saved(page)
    (left,) = on_disk(server, story)["sequences"]
    assert left["shotIds"] == ["shot-1", "shot-2", "shot-3", "shot-4", "shot-5"]
    page.keyboard.press("u")
    page.keyboard.press("u")
    story["sequences"][1]["name"] = "At sea"
    assert wait_for(lambda: on_disk(server, story) == story)


def test_phrases_keep_to_the_contract(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story, "?phrase=p1")
    phrase = page.get_by_role("article", name=re.compile("^Mara"))
    text = phrase.get_by_label("Text")
    expect(text).to_be_focused()
    text.fill("")
    expect(phrase).to_contain_text("Text has to be a text of 1 character or more")
    phrase.get_by_label("End", exact=True).fill("4")
    expect(phrase).to_contain_text("End has to be after the start")
    phrase.get_by_role("button", name="What can be done with this phrase").click()
    page.get_by_role("menuitem", name="Add a voice").click()
    phrase.get_by_label("Speed").fill("3")
    expect(phrase).to_contain_text("Speed has to be 0.5 to 2")
    phrase.get_by_label("Pitch").fill("-13")
    expect(phrase).to_contain_text("Pitch has to be -12 to 12")
    phrase.get_by_label("Language").fill("english")
    expect(phrase).to_contain_text("Language has to be two letters")
    saved(page)
    story["audioPhrases"][0]["voiceParameters"] = {"voiceType": "neutral", "speed": 1, "pitch": 0, "language": "en"}
    assert on_disk(server, story) == story
    phrase.get_by_label("Speed").fill("1.5")
    phrase.get_by_label("Speed").press("ArrowUp")
    text.fill("Land ahead")
    saved(page)
    assert on_disk(server, story)["audioPhrases"][0]["voiceParameters"]["speed"] == 1.6
    assert on_disk(server, story)["audioPhrases"][0]["text"] == "Land ahead"


def test_a_phrase_is_added_and_removed(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story, "?shot=shot-2")
    page.get_by_role("button", name="Add phrase").click()
    page.keyboard.type("It was the knot.")
    saved(page)
    assert on_disk(server, story)["audioPhrases"][1]["text"] == "It was the knot."
    assert on_disk(server, story)["audioPhrases"][1]["startTime"] == 7
    page.get_by_role("article", name=re.compile("It was the knot")).get_by_role("button").click()
    page.get_by_role("menuitem", name="Remove").click()
    assert wait_for(lambda: on_disk(server, story) == story)


def test_two_windows_edit_two_shots_at_once(page: Page, server: Server, story: dict[str, Any]) -> None:
    other = page.context.new_page()
    opened(page, server, story, "?shot=shot-1")
    opened(other, server, story, "?shot=shot-5")
    prompt(page).fill("Edited in the first window")
    prompt(other).fill("Edited in the second window")
    for window in (page, other):
        saved(window)
    for window in (page, other):
        expect(shot(window, 1)).to_contain_text("first window")
        expect(shot(window, 5)).to_contain_text("second window")
        expect(window.locator("[data-banner=conflict]")).to_have_count(0)
    story["shots"][0]["prompt"] = "Edited in the first window"
    story["shots"][4]["prompt"] = "Edited in the second window"
    assert wait_for(lambda: on_disk(server, story) == story)


def test_a_hand_edit_is_shown_in_the_field(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story, "?shot=shot-1")
    story["shots"][0]["prompt"] = "Edited by hand, with care"
    server.file(story["id"]).write_text(json.dumps(story, indent=2))
    expect(prompt(page)).to_have_value("Edited by hand, with care")


def test_everything_is_done_by_keyboard(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story)
    shot(page, 1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(shot(page, 3)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(shot(page, 4)).to_be_focused()
    expect(shots(page, selected=True)).to_have_count(1)
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(r"\?shot=shot-5$"))
    page.keyboard.press("Enter")
    expect(prompt(page)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Written without a mouse")
    saved(page)
    assert on_disk(server, story)["shots"][4]["prompt"] == "Written without a mouse"
    prompt(page).blur()
    page.keyboard.press("Delete")
    expect(shots(page)).to_have_count(4)
    page.keyboard.press("u")
    expect(shots(page)).to_have_count(5)


def test_references_that_lead_nowhere_are_shown_and_mended(page: Page, server: Server) -> None:
    document = film()
    document["shots"][4]["sequenceId"] = "gone"
    document["audioPhrases"][0]["shotId"] = "gone"
    server.create(document["id"], document)
    opened(page, server, document)
    expect(page.locator(".lane", has_text="Not in a sequence")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile("^To look at"))).to_contain_text("There is no sequence")
    shot(page, 5).click()
    expect(page.get_by_text("There is no sequence “gone”")).to_be_visible()
    page.get_by_label("Sequence", exact=True).select_option("The crossing")
    page.get_by_label("Give it to a shot").select_option(label="shot-1: A quiet harbour at dawn, view 1")
    saved(page)
    assert on_disk(server, document)["shots"][4]["sequenceId"] == "seq-2"
    assert on_disk(server, document)["audioPhrases"][0]["shotId"] == "shot-1"
    expect(page.locator(".lane", has_text="Not in a sequence")).to_have_count(0)


def test_gaps_and_overlaps_are_shown_and_closed(page: Page, server: Server) -> None:
    document = film()
    document["shots"][1]["startTime"] = 2
    server.create(document["id"], document)
    opened(page, server, document)
    expect(page.get_by_text("1 gap, 1 overlap")).to_be_visible()
    page.get_by_role("button", name="Close up").click()
    expect(page.get_by_text("1 gap, 1 overlap")).to_have_count(0)
    saved(page)
    assert on_disk(server, document)["shots"] == film()["shots"]


def test_switches_figures_and_zoom(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story)
    figures = page.get_by_label("In figures")
    for said in ("23 s", "5 valid", "1 failed"):
        expect(figures).to_contain_text(said)
    expect(page.get_by_role("table")).to_contain_text("out of memory")
    page.get_by_role("switch", name="Results are checked").check()
    saved(page)
    assert on_disk(server, story)["capabilities"]["qaEngine"] is True
    before = shot(page, 1).bounding_box()
    page.get_by_role("button", name="Zoom in").click()
    page.reload()
    expect(page.get_by_role("button", name="Zoom out")).to_be_enabled()
    after = shot(page, 1).bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"] * 1.3


def test_a_shot_that_is_not_there_is_said_to_be_missing(page: Page, server: Server, story: dict[str, Any]) -> None:
    opened(page, server, story, "?shot=shot-99")
    expect(page.get_by_text("There is no “shot-99” in this film")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_narrow_screen_has_a_list_and_nothing_is_cut_off(
    page: Page, server: Server, width: int, story: dict[str, Any]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.url}/#/p/{story['id']}")
    if width == 390:
        page.get_by_role("button", name=re.compile("^shot-2: ")).click()
    else:
        shot(page, 2).click()
        for _ in range(4):
            page.get_by_role("button", name="Zoom in").click()
    prompt(page).fill("Written on a small screen")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    saved(page)
    assert on_disk(server, story)["shots"][1]["prompt"] == "Written on a small screen"
    if width == 390:
        page.get_by_role("button", name="All shots").click()
        expect(page.get_by_role("heading", name="The crossing")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_shared_film_holds_never_runs(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for number, payload in enumerate(PAYLOADS):
        server.create(f"p{number}", poisoned(payload))
        page.goto(f"{server.url}/#/p/p{number}")
        expect(shots(page)).to_have_count(5)
        for option in range(2):
            shots(page).nth(option).click()
        page.get_by_role("button", name=re.compile("12.5 s")).click()
    assert page.evaluate("window.fired") is None
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []


def poisoned(payload: str) -> dict[str, Any]:
    """Put a payload into every text and image field of a film."""
    document = film()
    document["name"] = payload
    for sequence in document["sequences"]:
        sequence |= {"name": payload, "description": payload}
    for place, each in enumerate(document["shots"]):
        picture = (
            payload if place % 2 else f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'>{payload}</svg>"
        )
        check = {"isValid": False, "errors": [payload], "warnings": [{"message": payload}], "suggestions": [payload]}
        each |= {"prompt": payload, "generatedImageUrl": picture, "promptValidation": check}
        each["metadata"] = {"cameraAngle": payload, "lighting": payload, "mood": payload}
    document["audioPhrases"][0] |= {
        "text": payload,
        "metadata": {"character": payload, "emotion": payload},
        "generatedAudioUrl": payload,
    }
    document["generationHistory"][0] |= {"error": payload}
    document["masterCoherenceSheet"] = {"url": payload, "generatedAt": 1}
    return document


ODD: list[Any] = [None, 3, "text", [None], [1, "a", {}], [{"id": None, "shotIds": 3}], {"a": 1}]


def test_a_film_of_any_shape_is_shown(page: Page, server: Server) -> None:
    names = ("sequences", "shots", "audioPhrases", "generationHistory", "capabilities", "masterCoherenceSheet")
    for number, value in enumerate(ODD):
        document = {**film(), **dict.fromkeys(names[number % 3 :], value)}
        server.file(f"odd{number}").write_text(json.dumps(document))
        page.goto(f"{server.url}/#/p/odd{number}")
        expect(page.locator(".storycore")).to_be_visible()
        expect(page.get_by_label("In figures")).to_be_visible()
