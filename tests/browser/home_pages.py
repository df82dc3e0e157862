"""What the tests of the page of all projects share: files that are dropped, and where things are on the page."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.serving import DATA, Server

DROP = """(files) => {
    const transfer = new DataTransfer();
    for (const { name, type, content } of files) {
        const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
    }
    for (const name of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(name, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"
"""Lets the page ask at once how the server is, as it does when somebody comes back to it."""
DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))"
"""Resolves when the page is drawn, after which it hears keys."""
DRAG = """(name) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["{}"], "a.json", { type: "application/json" }));
    document.body.dispatchEvent(new DragEvent(name, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


FILM = {
    "id": "film", "name": "The Lamp", "schemaVersion": "1.0", "sequences": [], "shots": [], "audioPhrases": [],
    "generationHistory": [], "capabilities": dict.fromkeys(
        ("gridGeneration", "promotionEngine", "qaEngine", "autofixEngine", "voiceGeneration"), False
    ),
}  # fmt: skip


def fill(server: Server) -> None:
    """Put four projects into the folder: a film, jobs with pictures, a plain one, and a broken one."""
    server.file("lamp").write_text(json.dumps(FILM))
    shutil.copy(DATA / "pixellab" / "job_history.json", server.file("job_history"))
    server.file("dawn").write_text('{"title": "Dawn", "books": [{"id": 1}]}')
    server.file("broken").write_text('{"a": 1,\n "b": }')


def opened(page: Page, server: Server, address: str = "#/") -> Page:
    """Open the page of all projects, and wait until the server has answered."""
    page.goto(f"{server.url}/{address}")
    expect(page.get_by_role("heading", name="Projects", level=1)).to_be_visible()
    expect(page.locator("[aria-busy='true']")).to_have_count(0)
    page.evaluate(DRAWN)
    return page


def card(page: Page, name: str) -> Locator:
    """Return the card of a project."""
    return page.get_by_role("article").filter(has=page.get_by_role("link", name=name, exact=True))


def drop(page: Page, *files: Path | tuple[str, bytes]) -> None:
    """Drop files on the page, as a browser tells of it."""
    pairs = [(file.name, file.read_bytes()) if isinstance(file, Path) else file for file in files]
    given = [{"name": name, "type": "", "content": base64.b64encode(content).decode()} for name, content in pairs]
    page.evaluate(DROP, given)


def file_in_dialog(page: Page, name: str) -> Locator:
    """Return the part of the import dialog that is about one file."""
    return page.get_by_role("dialog", name="Import").get_by_role("listitem", name=name, exact=True)


def act(page: Page, name: str, action: str) -> None:
    """Choose an action of a project's menu."""
    page.get_by_role("button", name=f"Actions for {name}", exact=True).click()
    page.get_by_role("menuitem", name=action, exact=True).click()
