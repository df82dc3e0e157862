"""What the microfilm view shows: real orders as film, odd orders, both languages, small screens and paper."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.film_orders import film, opened, order, roll
from tests.browser.payloads import PAYLOADS
from tests.serving import DATA, Server


def test_a_real_order_is_shown_as_film_and_each_document_is_named_by_keys_alone(page: Page, server: Server) -> None:
    sections = {
        "analysis_data": "Analysis",
        "allocation_data": "Allocation",
        "index_data": "Index",
        "project_state": "Project",
    }
    names = {
        **{key: f"microfilm{name}Data" for key, name in sections.items()},
        "project_state": "microfilmProjectState",
    }
    parts = {key: json.loads((DATA / "microfilm" / f"{name}.json").read_bytes()) for key, name in names.items()}
    server.create("order", {"project": "12", **parts})
    opened(page, server)
    slider = page.get_by_role("slider", name="Documents on roll 1")
    slider.focus()
    page.keyboard.press("End")
    expect(slider).to_have_attribute(
        "aria-valuetext", re.compile(r"^1468\. 1427001406008246\.pdf · 2 pages · frames 2,898\D2,899")
    )
    assert page.locator(".roll-card *").count() < 100, "1,468 documents are a picture, not 1,468 elements"
    roll(page, 2).get_by_role("link", name="Roll 2").click()
    expect(page.get_by_role("heading", name="Roll 2")).to_be_focused()
    table = page.get_by_role("table", name="Documents on this roll")
    expect(table.get_by_role("row")).to_have_count(51)
    page.get_by_label("Search in documents on this roll").fill("8540")
    expect(table.get_by_role("row")).to_have_count(2)
    page.go_back()
    expect(roll(page, 1)).to_be_visible()


ODD: list[dict[str, Any]] = [
    {"project_state": "{broken", "analysis_data": "[1]", "allocation_data": 7, "film_register": []},
    {
        "analysis_data": {"analysisResults": {"documents": [None, 1, {"name": {}, "pages": []}]}},
        "index_data": {"indexData": {"index": [[], None]}},
    },
    {
        "allocation_data": {
            "allocationResults": {
                "results": {"rolls_16mm": [{"roll_id": 1, "document_segments": [None, {"frame_range": "x"}]}, None]}
            }
        }
    },
    {
        "film_register": {"rolls": "x", "state": "constructor"},
        "film_allocation_complete": True,
        "reference_sheets": {"a": [1, 2]},
    },
    {
        "microfilmAnalysisData": json.dumps({"analysisResults": {"documents": [{"name": "a.pdf", "pages": 3}]}}),
        "workflow_state": {},
    },
]


def test_an_order_with_odd_sections_is_shown_as_far_as_it_can_be(page: Page, server: Server) -> None:
    whole = {"session_id": "3f2b1c1e-8a4e-4d0e-9e0a-1a2b3c4d5e6f", "workflow_state": {}, "ui_preferences": {}}
    for number, sections in enumerate(ODD):
        server.file(f"order-{number}").write_text(json.dumps({**whole, "project": str(number), **sections}))
        for part in ("workflow", "rolls", "numbers", "temp", "ledger"):
            page.goto(f"{server.url}/#/p/order-{number}?part={part}")
            expect(page.get_by_role("heading", name=f"order-{number}", level=1)).to_be_visible()
            expect(page.get_by_role("navigation", name="Parts of the order")).to_be_visible()


def test_what_a_document_is_called_never_runs(page: Page, server: Server) -> None:
    info = {"archiveId": PAYLOADS[0], "location": PAYLOADS[2], "documentType": PAYLOADS[3]}
    documents = [(payload, 300) for payload in PAYLOADS]
    server.create(
        "order", order(documents, project=PAYLOADS[1], project_state={"projectInfo": info, PAYLOADS[4]: PAYLOADS[5]})
    )
    film(server, "plan")
    film(server, "rolls/1/start", reason=PAYLOADS[0])
    film(server, "rolls/1/complete")
    film(server, "rolls/1/void", reason=PAYLOADS[6])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in (
        "workflow&step=registration",
        "workflow&step=analysis",
        "rolls",
        "rolls&roll=1",
        "numbers",
        "temp",
        "ledger",
    ):
        opened(page, server, address)
    page.wait_for_timeout(300)
    assert page.evaluate("window.fired") is None
    assert [url for url in asked if not url.startswith(server.url)] == []


def test_nothing_is_wider_than_a_small_screen(page: Page, server: Server) -> None:
    server.create("order", order([(f"{'long-' * 12}{number}.pdf", 900) for number in range(4)]))
    for step in ("plan", "rolls/1/start", "rolls/1/complete"):
        film(server, step)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("workflow&step=analysis", "rolls", "rolls&roll=1", "numbers", "temp", "ledger"):
        opened(page, server, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    roll(opened(page, server), 2).get_by_role("button", name="Start filming").click()
    expect(page.get_by_role("dialog")).to_be_in_viewport(ratio=1)


def test_the_labels_stand_alone_on_the_printed_page(page: Page, server: Server) -> None:
    server.create("order", order())
    for step in ("plan", "rolls/1/start", "rolls/1/complete"):
        film(server, step)
    opened(page, server, "numbers")
    label = page.get_by_role("listitem", name="Label of 10000001")
    expect(label).to_contain_text("10000001-0002.02600")
    page.emulate_media(media="print")
    expect(label).to_be_visible()
    for hidden in (
        page.get_by_role("banner"),
        page.get_by_role("table"),
        page.get_by_role("heading"),
        page.get_by_role("navigation"),
    ):
        for each in hidden.all():
            expect(each).to_be_hidden()
