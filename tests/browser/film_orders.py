"""Archive orders as tests begin with them, and the microfilm view as tests use it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.serving import Server

DOCUMENTS = [("1901.pdf", 1400), ("1902.pdf", 1200), ("1903.pdf", 900)]
"""Two rolls of 2,900 frames: the first leaves 300, of which 200 can be kept, the second 2,000."""


def order(documents: list[tuple[str, int]] = DOCUMENTS, **members: Any) -> dict[str, Any]:
    """Return an order that is registered and analysed."""
    found = [{"name": name, "path": "", "pages": pages} for name, pages in documents]
    return {
        "project": "12",
        "user": "local",
        "project_state": {"projectInfo": {"archiveId": "RRD018-2025", "location": "OU", "documentType": "letters"}},
        "analysis_data": {"analysisResults": {"documents": found}},
        **members,
    }


def film(server: Server, step: str, project: str = "order", **body: Any) -> dict[str, Any]:
    """Do something in the register, as another window would."""
    answer = server.client.post(f"/api/film/{project}/{step}", json=body, headers={"X-User": "carl"})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def lines(server: Server, event: str) -> list[dict[str, Any]]:
    """Return the lines of the ledger that tell of an event."""
    return [line for line in server.client.get("/api/film/ledger").json()["entries"] if line["event"] == event]


def opened(page: Page, server: Server, part: str = "rolls", project: str = "order") -> Page:
    """Open a part of an order and wait until the register has spoken."""
    page.goto(f"{server.url}/#/p/{project}?part={part}")
    expect(page.locator("[data-next]")).to_be_visible()
    return page


def roll(page: Page, number: int) -> Locator:
    return page.get_by_role("article", name=re.compile(f"(Roll|Rolle) {number}$"))


def confirm(page: Page, button: str, reason: str = "") -> None:
    """Fill in why, and do it."""
    dialog = page.get_by_role("dialog")
    if reason:
        dialog.get_by_label(re.compile("Why|Warum")).fill(reason)
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_be_hidden()
