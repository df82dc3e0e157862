"""What a person does in the dashboard, for tests."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.serving import Server


def open_tab(page: Page, server: Server, project: str, tab: str = "") -> Page:
    """Go to a tab of a project and wait until its document is there."""
    page.goto(f"{server.url}/#/p/{project}" + (f"/{tab}" if tab else ""))
    expect(page.get_by_role("navigation", name="Parts of the project")).to_be_visible()
    return page


def open_editor(page: Page, server: Server, project: str = "story") -> Page:
    """Open a project as text, and wait until the editor has it."""
    open_tab(page, server, project, "data")
    page.get_by_role("button", name="Text", exact=True).click()
    expect(shown_text(page)).to_be_visible(timeout=20_000)
    expect(indicator(page)).to_contain_text("kept as backup")
    return page


def type_text(page: Page, text: str) -> None:
    """Replace the text of the document by hand, in the Data tab."""
    page.get_by_role("button", name="Text", exact=True).click()
    content = page.frame_locator("iframe[title='Editor of the document']").locator(".cm-content")
    content.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def type_document(page: Page, document: Any) -> None:
    """Replace the document by hand, in the Data tab."""
    type_text(page, json.dumps(document, indent=2))


def shown_text(page: Page) -> Locator:
    """Return the text of the document as the Data tab shows it."""
    return page.frame_locator("iframe[title='Editor of the document']").locator(".cm-content")


def indicator(page: Page) -> Locator:
    """Return what says how the project is saved."""
    return page.locator(".save-indicator")


def banner(page: Page, name: str) -> Locator:
    """Return a banner by its name."""
    return page.locator(f"[data-banner='{name}']")
