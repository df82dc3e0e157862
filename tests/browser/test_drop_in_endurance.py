"""Tabs, browsers, a hand and a server that is killed, all at once: in the end all agree, and no edit is missing."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.conftest import StartServer
from tests.serving import Server

HELD = "() => Object.fromEntries(Object.entries(localStorage).sort())"
ACT = """([who, number]) => {
    localStorage.setItem(`${who}-last`, number);
    localStorage.setItem(`${who}-${number}`, JSON.stringify({ number }));
    if (number % 3 === 2) localStorage.removeItem(`${who}-${number - 1}`);
}"""
SECONDS = 20
QUIET = 1.0
"""Seconds without a save after which the hand edits."""


def expected(who: str, last: int) -> dict[str, str]:
    """Return what an actor's steps leave."""
    gone = {number - 1 for number in range(last + 1) if number % 3 == 2}
    steps = {f"{who}-{number}": json.dumps({"number": number}, separators=(",", ":")) for number in range(last + 1)}
    return {key: text for key, text in steps.items() if int(key.rpartition("-")[2]) not in gone} | {
        f"{who}-last": str(last)
    }


@pytest.fixture
def tabs(browser: Browser) -> Iterator[list[Page]]:
    """Two tabs of one browser profile, and one of another."""
    with ExitStack() as ending:
        contexts = [browser.new_context() for _ in range(2)]
        for context in contexts:
            ending.callback(context.close)
        yield [contexts[0].new_page(), contexts[0].new_page(), contexts[1].new_page()]


def reload(page: Page) -> None:
    """Load a page anew, or stay where it is if the server is away."""
    try:
        page.reload(timeout=3000)
        page.evaluate("localStorage.length")
    except Error:
        pass


def is_tool(page: Page) -> bool:
    """Say whether a tab shows the tool, with its drop-in."""
    try:
        return bool(page.evaluate("Symbol.for('holdfast.drop-in') in window"))
    except Error:
        return False


class Company:
    """Two tabs of one browser, a tab of another, a hand and a server that is killed."""

    def __init__(self, tabs: list[Page], start: StartServer, folder: Path, seed: int) -> None:
        """Open the tool in all tabs."""
        self.tabs = tabs
        self.lasts = dict.fromkeys(("a", "b", "c", "hand"), -1)
        self._chance = random.Random(seed)
        self._start = start
        self._options = ("--app", f"tool={folder}")
        self.server = start(*self._options)
        self._open(tabs)

    def step(self) -> None:
        """Let one of them do something."""
        what, place = self._chance.random(), self._chance.randrange(3)
        if what < 0.85:
            self._write("abc"[place], self.tabs[place])
        elif what < 0.91:
            self._edit_by_hand()
        elif what < 0.97:
            reload(self.tabs[place])
        else:
            self._kill()
        time.sleep(self._chance.random() / 10)

    def _write(self, who: str, page: Page) -> None:
        if is_tool(page):
            self.lasts[who] += 1
            page.evaluate(ACT, [who, self.lasts[who]])

    def _kill(self) -> None:
        self.server.kill()
        time.sleep(self._chance.random())
        self.server = self._start(*self._options, "--port", str(self.server.port))
        self._open([page for page in self.tabs if not is_tool(page)])

    def _open(self, pages: list[Page]) -> None:
        for page in pages:
            page.goto(f"{self.server.url}/apps/tool/")

    def _edit_by_hand(self) -> None:
        """Edit as a person does, who does it again if it fell on the very moment of a save, which keeps it aside."""
        file = self.server.file("tool")
        number = self.lasts["hand"] + 1
        while file.exists() and f"hand-{number}" not in json.loads(file.read_bytes()):
            while time.time() - file.stat().st_mtime < QUIET:
                time.sleep(0.05)
            document = json.loads(file.read_bytes())
            document |= {"hand-last": number, f"hand-{number}": {"number": number}}
            if number % 3 == 2:
                document.pop(f"hand-{number - 1}", None)
            edited = file.with_name("edited.tmp")
            edited.write_text(json.dumps(document))
            edited.replace(file)
            self.lasts["hand"] = number
            time.sleep(QUIET)


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", [1, 2])
def test_in_the_end_all_agree(tabs: list[Page], start_server: StartServer, tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Tool</title><body>")
    company = Company(tabs, start_server, folder, seed)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        company.step()
    wanted: dict[str, str] = {}
    for who, last in company.lasts.items():
        wanted |= expected(who, last) if last >= 0 else {}
    _all_come_to(tabs, company.server, dict(sorted(wanted.items())))


def _all_come_to(tabs: list[Page], server: Server, wanted: dict[str, str]) -> None:
    deadline = time.monotonic() + 40
    while True:
        held = [page.evaluate(HELD) for page in tabs]
        on_disk = json.loads(server.file("tool").read_bytes())
        texts = {
            key: value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
            for key, value in on_disk.items()
        }
        if all(each == wanted for each in (*held, texts)):
            return
        if time.monotonic() > deadline:
            break
        tabs[0].wait_for_timeout(300)
    for name, each in zip(("a", "b", "c", "file"), (*held, texts), strict=True):
        differs = {key: (wanted.get(key), each.get(key)) for key in wanted | each if wanted.get(key) != each.get(key)}
        print(name, differs)
    pytest.fail("they do not agree")
