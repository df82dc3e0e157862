"""A project opened by the SDK on a page, for tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.serving import Server, wait_for

OPEN = """async (options) => {
    const { openProject } = await import("/client/index.js");
    window.said = [];
    window.project = await openProject("story", options);
    for (const name of ["change", "status", "conflict"])
        window.project.addEventListener(name, (event) => window.said.push([name, event.detail]));
    return window.project.document;
}"""
FAST = {"autosaveDelay": 50}
SLOW = {"autosaveDelay": 60_000}


def opened(page: Page, server: Server, **options: Any) -> Any:
    """Open the project on a page of the server that does nothing itself."""
    page.goto(f"{server.url}/favicon.ico")
    return page.evaluate(OPEN, options)


def update(page: Page, change: str) -> None:
    """Change the document by some JavaScript."""
    page.evaluate(f"() => window.project.update((doc) => {{ {change} }})")


def shown(page: Page) -> Any:
    """Return the document that the page shows."""
    return page.evaluate("() => window.project.document")


def status(page: Page) -> str:
    """Return what the project says of itself."""
    found: str = page.evaluate("() => window.project.status")
    return found


def on_disk(server: Server) -> Any:
    """Return what the file holds."""
    return json.loads(server.file("story").read_bytes())


def becomes(look: Callable[[], Any], value: Any, seconds: float = 8) -> None:
    """Wait until something is as it has to be."""
    assert wait_for(lambda: look() == value, seconds), f"{look()!r} is not {value!r}"
