"""A project with a history, and its History tab, for tests."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.serving import Server, wait_for

FIRST = {
    "title": "Dawn",
    "scenes": [
        {"id": 1, "text": "A door opens on the quiet harbour.", "seconds": 4},
        {"id": 2, "text": "Rain."},
        {"id": 3, "text": "Night."},
    ],
}
SECOND = {
    "title": "Dawn",
    "scenes": [
        {"id": 1, "text": "A door opens on the loud harbour.", "seconds": 4.5},
        {"id": 3, "text": "Night."},
        {"id": 4, "text": "The lamp goes out."},
    ],
}
THIRD = {"title": "Dusk", "scenes": [{"id": 4, "text": "The lamp goes out."}, *SECOND["scenes"][:2]]}


def keep(server: Server, document: Any, project: str = "story") -> None:
    """Save a version, and wait until it is kept."""
    there = server.load(project)
    answer = (
        server.create(project, document) if there.status_code == 404 else server.save(project, document, etag(server))
    )
    assert answer.is_success, answer.text
    kept(server, project)


def edit_by_hand(server: Server, document: Any, project: str = "story") -> None:
    """Write the file as an editor does, and wait until the version is kept."""
    server.file(project).write_text(json.dumps(document, indent=2))
    assert server.load(project).is_success
    kept(server, project)


def kept(server: Server, project: str = "story") -> None:
    """Wait until the version on disk is among the backups."""
    now = etag(server, project)
    assert wait_for(lambda: any(version["etag"] == now for version in server.backups(project)))


def etag(server: Server, project: str = "story") -> str:
    """Return the etag of the version on disk."""
    return str(server.load(project).headers["etag"]).strip('"')


def on_disk(server: Server, project: str = "story") -> Any:
    """Return what the file holds."""
    return json.loads(server.file(project).read_bytes())


def with_history(server: Server) -> None:
    """Keep three versions: saved, saved, and edited by hand."""
    keep(server, FIRST)
    keep(server, SECOND)
    edit_by_hand(server, THIRD)


def open_history(page: Page, server: Server, query: str = "", project: str = "story") -> None:
    """Go to the History tab and wait for its versions."""
    page.goto(f"{server.url}/#/p/{project}/history{query}")
    expect(page.get_by_role("heading", name="Versions")).to_be_attached()
    expect(page.locator("[data-version]").first).to_be_attached()


def rows(page: Page) -> Locator:
    """Return the versions that are listed, newest first."""
    return page.get_by_role("list", name="Versions").get_by_role("button")


def row(page: Page, text: str) -> Locator:
    """Return the newest version that is listed with a text."""
    return rows(page).filter(has_text=re.compile(text)).first


def panel(page: Page) -> Locator:
    """Return what shows the version that is looked at."""
    return page.locator(".version-panel")


def change(page: Page, thing: str) -> Locator:
    """Return what is shown of the changes of one thing."""
    return page.locator(".changes .group").filter(has=page.get_by_role("heading", name=thing))
