"""Tabs, browsers, a hand and a server that is killed, all at once: in the end all agree, and no edit is missing."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

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
import os
KILLS = float(os.environ.get('KILLS', 0.97))
"""Seconds without a save after which the hand edits: an edit at the very moment of a save is kept, but not merged."""


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


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", [1, 2])
def test_in_the_end_all_agree(tabs: list[Page], start_server: StartServer, tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Tool</title><body>")
    options = ("--app", f"tool={folder}")
    server = start_server(*options)
    chance = random.Random(seed)
    lasts = dict.fromkeys(("a", "b", "c", "hand"), -1)
    for page in tabs:
        page.goto(f"{server.url}/apps/tool/")
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        server = _step(chance, tabs, server, lasts, start_server, options)
        time.sleep(chance.random() / 10)
    wanted: dict[str, str] = {}
    for who, last in lasts.items():
        wanted |= expected(who, last) if last >= 0 else {}
    _all_come_to(tabs, server, dict(sorted(wanted.items())))


def _step(
    chance: random.Random, tabs: list[Page], server: Server, lasts: dict[str, int], start: StartServer, options: Any
) -> Server:
    what = chance.random()
    place = chance.randrange(3)
    who = "abc"[place]
    if what < 0.85:
        if is_tool(tabs[place]):
            lasts[who] += 1
            tabs[place].evaluate(ACT, [who, lasts[who]])
    elif what < 0.91:
        _edit_by_hand(server, lasts)
    elif what < KILLS:
        reload(tabs[place])
    else:
        server.kill()
        time.sleep(chance.random())
        server = start(*options, "--port", str(server.port))
        for page in tabs:
            if not is_tool(page):
                page.goto(f"{server.url}/apps/tool/")
    return server


def _edit_by_hand(server: Server, lasts: dict[str, int]) -> None:
    """Edit as an editor does that replaces the file, if there is one and nobody wrote meanwhile."""
    file = server.file("tool")
    if not file.exists():
        return
    while time.time() - file.stat().st_mtime < QUIET:
        time.sleep(0.05)
    before = file.read_bytes()
    document = json.loads(before)
    number = lasts["hand"] + 1
    document["hand-last"] = number
    document[f"hand-{number}"] = {"number": number}
    if number % 3 == 2:
        document.pop(f"hand-{number - 1}", None)
    edited = file.with_name("edited.tmp")
    edited.write_text(json.dumps(document))
    if file.read_bytes() == before:
        edited.replace(file)
        lasts["hand"] = number
    time.sleep(1.2)


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
