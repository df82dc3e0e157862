"""The drop-in's localStorage and the browser's own give the same answers to the same operations."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import StartServer

OPERATIONS = (Path(__file__).parent / "pages" / "operations.js").read_text()
KEYS = [
    "a",
    "b",
    "Key with spaces",
    "",
    "0",
    "7",
    "-1",
    "é",
    "\U0001f600",
    "a\0b",
    "$utf16:x",
    "holdfast:drop-in",
    "then",
]
BUILT_IN = ["length", "getItem", "__proto__", "constructor", "toString"]
NAMED = {"get", "set", "setSloppily", "delete", "define", "defineFully", "defineGetter", "defineNothing", "assignTo"}
NAMED |= {"setElsewhere", "asPrototype"}
"""Operations that a built-in name turns into ordinary ones, which spoil the object for those that follow."""
SEQUENCES, LENGTH = 150, 40


@pytest.fixture
def pages(browser: Browser, start_server: StartServer, tmp_path: Path) -> Iterator[tuple[Page, Page]]:
    """Two pages that know all operations: one with the browser's own localStorage, one with the drop-in's."""
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8><script>{OPERATIONS}</script>")
    plain = start_server("--app", f"tool={folder}", "--no-inject", folder=_folder(tmp_path / "plain"))
    served = start_server("--app", f"tool={folder}", folder=_folder(tmp_path / "served"))
    contexts = [browser.new_context(base_url=server.url) for server in (plain, served)]
    found = [context.new_page() for context in contexts]
    for page in found:
        page.goto("/apps/tool/")
    yield found[0], found[1]
    for context in contexts:
        context.close()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def sequence(chance: random.Random, names: list[str], values: list[str]) -> list[list[Any]]:
    """Return operations with keys and values, writing and reading about as often as not."""
    writing = ["setItem", "set", "removeItem", "delete", "setItem"]
    chosen = [chance.choice(names if chance.random() < 0.7 else writing) for _ in range(LENGTH)]
    return [[name, _key(chance, name), chance.choice(values)] for name in chosen]


def _key(chance: random.Random, name: str) -> str:
    return chance.choice(BUILT_IN if name not in NAMED and chance.random() < 0.1 else KEYS)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_operations_give_the_same_answers(pages: tuple[Page, Page], seed: int) -> None:
    names, values = pages[0].evaluate("[Object.keys(OPERATIONS), Object.keys(VALUES)]")
    chance = random.Random(seed)
    asked = [sequence(chance, names, values) for _ in range(SEQUENCES)]
    own, ours = (page.evaluate("(asked) => play(asked)", asked) for page in pages)
    for number, (one, other) in enumerate(zip(own, ours, strict=True)):
        for place, operation in enumerate(asked[number]):
            history = json.dumps(asked[number][: place + 1])
            assert other[place] == one[place], f"{operation} after {history}"


@pytest.mark.parametrize("key", BUILT_IN)
def test_names_that_every_storage_has_are_no_keys(pages: tuple[Page, Page], key: str) -> None:
    asked = [[[name, key, "text"]] for name in ("get", "setSloppily", "set", "in", "hasOwn", "describe")]
    asked += [[["setItem", key, "text"], ["get", key], ["getItem", key], ["allKeys"], ["removeItem", key], ["length"]]]
    own, ours = (page.evaluate("(asked) => play(asked)", asked) for page in pages)
    assert ours == own


def test_what_the_operations_left_is_in_the_file_text_for_text(
    pages: tuple[Page, Page], start_server: StartServer
) -> None:
    page = pages[1]
    script = (
        "for (const name in VALUES) try { localStorage.setItem(name, VALUES[name]()); } catch {}; localStorage.half"
    )
    page.evaluate(script)
    shown = "JSON.stringify(Object.entries(localStorage).sort())"
    before = page.evaluate(shown)
    page.wait_for_timeout(1500)
    context = page.context.browser
    assert context is not None
    fresh = context.new_context().new_page()
    fresh.goto(page.url)
    assert fresh.evaluate(shown) == before
    fresh.context.close()
